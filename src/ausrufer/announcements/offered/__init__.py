"""What a host offers to the towns it hosts: seen, used and copied there, never by itself."""

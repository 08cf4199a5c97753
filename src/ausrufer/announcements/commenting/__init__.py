"""What people of the house say about some words of a message, and where these words stand: pure."""

"""Starting, watching and stopping the processes of one house; without Django."""

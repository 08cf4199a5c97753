"""One module per family of networks: the residents' way into the memory of its emulator."""

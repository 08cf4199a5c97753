"""The engine against an acceptor on this machine: what it costs, and what it survives."""

"""Search across everything: each package finds its own, this room puts it together."""

"""Carrying messages out of the house, each way in a module of its own."""

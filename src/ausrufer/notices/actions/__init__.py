"""Telling people, and keeping how they want to be told."""

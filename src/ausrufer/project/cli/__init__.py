"""The command `ausrufer`."""

from ausrufer.project.cli.entry import main

__all__ = ["main"]

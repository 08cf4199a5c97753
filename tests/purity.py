"""What a pure file may import and call: no framework, no clock, no outside world."""

import ast
from collections.abc import Collection
from pathlib import Path

IMPURE = {"now", "today", "utcnow", "open", "print", "input"}


def assert_pure(path: Path, allowed: Collection[str]) -> None:
    """Fail where a file imports what is not below one of `allowed`, or calls what is impure."""
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    imported = {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
    imported |= {name.name for node in nodes if isinstance(node, ast.Import) for name in node.names}
    foreign = {
        name
        for name in imported
        if not any(name == one or name.startswith(f"{one}.") for one in allowed)
    }
    called = {
        node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        for node in nodes
        if isinstance(node, ast.Call)
    }
    assert (foreign, called & IMPURE) == (set(), set())

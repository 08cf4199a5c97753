"""The checks know no framework, no clock and no outside world; their word lists are in order."""

import ast
from pathlib import Path

import pytest

from ausrufer.announcements import preflight
from ausrufer.announcements.adaptation.wording import CODES
from ausrufer.announcements.preflight.rules import RULES
from ausrufer.announcements.preflight.wordlists import pairs, words

FOLDER = Path(preflight.__file__).parent
ALLOWED = {
    "ausrufer.announcements.adaptation",
    "ausrufer.announcements.preflight",
    "ausrufer.library.policy",
    *(
        "bisect",
        "collections",
        "dataclasses",
        "datetime",
        "enum",
        "functools",
        "ipaddress",
        "typing",
    ),
    *("phonenumbers", "regex", "stdnum", "urllib"),
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
def test_a_check_imports_only_what_is_pure(path: Path) -> None:
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


def test_every_rule_has_a_sentence_and_stands_once() -> None:
    codes = [one.code for one in RULES]
    assert set(codes) - CODES == set()
    assert len(set(codes)) == len(codes)


@pytest.mark.parametrize("path", sorted((FOLDER / "wordlists").glob("*.txt")), ids=lambda p: p.stem)
def test_word_lists_hold_every_entry_once(path: Path) -> None:
    entries = words(path.stem)
    assert len(entries) > 0
    assert sorted(set(entries)) == sorted(entries)
    halves = [line for line in entries if "=" in line]
    assert halves == [] or len(pairs(path.stem)) == len(entries) == len(halves)

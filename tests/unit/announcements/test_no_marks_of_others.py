"""Networks are named in words: no picture of theirs is shipped, no colour of theirs is used."""

import re
from pathlib import Path

import pytest
from django.utils.module_loading import import_string

from ausrufer.project.settings import AUSRUFER_CONNECTORS

SOURCE = Path(__file__).parents[3] / "src" / "ausrufer"
KINDS = [import_string(path).manifest.kind for path in AUSRUFER_CONNECTORS]
PICTURES = {".svg", ".png", ".jpg", ".jpeg", ".webp", ".gif", ".ico"}
SHEETS = [
    SOURCE / "announcements" / "static" / "announcements" / f"{n}.css" for n in ("looks", "shapes")
]
LAID_OUT = sorted(
    (SOURCE / "announcements" / "templates" / "announcements" / "looks").glob("*.html")
)


def test_no_picture_lies_with_a_connector_or_a_look() -> None:
    folders = [SOURCE / "connectors", SOURCE / "announcements"]
    found = [one for folder in folders for one in folder.rglob("*") if one.suffix in PICTURES]
    assert found == []


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_looks_use_the_colours_of_the_house(sheet: Path) -> None:
    """White on black marks a description; every other colour is a token of the theme."""
    used = set(re.findall(r"#[0-9a-fA-F]{3,8}\b|rgba?\([^)]*\)|hsla?\([^)]*\)", sheet.read_text()))
    assert used <= {"#fff", "#000"}
    assert "url(" not in sheet.read_text()


@pytest.mark.parametrize("look", LAID_OUT, ids=lambda look: look.name)
def test_a_shape_names_no_network(look: Path) -> None:
    text = look.read_text()
    named = [kind for kind in KINDS if len(kind) > 3 and re.search(rf"\b{kind}\b", text)]
    assert named == []
    assert not re.search(r"\sstyle=|<script|\son[a-z]+=", text)

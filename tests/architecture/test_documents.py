"""Links and pictures of the documents lead to something."""

import re
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parents[2]
_GOALS = re.compile(r"\]\(([^)#\s]+)[^)]*\)|<img[^>]*\bsrc=\"([^\"]+)\"")
DOCUMENTS = [*HOUSE.glob("*.md"), *HOUSE.glob("docs/**/*.md")]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(HOUSE)))
def test_every_link_leads_somewhere(path: Path) -> None:
    goals = [first or second for first, second in _GOALS.findall(path.read_text())]
    inside = [goal for goal in goals if "://" not in goal and not goal.startswith("mailto:")]
    assert [goal for goal in inside if not (path.parent / goal).exists()] == []

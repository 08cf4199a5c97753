"""Code asks for a right, never for a role: roles are data, and theirs to change."""

import re
from pathlib import Path

SOURCES = Path(__file__).parents[2] / "src" / "ausrufer"
NAMES_A_ROLE = re.compile(r"\bRole\.[A-Z]|assignments__role=|\brole__key\b")
# whoever gives people their first roles, and the signs of the four first ones
ALLOWED = {
    "desk/web/people.py",
    "organisations/actions/hosting.py",
    "organisations/actions/sign_on.py",
    "organisations/policy.py",
    "organisations/queries.py",
    "project/cli/work/create_organisation.py",
    "training/town.py",
}


def test_nobody_asks_for_a_role() -> None:
    found = {
        str(path.relative_to(SOURCES))
        for path in SOURCES.rglob("*.py")
        if "migrations" not in path.parts and NAMES_A_ROLE.search(path.read_text("utf-8"))
    }
    assert found == ALLOWED

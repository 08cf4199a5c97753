"""The calendar's rules know no framework, no clock and no outside world."""

from pathlib import Path

import pytest

from ausrufer.announcements import calendar
from tests.purity import assert_pure

FOLDER = Path(calendar.__file__).parent
ALLOWED = {
    "ausrufer.announcements.calendar",
    "ausrufer.announcements.states",
    "ausrufer.foundation.clock",  # its conversions; nobody here asks what time it is
    "ausrufer.organisations.errors",
    "django.utils.translation",
    *("dateutil.rrule", "holidays"),
    *("collections", "dataclasses", "datetime", "enum", "functools", "itertools", "uuid"),
}


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.py")), ids=lambda path: path.name)
def test_a_file_imports_and_calls_only_what_is_pure(path: Path) -> None:
    assert_pure(path, ALLOWED)

"""Plans are read without a framework, a clock or an outside world."""

from pathlib import Path

import pytest

from ausrufer.announcements import planning
from tests.purity import assert_pure

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
    *("functools", "hashlib", "io", "itertools", "json", "re", "typing", "zipfile"),
}


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.py")), ids=lambda path: path.name)
def test_a_file_imports_and_calls_only_what_is_pure(path: Path) -> None:
    assert_pure(path, ALLOWED)

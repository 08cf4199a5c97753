"""Times to send between: over at once remarked, the doubled hour named; pictures nobody can see."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from ausrufer.announcements.adaptation.source import SourcePicture
from ausrufer.foundation.clock import TOWN_TIME, in_town_time

from .saying import NOON, found

FIRST_RUN = in_town_time(datetime(2026, 10, 25, 0, 30, tzinfo=UTC))  # 02:30 in summer time
SECOND_RUN = in_town_time(datetime(2026, 10, 25, 1, 30, tzinfo=UTC))  # 02:30 in winter time
BEFORE = datetime(2026, 10, 1, tzinfo=TOWN_TIME)


def said(**around: Any) -> list[tuple[str, str, str]]:
    codes = ("time_past", "time_limit_past", "time_doubled")
    return [
        (one.code, one.place, str(dict(one.values).get("zone", "")))
        for one in found("Kurz.", **around)
        if one.code in codes
    ]


@pytest.mark.parametrize(
    ("name", "at", "asked_at", "expected"),
    [
        ("publish_at", NOON, NOON, [("time_past", "publish_at", "")]),
        ("publish_at", NOON, NOON - timedelta(minutes=1), []),
        ("not_after", NOON, NOON + timedelta(days=1), [("time_limit_past", "not_after", "")]),
        ("publish_at", FIRST_RUN, BEFORE, [("time_doubled", "publish_at", "MESZ")]),
        ("publish_at", SECOND_RUN, BEFORE, [("time_doubled", "publish_at", "MEZ")]),
        ("not_after", SECOND_RUN, BEFORE, [("time_doubled", "not_after", "MEZ")]),
        ("publish_at", FIRST_RUN - timedelta(hours=1), BEFORE, []),
        ("publish_at", in_town_time(datetime(2026, 10, 25, 2, 30, tzinfo=UTC)), BEFORE, []),
    ],
)
def test_times(name: str, at: datetime, asked_at: datetime, expected: list[Any]) -> None:
    assert said(times={name: at}, asked_at=asked_at) == expected


@pytest.mark.parametrize(
    ("width", "height", "expected"),
    [
        (1, 1, ["picture_small"]),
        (9000, 1, ["picture_small"]),
        (9000, 100, ["picture_long"]),
        (100, 9000, ["picture_long"]),
        (1600, 900, []),
        (400, 100, []),
    ],
)
def test_pictures_nobody_can_see(width: int, height: int, expected: list[str]) -> None:
    picture = SourcePicture("0" * 64, "image/png", width, height, "Ein Bild")
    codes = [one.code for one in found("Kurz.", pictures=(picture,))]
    assert [one for one in codes if one.startswith("picture_")] == expected

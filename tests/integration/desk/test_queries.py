"""How often the pages of the desk ask the database: never twice the same, and not more than said.

The numbers are upper bounds for a message with two channels and a picture. Whoever needs one more
looks first whether the request already knows it (`foundation/asked_once.py`).
"""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from ausrufer.announcements.actions.pictures import attach_picture
from ausrufer.announcements.actions.write import create_announcement
from ausrufer.announcements.content import Content
from ausrufer.announcements.models import Announcement
from ausrufer.channels.testing import example_picture
from tests.conftest import Town

pytestmark = pytest.mark.django_db

MESSAGE = "/desk/mitteilungen/{}/"
MOST = {
    "/desk/": 23,
    "/desk/mitteilungen/": 17,
    MESSAGE: 23,
    f"{MESSAGE}aendern/": 28,
    f"{MESSAGE}ueberall/": 15,
    "/desk/kalender/": 19,
    "/desk/plan/": 26,
    "/desk/suche/": 8,
    "/desk/suche/?q=Brücke": 24,
    "/desk/suche/befehle/?q=Brücke": 21,
    "/desk/suche/befehle/?q=Zeppelin": 18,
}


def write(town: Town, number: int) -> Announcement:
    return create_announcement(
        actor=town.anna.actor,
        department=town.press,
        content=Content(title=f"Brücke {number} gesperrt", body="Bis Freitag.", topic="Verkehr"),
        channels=[town.channel(f"Seite {number}"), town.channel(f"Netz {number}")],
    )


def illustrated(town: Town, message: Announcement) -> Announcement:
    attach_picture(
        member=town.anna,
        announcement=message,
        content=example_picture(1).content,
        file_name="bild.png",
        alt_text="Eine Brücke",
        decorative=False,
    )
    return message


@pytest.fixture
def asked(in_town: Town, settings: Any, tmp_path: Path) -> "Asked":
    settings.MEDIA_FOLDER = tmp_path
    for number in range(2, 8):  # more than the search shows at first sight
        write(in_town, number)
    return Asked(in_town, illustrated(in_town, write(in_town, 1)))


class Asked:
    """Opens pages as Anna and notes every statement."""

    def __init__(self, town: Town, message: Announcement) -> None:
        self.town, self._message, self._client = town, message, Client()
        self._client.force_login(town.anna.user)

    def on(self, page: str) -> Counter[str]:
        """Return the statements of one visit with their values."""
        statements: Counter[str] = Counter()

        def note(execute: Any, sql: str, values: Any, *rest: Any) -> Any:
            statements[f"{sql} {values}"] += 1
            return execute(sql, values, *rest)

        with connection.execute_wrapper(note):
            answer = self._client.get(page.format(self._message.public_id))
        assert answer.status_code == 200
        return statements


@pytest.mark.parametrize("page", MOST)
def test_no_page_asks_twice_or_more_than_it_may(asked: Asked, page: str) -> None:
    asked.on(page)  # what is kept for all requests is read once
    found = asked.on(page)
    assert [one for one, times in found.items() if times > 1] == []
    assert found.total() <= MOST[page], (found.total(), *found)
    for number in range(8, 12):
        write(asked.town, number)
    assert asked.on(page).total() == found.total()

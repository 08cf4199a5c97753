"""What nobody should send to the pages of languages and of the writing aid: never a 500."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from ausrufer.announcements.models import Announcement, AnnouncementText, OfferedVarieties
from ausrufer.writing_aid.models import WritingAid
from tests.conftest import Town
from tests.integration.texts.told import message, told

pytestmark = pytest.mark.django_db
BAD = ("", "\x00", "\ud800", "x" * 30_000, "-1", "9" * 30, "<script>alert(1)</script>", "\u202e")


@pytest.fixture
def written(in_town: Town) -> Announcement:
    found = message(in_town)
    told(in_town.anna, found)
    return found


def posts(path: str, client: Client, **values: str) -> Iterator[Any]:
    """Send every field once with every bad value."""
    for name in values:
        for bad in BAD:
            body = "&".join(
                f"{key}={_quoted(bad if key == name else values[key])}" for key in values
            )
            yield client.post(path, body, content_type="application/x-www-form-urlencoded")


def _quoted(text: str) -> str:
    return "".join(f"%{one:02X}" for one in text.encode("utf-8", "surrogatepass"))


def test_the_pages_of_a_message(in_town: Town, client: Client, written: Announcement) -> None:
    client.force_login(in_town.anna.user)
    base = f"/desk/mitteilungen/{written.public_id}/"
    channel = written.placements.get().channel.public_id
    words = {"version": "1", "title": "x", "body": "x", "summary": "x", "checked_with": "x"}
    asked = {"about": "headlines:", "ask": "1"}
    taken = {"about": f"shorten:{channel}", "take": "1", "version": "1", "text": "x"}
    spoken = {"speak": "1", "version": "1", "text_key": "en"}
    for path, values in (
        ("sprachen/en/", {**words, "then": "check"}),
        ("schreibhilfe/", asked),
        ("schreibhilfe/", taken),
        (f"fassung/{channel}/", spoken),
    ):
        for answer in posts(f"{base}{path}", client, **values):
            assert answer.status_code < 500, path
            assert b"<script>alert" not in answer.content
    assert AnnouncementText.objects.get().state == "draft"


def test_the_pages_of_the_settings(in_town: Town, client: Client) -> None:
    client.force_login(in_town.dirk.user)
    aid = {"address": "https://x.example/v1", "model": "m", "key": "k", "active": "on"}
    for path, values in (("sprachen-des-hauses/", {"keys": "en"}), ("schreibhilfe/", aid)):
        for answer in posts(f"/desk/{path}", client, **values):
            assert answer.status_code < 500, path
            assert b"<script>alert" not in answer.content
    assert not OfferedVarieties.objects.exists()
    assert WritingAid.objects.get().address == "https://x.example/v1"

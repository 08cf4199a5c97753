"""What the page says of a feed that was read: an error never looks like success."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from ausrufer.training.channels import practice_channels
from tests.conftest import Town
from tests.integration.tenancy.planted import logged_in

pytestmark = pytest.mark.django_db

HEAD = "<rss version='2.0'><channel><title>Stadt</title><link>https://stadt.example</link>"
GOOD = "<item><guid>eins</guid><title>Markt</title><description>Am Platz.</description></item>"
EMPTY_ITEM = "<item></item>"


def page_after(town: Town, items: str) -> str:
    file = SimpleUploadedFile("feed.rss", f"{HEAD}{items}</channel></rss>".encode(), "text/xml")
    given = {"department": town.press.pk, "file": file}
    answer: Any = logged_in(town.anna).post(reverse("import_feed"), given)
    page: str = answer.content.decode()
    return page


@pytest.mark.parametrize(
    ("items", "said", "unsaid"),
    [
        (EMPTY_ITEM, ["Nichts ließ sich übernehmen"], ["Eingelesen", "kern-alert--success"]),
        (GOOD, ["Eingelesen", "Markt"], ["ließ sich übernehmen"]),
        (GOOD + EMPTY_ITEM, ["Eingelesen", "Nicht alles ließ sich übernehmen"], ["Nichts ließ"]),
        ("", ["In diesem Feed steht nichts"], ["Eingelesen", "kern-alert--success"]),
    ],
)
def test_a_feed(in_town: Town, items: str, said: list[str], unsaid: list[str]) -> None:
    page = page_after(in_town, items)
    assert [one for one in said if one not in page] == []
    assert [one for one in unsaid if one in page] == []


def test_the_newsletter_of_the_practice_town_has_a_name_of_its_own() -> None:
    platforms: Any = type("Anywhere", (), {"__getattr__": lambda _self, _name: "x"})()
    assert [
        one.name for one in practice_channels("Musterstadt", platforms) if one.kind == "email"
    ] == ["Post aus Musterstadt"]

"""Finding messages by their words: any part, any form, any order, and only one's own."""

import random

import pytest
from django.db import connection

from ausrufer.announcements.actions.write import create_announcement
from ausrufer.announcements.content import MOST_BODY, Content
from ausrufer.announcements.models import Announcement
from ausrufer.announcements.queries import announcements_matching
from ausrufer.foundation.scope import within_organisation
from tests.conftest import Town

pytestmark = pytest.mark.django_db

MESSAGES = {
    "Wasserspielplatz öffnet": "Kinder dürfen ab Samstag wieder planschen.",
    "Neue Geräte": "Zwei Spielplätze in der Altstadt bekommen Schaukeln.",
    "Straßensperrung B173": "Die Umleitung führt über die Lindenstraße, Rufnummer 01234/5678.",
}


@pytest.fixture
def archive(in_town: Town) -> Town:
    for title, body in MESSAGES.items():
        write(in_town, title, body)
    return in_town


def write(town: Town, title: str, body: str) -> None:
    create_announcement(
        actor=town.anna.actor,
        department=town.press,
        content=Content(title=title, body=body),
        channels=[],
    )


def found(words: str) -> set[str]:
    return {one.title for one in announcements_matching(words=words)}


@pytest.mark.parametrize(
    ("words", "titles"),
    [
        ("Wasserspielplatz", {"Wasserspielplatz öffnet"}),
        ("wassersp", {"Wasserspielplatz öffnet"}),  # the beginning of a word
        ("spielplatz", {"Wasserspielplatz öffnet", "Neue Geräte"}),  # a later part; a plural
        ("Spielplätze", {"Wasserspielplatz öffnet", "Neue Geräte"}),  # and back
        ("sperrung", {"Straßensperrung B173"}),
        ("Lindenstraße Umleitung", {"Straßensperrung B173"}),  # any order
        ("straße  öffnet", set()),  # every word must be there
        ("B173", {"Straßensperrung B173"}),
        ("01234/5678", {"Straßensperrung B173"}),
        ("Altstadt-Schaukeln", {"Neue Geräte"}),
        ("Zeppelin", set()),
        ("Altstadt & !Schaukeln | <-> ':*", {"Neue Geräte"}),  # nothing here is an operator
        ("…", set()),
    ],
)
def test_words_are_found_in_any_form_and_place(archive: Town, words: str, titles: set[str]) -> None:
    assert found(words) == titles


def test_a_changed_text_is_found_by_its_new_words_only(archive: Town) -> None:
    message = announcements_matching(words="Schaukeln").get()
    message.body = "Zwei Rutschen kommen dazu."
    message.save()
    assert found("Schaukeln") == set()
    assert found("Rutschen") == {"Neue Geräte"}


def test_nobody_finds_the_words_of_another_town(archive: Town, neighbour: Town) -> None:
    with within_organisation(neighbour.organisation.pk):
        write(neighbour, "Spielplatz der Nachbarn", "Anderswo.")
        assert found("spielplatz") == {"Spielplatz der Nachbarn"}
    assert found("spielplatz") == {"Wasserspielplatz öffnet", "Neue Geräte"}


def test_the_longest_text_of_nothing_but_different_words_can_be_stored_and_found(
    in_town: Town,
) -> None:
    chance = random.Random(7)  # noqa: S311 - words, no secrets
    letters = [chr(number) for number in range(0x10400, 0x1044F)]  # four bytes each, with case
    words = ["".join(chance.choices(letters, k=59)) for _ in range(MOST_BODY // 60)]
    write(in_town, "Sehr lang", " ".join(words))
    assert found("lang") == {"Sehr lang"}


def test_the_index_is_the_way_to_the_rows(archive: Town) -> None:
    one = announcements_matching(words="Schaukeln").get()
    Announcement.objects.bulk_create(
        Announcement(
            organisation_id=one.organisation_id,
            department_id=one.department_id,
            title=f"Meldung {number}",
            created_at=one.created_at,
            changed_at=one.changed_at,
        )
        for number in range(500)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    plan = announcements_matching(words="Meldung").explain()
    assert "Bitmap Index Scan on announcement_words" in plan

"""A message is found by everything that is said in it, the title first, and by nothing stale."""

import pytest
from django.db import connection

from ausrufer.announcements.actions.pictures import attach_picture
from ausrufer.announcements.actions.write import create_announcement
from ausrufer.announcements.content import Content
from ausrufer.announcements.models import (
    Announcement,
    AnnouncementPicture,
    AnnouncementWords,
    Placement,
)
from ausrufer.announcements.search import ranked, saying
from ausrufer.channels.testing import example_picture
from ausrufer.foundation.clock import now
from ausrufer.foundation.scope import within_organisation
from ausrufer.foundation.sought import sought
from tests.conftest import Town

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _media(settings: object, tmp_path: object) -> None:
    settings.MEDIA_FOLDER = tmp_path / "media"  # type: ignore[attr-defined, operator]


def write(town: Town, title: str, **fields: str) -> Announcement:
    return create_announcement(
        actor=town.anna.actor,
        department=town.press,
        content=Content(title=title, **fields),
        channels=[town.channel(f"Kanal {title}")],
    )


def titles(typed: str, *, start: int = 0, most: int = 10) -> list[str]:
    return [one.title for one, _said in ranked(sought(typed), start=start, most=most).shown]


@pytest.mark.parametrize("field", ["body", "topic", "contact", "correction"])
def test_every_text_field_counts(in_town: Town, field: str) -> None:
    write(in_town, "Gesucht", **{field: "Seilbahnhof"})
    assert titles("seilbahn") == ["Gesucht"]


def test_the_fields_of_a_kind_the_pictures_and_the_forms_of_channels_count(in_town: Town) -> None:
    message = write(in_town, "Gesucht", body="Text")
    Announcement.objects.filter(pk=message.pk).update(details={"place": "Karlsgarten"})
    picture = attach_picture(
        member=in_town.anna,
        announcement=message,
        content=example_picture(1).content,
        file_name="bild.png",
        alt_text="Ein Leuchtturm",
        decorative=False,
    )
    edits = {"parts": ["Kommt zum Kanalfest"], "title": None, "summary": None, "based_on": "abc"}
    Placement.objects.filter(announcement=message).update(edits=edits)
    for typed in ("karlsgarten", "leuchtturm", "kanalfest", "leuchtturm karlsgarten kanalfest"):
        assert titles(typed) == ["Gesucht"], typed
    assert titles("abc") == []  # a fingerprint is no word
    AnnouncementPicture.objects.filter(pk=picture.pk).delete()
    Placement.objects.filter(announcement=message).update(edits=None)
    assert titles("leuchtturm") == []
    assert titles("kanalfest") == []
    assert titles("karlsgarten") == ["Gesucht"]


@pytest.mark.parametrize("typed", ["muensterstrasse", "Münsterstraße", "MÜNSTER", "strasse"])
def test_umlauts_may_be_spelt_out(in_town: Town, typed: str) -> None:
    write(in_town, "Gesperrt", body="Die Münsterstraße ist zu.")
    assert titles(typed) == ["Gesperrt"]


def test_titles_come_first_then_the_newest_and_pages_follow_each_other(in_town: Town) -> None:
    for name in ("Alt: Brücke", "Nur im Text", "Neu: Brücken", "Zuletzt geschrieben"):
        write(in_town, name, body="Die Brücke ist gesperrt.")
    everything = ["Neu: Brücken", "Alt: Brücke", "Zuletzt geschrieben", "Nur im Text"]
    assert titles("brücke") == everything
    assert ranked(sought("brücke"), start=0, most=1).total == 4
    assert [titles("brücke", start=one, most=1)[0] for one in range(4)] == everything
    assert titles("brücke", start=1, most=2) == everything[1:3]
    assert titles("brücke", start=4) == []


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("Stadtteil", "'#7' & 'stadtteil':*"),
        ("Straßen", "'#7' & ( 'strassen':* | 'strass' )"),
        ("die", "'#7' & 'die':*"),
    ],
)
def test_a_stem_is_asked_for_where_the_word_does_not_find_it(typed: str, asked: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT announcement_asked(7, %s, '')::text", [[typed]])
        assert cursor.fetchone() == (asked,)


def test_signs_nobody_types_open_no_other_town(in_town: Town, neighbour: Town) -> None:
    write(in_town, "Unsere Brücke")
    with within_organisation(neighbour.organisation.pk):
        other = neighbour.organisation.pk
        for typed in ("brücke", f"o{in_town.organisation.pk}", f"#{in_town.organisation.pk}", "^b"):
            assert titles(typed) == [], (typed, other)


def test_the_words_go_with_the_message(in_town: Town) -> None:
    write(in_town, "Vorbei").delete()
    assert AnnouncementWords.objects.count() == 0
    assert titles("vorbei") == []


def test_no_row_is_looked_at_that_does_not_say_the_words(in_town: Town) -> None:
    """Among many messages the index is the only way, for rare words, common words and parts."""
    one = write(in_town, "Wasserspielplatz")
    Announcement.objects.bulk_create(
        Announcement(
            organisation_id=one.organisation_id,
            department_id=one.department_id,
            title=f"Meldung {number}",
            body="Die Fahrbahn ist frei.",
            created_at=now(),
            changed_at=now(),
        )
        for number in range(1500)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    for typed in ("wasserspielplatz", "fahrbahn", "spielplatz", "fahrbahn frei", "zeppelin"):
        for place in ("", "title", "elsewhere"):
            plan = saying(sought(typed), place).explain()
            assert "Bitmap Index Scan on announcement_words" in plan, plan
            assert "Seq Scan" not in plan, plan
    assert ranked(sought("fahrbahn"), start=0, most=5).total == 1500

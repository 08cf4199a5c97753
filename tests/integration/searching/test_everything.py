"""One page finds everything a person may see, shows it safely, and never breaks."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from lxml import html

from ausrufer.announcements.actions.write import create_announcement
from ausrufer.announcements.content import Content
from ausrufer.announcements.models import Blueprint, Snippet
from ausrufer.approval.actions.rules import RuleDraft, make_rule
from ausrufer.approval.requirements import Way
from ausrufer.channels.models import RegisterEntry
from ausrufer.foundation.clock import now
from ausrufer.foundation.scope import within_organisation
from ausrufer.intake.actions import know_feed
from ausrufer.organisations.models import Assignment, Department, Member
from tests.conftest import Town

pytestmark = pytest.mark.django_db

SCRIPT = "<script>alert(1)</script>"
EVERYWHERE = [
    "mitteilungen", "bausteine", "vorlagen", "kanaele", "menschen", "aemter", "regeln", "feeds",
]  # fmt: skip


def plant(town: Town, word: str) -> None:
    """Put the word into one thing of every kind."""
    with within_organisation(town.organisation.pk):
        Department.objects.filter(pk=town.roads.pk).update(name=f"Amt für {word}")
        channel = town.channel(f"Kanal {word}")
        RegisterEntry.objects.create(
            organisation=town.organisation, channel=channel, purpose=f"Zweck {word}"
        )
        create_announcement(
            actor=town.anna.actor,
            department=town.press,
            content=Content(title=f"Titel {word}", body=f"{SCRIPT} {word} im Text {SCRIPT}"),
            channels=[channel],
        )
        Snippet.objects.create(
            organisation=town.organisation,
            name=f"Baustein {word}",
            text=word,
            changed_at=now(),
            changed_by=town.anna,
        )
        Blueprint.objects.create(
            organisation=town.organisation,
            name=f"Vorlage {word}",
            title=word,
            changed_at=now(),
            changed_by=town.anna,
        )
        Member.objects.filter(pk=town.carla.pk).update(name=f"Carla {word}")
        make_rule(
            actor=town.dirk.actor, draft=RuleDraft(name=f"Regel {word}", way=Way.ONE), said=word
        )
        know_feed(
            actor=town.dirk.actor,
            department=town.press,
            source=f"https://stadt.example/{word}.xml",
            polled=True,
        )


@pytest.fixture
def ours(town: Town) -> Town:
    plant(town, "Flieder")
    return town


def client_of(member: Member) -> Client:
    client = Client()
    client.force_login(member.user)
    return client


def look(member: Member, page: str = "", **query: str) -> Any:
    answer = client_of(member).get(f"/desk/suche/{page}", query)
    assert answer.status_code == 200
    return html.document_fromstring(answer.content.decode())


def groups(page: Any) -> list[str]:
    return [one.get("id").removeprefix("in-") for one in page.find_class("desk-found")]


def hits(page: Any) -> list[str]:
    return [" ".join(one.text_content().split()) for one in links(page)]


def links(page: Any) -> list[Any]:
    return [one for group in page.find_class("desk-found") for one in group.xpath(".//li/a")]


def test_one_word_finds_one_of_everything(ours: Town) -> None:
    page = look(ours.anna, q="flieder")
    assert sorted(groups(page)) == sorted(EVERYWHERE)
    assert "Titel Flieder" in hits(page)
    assert [one.text for one in links(page)[0].xpath("./mark")] == ["Flieder"]


def test_every_hit_leads_to_a_page_that_opens(ours: Town) -> None:
    for member in (ours.anna, ours.carla, ours.dirk):
        found = links(look(member, q="flieder"))
        assert len(found) >= len(EVERYWHERE)
        for link in found:
            assert client_of(member).get(link.get("href")).status_code == 200, link.get("href")


def test_settings_and_rooms_are_found_by_those_who_may_open_them(ours: Town) -> None:
    assert "Anmeldung" in hits(look(ours.dirk, q="anmeldung"))
    assert "Anmeldung" not in hits(look(ours.anna, q="anmeldung"))
    assert "Kalender" in hits(look(ours.anna, q="kalender"))


def test_the_next_town_finds_nothing(ours: Town, neighbour: Town) -> None:
    for member in (neighbour.anna, neighbour.dirk):
        for query in ({"q": "flieder"}, {"q": "flieder", "in": "protokoll"}):
            page = look(member, **query)
            assert groups(page) == []
            assert "Meinten Sie" not in page.text_content()
        assert "Titel" not in look(member, "befehle/", q="flieder").text_content()


def test_who_holds_no_role_finds_nothing_of_the_house(ours: Town) -> None:
    with within_organisation(ours.organisation.pk):
        Assignment.objects.filter(member=ours.carla).delete()
    assert groups(look(ours.carla, q="flieder")) == []
    assert groups(look(ours.carla, q="flieder", **{"in": "protokoll"})) == []


def test_texts_are_shown_and_never_run(ours: Town) -> None:
    for query in ({"q": "flieder"}, {"q": f'{SCRIPT}"><img src=x onerror=alert(1)> flieder'}):
        for page in ("", "befehle/"):
            raw = client_of(ours.anna).get(f"/desk/suche/{page}", query).content.decode()
            assert "<script>alert" not in raw
            assert "<img src=x" not in raw
    text = look(ours.anna, q="flieder").find_class("desk-found__text")[0]
    assert SCRIPT in text.text_content()


def odd() -> Iterator[str]:
    yield from ("", " ", "\x00", "a\x00b", "& | ! <-> :*", "'", '"', "\\", "%", "_", "()", "…")
    yield from ("x" * 10_000, "wort " * 2_000, "🙂", "\u202e", "OR 1=1 --", "#1", "^flieder", "o1")
    yield from ("der die das", "ß", "İ", "\ud7ff", "1e999", "https://a.example/?b=c", "a@b.c")


@pytest.mark.parametrize("page", ["", "befehle/"])
def test_odd_words_are_answered(ours: Town, page: str) -> None:
    client = client_of(ours.anna)
    for typed in odd():
        for rest in ({}, {"in": "mitteilungen", "seite": "99"}, {"in": "protokoll"}, {"in": "x'"}):
            answer = client.get(f"/desk/suche/{page}", {"q": typed, **rest})
            assert answer.status_code == 200, (typed, rest)
            assert len(answer.content) < 100_000, (typed, rest)


def test_bytes_that_are_no_text_are_answered(ours: Town) -> None:
    for query in ("q=%FF%FE", "q=%00", "q[]=a", "q=a&q=b", "seite=-1&q=flieder&in=menschen"):
        assert client_of(ours.anna).get(f"/desk/suche/?{query}").status_code == 200, query


def test_one_group_shows_page_by_page(ours: Town) -> None:
    with within_organisation(ours.organisation.pk):
        for number in range(43):
            create_announcement(
                actor=ours.anna.actor,
                department=ours.press,
                content=Content(title=f"Flieder {number}", body="Text"),
                channels=[],
            )
    first = look(ours.anna, q="flieder")
    more = first.get_element_by_id("in-mitteilungen").xpath("./p/a")[0]
    assert "Alle 44 Treffer" in more.text_content()
    seen = []
    for number in (1, 2, 3):
        page = look(ours.anna, q="flieder", seite=str(number), **{"in": "mitteilungen"})
        assert groups(page) == ["mitteilungen"]
        seen.append(hits(page))
    assert [len(one) for one in seen] == [20, 20, 4]
    assert len({title for one in seen for title in one}) == 44


def test_the_journal_is_searched_where_somebody_asks(ours: Town) -> None:
    assert "protokoll" not in groups(look(ours.dirk, q="flieder"))
    found = hits(look(ours.dirk, q="flieder titel", **{"in": "protokoll"}))
    assert len(found) == 1
    assert "Titel Flieder" in found[0]
    assert hits(look(ours.dirk, q="zeppelin", **{"in": "protokoll"})) == []


def test_what_is_close_is_suggested_only_where_it_finds_something(ours: Town) -> None:
    page = look(ours.anna, q="Fliedr")
    assert groups(page) == []
    meant = page.xpath("//a[@href='?q=Flieder']")
    assert [one.text for one in meant] == ["Flieder"]
    assert groups(look(ours.anna, q=meant[0].text)) != []
    for typed in ("zeppelinlandung", "Fliedr zeppelinlandung"):
        assert "Meinten Sie" not in look(ours.anna, q=typed).text_content()


def test_the_palette_offers_what_one_may_do(ours: Town) -> None:
    def offered(member: Member, typed: str = "") -> list[str]:
        options = look(member, "befehle/", q=typed).find_class("aus-option__name")
        return [" ".join(one.text_content().split()) for one in options]

    assert offered(ours.anna)[0] == "Neue Mitteilung"
    assert "Neue Mitteilung" not in offered(ours.carla)
    assert "Anmeldung" in offered(ours.dirk)
    assert "Anmeldung" not in offered(ours.anna)
    assert offered(ours.anna, "kalen")[0] == "Kalender"
    assert "Titel Flieder" in offered(ours.anna, "flied")
    assert offered(ours.anna, "qqqq") == ["Überall nach „qqqq“ suchen"]


def test_guests_are_led_to_the_log_in(db: None) -> None:
    assert Client().get("/desk/suche/?q=flieder").status_code == 302
    answer = Client().get("/desk/suche/befehle/", headers={"hx-request": "true"})
    assert answer.status_code == 401

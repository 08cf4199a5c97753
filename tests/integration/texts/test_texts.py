"""Further texts of a message: written beside each other, checked by people, part of approval."""

import pytest
from django.db import IntegrityError, transaction

from ausrufer.announcements.actions.approve import decide, submit_for_approval
from ausrufer.announcements.actions.languages import choose_text, offer_varieties
from ausrufer.announcements.actions.texts import Words, doubt_text, remove_text
from ausrufer.announcements.actions.versions import restore_version
from ausrufer.announcements.actions.write import change_announcement
from ausrufer.announcements.checking import checklist
from ausrufer.announcements.errors import Overtaken
from ausrufer.announcements.models import Announcement, AnnouncementText
from ausrufer.announcements.renditions import fingerprint_of, renditions
from ausrufer.announcements.states import State
from ausrufer.announcements.telling import telling_of, varieties_offered
from ausrufer.announcements.text_states import Standing, Step
from ausrufer.approval.policy import Verdict
from ausrufer.approval.queries import open_request
from ausrufer.organisations.errors import NotForYou, Refused, Unfit
from ausrufer.records.models import JournalEntry
from tests.conftest import Town
from tests.integration.texts.told import (
    BRIDGE,
    checked,
    fresh,
    known,
    message,
    rewritten,
    standing,
    told,
)

pytestmark = pytest.mark.django_db


def test_a_text_goes_its_way_and_the_journal_says_so(in_town: Town) -> None:
    written = message(in_town)
    assert standing(written) is Standing.MISSING
    told(in_town.anna, written)
    assert standing(written) is Standing.DRAFT
    checked(in_town.anna, written)
    text = AnnouncementText.objects.get()
    assert (standing(written), text.checked_by, text.writer_ids) == (
        Standing.CHECKED,
        in_town.anna,
        [in_town.anna.pk],
    )
    rewritten(in_town, written, body="Bis Samstag.")
    assert standing(written) is Standing.OUTDATED
    checked(in_town.anna, written)
    assert standing(written) is Standing.CHECKED
    told(in_town.anna, written, words=Words("Bridge closed", "Until Saturday."))
    assert (standing(written), AnnouncementText.objects.get().checked_by) == (Standing.DRAFT, None)
    told(in_town.anna, written, words=BRIDGE, step=Step.MAKE)
    assert standing(written) is Standing.MACHINE
    version = AnnouncementText.objects.get().version
    remove_text(member=in_town.anna, announcement=written, known=known("en"), version=version)
    assert standing(written) is Standing.MISSING
    said = JournalEntry.objects.filter(kind__startswith="announcement.text_").order_by("sequence")
    assert [one.kind.removeprefix("announcement.text_") for one in said] == [
        "written",
        "checked",
        "checked",
        "written",
        "made",
        "removed",
    ]


def test_times_and_links_are_no_words_to_check_again(in_town: Town) -> None:
    written = message(in_town)
    told(in_town.anna, written)
    checked(in_town.anna, written)
    rewritten(in_town, written, link="https://www.musterstadt.example", topic="Verkehr")
    assert standing(written) is Standing.CHECKED
    rewritten(in_town, written, title="Brücke zu")
    assert standing(written) is Standing.OUTDATED


def test_only_people_of_the_target_group_make_it_leichte_sprache(in_town: Town) -> None:
    written = message(in_town)
    told(in_town.anna, written, "leicht", Words("Die Brücke ist zu", "Bis Freitag."))
    assert telling_of(fresh(written), known("leicht")).name == "Entwurf in einfacher Sprache"
    with pytest.raises(Unfit, match="Zielgruppe"):
        checked(in_town.anna, written, "leicht", "  ")
    checked(in_town.anna, written, "leicht", "Prüfgruppe Lebenshilfe")
    assert telling_of(fresh(written), known("leicht")).name == "Leichte Sprache"
    rewritten(in_town, written, body="Bis Samstag.")
    assert telling_of(fresh(written), known("leicht")).name == "Entwurf in einfacher Sprache"
    with pytest.raises(IntegrityError), transaction.atomic():
        AnnouncementText.objects.update(checked_with="")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (Words(" \u200b", "x"), "Überschrift"),
        (Words("x" * 201, "x"), "höchstens 200"),
        (Words("x", "x" * 20_001), "höchstens 20000"),
        (Words("x", "x", "x" * 301), "höchstens 300"),
        (Words("x", "\ud800"), "beschädigte"),
    ],
)
def test_words_that_cannot_be_stored_are_refused(in_town: Town, words: Words, said: str) -> None:
    written = message(in_town)
    with pytest.raises(Unfit, match=said):
        told(in_town.anna, written, words=words)
    assert (AnnouncementText.objects.count(), fresh(written).version) == (0, 1)


def test_what_cannot_be_is_refused(in_town: Town) -> None:
    written = message(in_town)
    with pytest.raises(Refused, match="selbst geschrieben"):
        told(in_town.anna, written, "de")
    with pytest.raises(Refused, match="noch keinen Text"):
        checked(in_town.anna, written)
    told(in_town.anna, written, words=Words("Nur Überschrift"))
    with pytest.raises(Unfit, match="ohne Inhalt"):
        checked(in_town.anna, written)
    version = AnnouncementText.objects.get().version
    with pytest.raises(Refused, match="nicht geprüft"):
        doubt_text(member=in_town.anna, announcement=written, known=known("en"), version=version)


def test_two_people_in_one_text_never_overwrite_each_other(in_town: Town) -> None:
    written = message(in_town)
    first = told(in_town.anna, written)
    told(in_town.dirk, written, words=Words("Bridge shut", "By Dirk."))
    for late in (0, first.version):
        with pytest.raises(Overtaken, match="Dirk"):
            told(in_town.anna, written, words=Words("Mine"), version=late)
    version = AnnouncementText.objects.get().version
    remove_text(member=in_town.dirk, announcement=written, known=known("en"), version=version)
    with pytest.raises(Overtaken, match="entfernt"):
        told(in_town.anna, written, words=Words("Mine"), version=version)


def test_author_and_translator_do_not_overtake_each_other(in_town: Town) -> None:
    written = message(in_town)
    seen = written.version
    told(in_town.dirk, written)
    told(in_town.dirk, written, "tr", Words("Köprü kapalı", "Cuma gününe kadar."))
    changed = change_announcement(
        member=in_town.anna, announcement=written, version=seen, content=written.content
    )
    assert (changed.version, AnnouncementText.objects.count()) == (seen + 3, 2)
    with pytest.raises(Overtaken):
        change_announcement(
            member=in_town.dirk, announcement=written, version=seen, content=written.content
        )


def test_earlier_versions_know_their_texts(in_town: Town) -> None:
    written = message(in_town)
    told(in_town.anna, written)
    number = fresh(written).version
    checked(in_town.anna, written)
    told(in_town.anna, written, words=Words("Bridge closed", "Other words."))
    restore_version(
        member=in_town.anna, announcement=written, number=number, version=fresh(written).version
    )
    text = AnnouncementText.objects.get()
    assert (text.body, text.state, text.version) == (BRIDGE.body, "draft", fresh(written).version)


def submitted(town: Town, written: Announcement) -> Announcement:
    submit_for_approval(member=town.anna, announcement=written)
    return fresh(written)


def test_a_draft_beside_it_leaves_an_approval_alone(in_town: Town) -> None:
    written = submitted(in_town, message(in_town))
    told(in_town.carla, written)
    assert (fresh(written).state, fresh(written).author_ids) == (
        State.IN_APPROVAL,
        [in_town.anna.pk],
    )


@pytest.mark.parametrize("change", ["words", "doubt", "remove"])
def test_a_change_of_what_goes_out_voids_the_approval(in_town: Town, change: str) -> None:
    written = message(in_town)
    told(in_town.anna, written)
    text = checked(in_town.anna, written)
    submitted(in_town, written)
    target = {"member": in_town.anna, "announcement": written, "known": known("en")}
    if change == "words":
        told(in_town.anna, written, words=Words("Bridge closed", "Other words."))
    elif change == "doubt":
        doubt_text(**target, version=text.version)
    else:
        remove_text(**target, version=text.version)
    assert (fresh(written).state, open_request(written.subject)) == (State.DRAFT, None)


def test_checking_during_an_approval_voids_it_and_makes_writers_authors(in_town: Town) -> None:
    written = submitted(in_town, message(in_town))
    told(in_town.bekir, written)  # whoever drafts may not approve what then goes out
    checked(in_town.anna, written)
    assert fresh(written).state == State.DRAFT
    assert fresh(written).author_ids == sorted([in_town.anna.pk, in_town.bekir.pk])


def test_a_channel_sends_the_text_that_was_chosen_for_it(in_town: Town) -> None:
    netz = in_town.channel("netz")
    written = message(in_town, [netz])
    told(in_town.anna, written)
    choose_text(
        member=in_town.anna,
        announcement=written,
        channel=netz,
        version=fresh(written).version,
        key="en",
    )
    with pytest.raises(Refused, match="nicht geprüft"):
        submit_for_approval(member=in_town.anna, announcement=written)
    [rendition] = renditions(fresh(written))
    assert rendition.outgoing.parts[0].startswith("Brücke gesperrt")  # never what nobody checked
    checked(in_town.anna, written)
    [rendition] = renditions(fresh(written))
    assert (rendition.outgoing.language, rendition.outgoing.title) == ("en", "Bridge closed")
    asked = submit_for_approval(member=in_town.anna, announcement=written)
    decide(
        member=in_town.bekir,
        request=asked,
        verdict=Verdict.APPROVED,
        fingerprint=fingerprint_of([rendition]),
        comment="",
    )
    assert fresh(written).state == State.SCHEDULED


def test_the_list_before_sending_names_texts_that_stay_behind(in_town: Town) -> None:
    written = message(in_town)
    told(in_town.anna, written)
    told(in_town.anna, written, "einfach", Words("Brücke zu", "Sie ist zu. " + "ja " * 20))
    checked(in_town.anna, written, "einfach")

    def listed() -> list[tuple[str, str]]:
        now = fresh(written)
        found = checklist(now, renditions(now), [])
        return [(one.finding.code, one.text_key) for one in found if one.text_key]

    assert listed() == [("easy_sentence_long", "einfach"), ("text_left_out", "en")]
    rewritten(in_town, written, body="Bis Samstag.")
    assert listed() == [("text_outdated", "einfach"), ("text_left_out", "en")]


def test_the_house_chooses_its_languages(in_town: Town) -> None:
    assert [one.key for one in varieties_offered()][:2] == ["leicht", "einfach"]
    offer_varieties(member=in_town.dirk, keys=["tr", "en", "klingonisch"])
    assert [one.key for one in varieties_offered()] == ["en", "tr"]
    with pytest.raises(NotForYou):
        offer_varieties(member=in_town.anna, keys=["fr"])

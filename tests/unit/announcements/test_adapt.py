"""One text in the form of every kind of channel."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from ausrufer.announcements.adaptation.adapt import adapt
from ausrufer.announcements.adaptation.counting import count
from ausrufer.announcements.adaptation.limits import effective
from ausrufer.announcements.adaptation.source import Source, SourcePicture
from ausrufer.channels.contract import LinkCard, LongText, Outgoing, Picture, PictureRules

from .networks import BUTTERFLY, ELEPHANT, LETTER, PAGE, THREAD, network

PAGE_ADDRESS = "https://aktuell.musterstadt.de/2026/11/lindenstrasse-1a2b3c4d/"
LINK = "https://www.musterstadt.de/baustellen"
BODY = (
    "Das Tiefbauamt erneuert die Fahrbahn. Deshalb ist die Straße **von Montag an gesperrt**.\n\n"
    "- Der Gehweg bleibt frei.\n- Die Haltestelle wird verlegt."
)
PLAIN = (
    "Das Tiefbauamt erneuert die Fahrbahn. Deshalb ist die Straße von Montag an gesperrt.\n\n"
    "– Der Gehweg bleibt frei.\n– Die Haltestelle wird verlegt."
)
SOURCE = Source(
    public_id="b7e0",
    language="de",
    title="Lindenstraße gesperrt",
    body=BODY,
    topic="Verkehr",
    department="Tiefbauamt",
    contact="Telefon 0123 45-320",
    pictures=(
        SourcePicture("a" * 64, "image/jpeg", 800, 600, "Rot-weiße Absperrung."),
        SourcePicture("b" * 64, "image/png", 80, 60, decorative=True),
    ),
    publish_at=datetime(2026, 11, 23, 7, 0, tzinfo=UTC),
    not_after=datetime(2026, 11, 26, 7, 0, tzinfo=UTC),
    permalink=PAGE_ADDRESS,
)
LONG = replace(SOURCE, body=" ".join(f"Dies ist der {n}. Satz von vielen." for n in range(1, 61)))


def test_a_post_is_title_text_link_and_hashtag() -> None:
    assert adapt(SOURCE, ELEPHANT) == Outgoing(
        public_id="b7e0",
        language="de",
        title="Lindenstraße gesperrt",
        parts=(f"Lindenstraße gesperrt\n\n{PLAIN}\n\n{PAGE_ADDRESS}\n\n#Verkehr",),
        link=LinkCard(PAGE_ADDRESS, "Lindenstraße gesperrt", " ".join(PLAIN.split())),
        hashtags=("Verkehr",),
        pictures=(
            Picture("a" * 64, "image/jpeg", 800, 600, "Rot-weiße Absperrung."),
            Picture("b" * 64, "image/png", 80, 60, ""),
        ),
        topic="Verkehr",
        department="Tiefbauamt",
        contact="Telefon 0123 45-320",
        publish_at=datetime(2026, 11, 23, 7, 0, tzinfo=UTC),
        not_after=datetime(2026, 11, 26, 7, 0, tzinfo=UTC),
    )


def test_a_post_with_a_card_has_no_link_in_its_text() -> None:
    outgoing = adapt(SOURCE, BUTTERFLY)
    assert outgoing.parts == (f"Lindenstraße gesperrt\n\n{PLAIN}\n\n#Verkehr",)
    assert outgoing.link == LinkCard(PAGE_ADDRESS, "Lindenstraße gesperrt", " ".join(PLAIN.split()))


def test_a_letter_has_subject_preheader_text_and_html() -> None:
    outgoing = adapt(SOURCE, LETTER)
    assert outgoing.title == "Lindenstraße gesperrt"
    assert outgoing.parts == (PLAIN,)
    assert outgoing.summary == (
        "Das Tiefbauamt erneuert die Fahrbahn. Deshalb ist die Straße von Montag an gesperrt. …"
    )
    assert outgoing.html == (
        "<p>Das Tiefbauamt erneuert die Fahrbahn. Deshalb ist die Straße "
        "<strong>von Montag an gesperrt</strong>.</p>\n"
        "<ul>\n<li>Der Gehweg bleibt frei.</li>\n<li>Die Haltestelle wird verlegt.</li>\n</ul>"
    )
    assert outgoing.link is not None
    assert outgoing.link.url == PAGE_ADDRESS


def test_a_long_title_is_cut_in_the_subject_and_whole_in_the_letter() -> None:
    title = "Bürgerbüro <am> Donnerstag wegen der *jährlichen* Personalversammlung ab 12 Uhr zu"
    outgoing = adapt(replace(SOURCE, title=title), LETTER)
    assert outgoing.title == (
        "Bürgerbüro <am> Donnerstag wegen der *jährlichen* Personalversammlung ab 12 …"
    )
    assert outgoing.parts == (f"{title}\n\n{PLAIN}",)
    assert outgoing.html.startswith(
        "<p><strong>Bürgerbüro &lt;am&gt; Donnerstag wegen der *jährlichen* Personalversammlung "
        "ab 12 Uhr zu</strong></p>\n<p>Das Tiefbauamt"
    )
    assert outgoing.link is not None
    assert outgoing.link.title == outgoing.title


def test_a_page_carries_the_chosen_link_only() -> None:
    assert adapt(SOURCE, PAGE).link is None
    link = adapt(replace(SOURCE, link=LINK), PAGE).link
    assert link is not None
    assert link.url == LINK


@pytest.mark.parametrize("manifest", [ELEPHANT, BUTTERFLY, LETTER])
def test_a_copy_carries_the_chosen_link_before_the_own_page(manifest: object) -> None:
    link = adapt(replace(SOURCE, link=LINK), manifest).link  # type: ignore[arg-type]
    assert link is not None
    assert link.url == LINK


def test_a_long_post_is_cut_at_a_sentence_and_keeps_link_and_hashtag() -> None:
    (part,) = adapt(LONG, ELEPHANT).parts
    sentences = " ".join(f"Dies ist der {n}. Satz von vielen." for n in range(1, 14))
    assert part == f"Lindenstraße gesperrt\n\n{sentences} …\n\n{PAGE_ADDRESS}\n\n#Verkehr"
    assert count(part, ELEPHANT.text).fits


def test_a_cut_post_with_a_chosen_link_names_the_own_page_too() -> None:
    (part,) = adapt(replace(LONG, link=LINK), ELEPHANT).parts
    tail = f" …\n\nGanze Mitteilung: {PAGE_ADDRESS}\n{LINK}\n\n#Verkehr"
    assert part.endswith(tail)
    assert count(part, ELEPHANT.text).fits


def test_the_own_page_is_named_in_the_language_of_the_message() -> None:
    (part,) = adapt(replace(LONG, link=LINK, language="en-GB"), ELEPHANT).parts
    assert f"Full message: {PAGE_ADDRESS}\n{LINK}" in part


def test_a_link_that_the_text_contains_is_not_said_twice() -> None:
    source = replace(SOURCE, body=f"Alles dazu: {LINK}", link=LINK)
    assert adapt(source, ELEPHANT).parts == (
        f"Lindenstraße gesperrt\n\nAlles dazu: {LINK}\n\n#Verkehr",
    )


def test_words_that_lead_to_the_link_below_need_no_address() -> None:
    source = replace(SOURCE, body=f"Alles dazu [auf der Seite]({LINK}).", link=LINK)
    assert adapt(source, ELEPHANT).parts == (
        f"Lindenstraße gesperrt\n\nAlles dazu auf der Seite.\n\n{LINK}\n\n#Verkehr",
    )


def test_a_link_that_was_cut_off_comes_back_below() -> None:
    source = replace(LONG, body=f"{LONG.body} Mehr: {LINK}", link=LINK)
    (part,) = adapt(source, ELEPHANT).parts
    assert part.count(LINK) == 1
    assert count(part, ELEPHANT.text).fits


def test_hashtags_give_way_to_the_text() -> None:
    limit = count(f"Lindenstraße gesperrt\n\n{PLAIN}\n\n{PAGE_ADDRESS}", ELEPHANT.text).used
    outgoing = adapt(SOURCE, ELEPHANT, {"text_limit": limit})
    assert outgoing.parts == (f"Lindenstraße gesperrt\n\n{PLAIN}\n\n{PAGE_ADDRESS}",)
    assert outgoing.hashtags == ()


def test_a_hashtag_of_the_text_is_not_repeated() -> None:
    source = replace(SOURCE, body="Alles neu im #verkehr.")
    assert adapt(source, ELEPHANT).parts == (
        f"Lindenstraße gesperrt\n\nAlles neu im #verkehr.\n\n{PAGE_ADDRESS}",
    )


def test_a_title_repeated_by_the_text_is_said_once() -> None:
    source = replace(SOURCE, body="Lindenstraße gesperrt\n\nVon Montag an.", permalink="")
    assert adapt(source, ELEPHANT).parts == ("Lindenstraße gesperrt\n\nVon Montag an.\n\n#Verkehr",)


def test_a_text_that_only_begins_like_the_title_keeps_it() -> None:
    source = replace(SOURCE, title="Ampel", body="Ampeln werden erneuert.", permalink="", topic="")
    assert adapt(source, ELEPHANT).parts == ("Ampel\n\nAmpeln werden erneuert.",)


@pytest.mark.parametrize(
    "link", ["https://a.de/frage?", "https://a.de/x.", "http://intranet/seite"]
)
def test_a_link_that_is_hard_to_recognise_is_kept(link: str) -> None:
    (part,) = adapt(replace(LONG, link=link, permalink=""), ELEPHANT).parts
    assert part.endswith(f" …\n\n{link}\n\n#Verkehr")


def test_a_thread_without_room_for_numbers_is_cut() -> None:
    (part,) = adapt(LONG, network(limit=6, long_text=LongText.THREAD)).parts
    assert part == "Lind…"


def test_a_correction_is_told_in_posts() -> None:
    source = replace(SOURCE, body="Bis Freitag.", correction="Es ist der Freitag.", permalink="")
    assert adapt(source, ELEPHANT).parts == (
        "Lindenstraße gesperrt\n\nBerichtigt: Es ist der Freitag.\n\nBis Freitag.\n\n#Verkehr",
    )
    assert adapt(source, PAGE).parts == ("Bis Freitag.",)
    assert adapt(source, PAGE).correction == "Es ist der Freitag."


def test_a_thread_is_numbered_and_ends_at_sentences() -> None:
    parts = adapt(LONG, THREAD).parts
    assert [part.rsplit(" ", 1)[1] for part in parts] == [
        f"({n}/{len(parts)})" for n in range(1, len(parts) + 1)
    ]
    bodies = [part.rsplit(" (", 1)[0] for part in parts]
    assert all(body.endswith("vielen.") for body in bodies[:-1])
    whole = f"Lindenstraße gesperrt\n\n{LONG.body}\n\n{PAGE_ADDRESS}"
    assert " ".join(bodies).split() == whole.split()
    assert all(count(part, THREAD.text).fits for part in parts)


def test_a_thread_of_one_part_has_no_number() -> None:
    source = replace(SOURCE, body="Von Montag an.")
    assert adapt(source, THREAD).parts == (
        f"Lindenstraße gesperrt\n\nVon Montag an.\n\n{PAGE_ADDRESS}",
    )


def test_a_thread_with_many_parts_has_room_for_its_numbers() -> None:
    source = replace(SOURCE, body="Wort " * 1200)
    parts = adapt(source, network(limit=60, long_text=LongText.THREAD)).parts
    assert len(parts) > 99
    assert max(len(part) for part in parts) <= 60


@pytest.mark.parametrize(
    ("text", "limit", "cut"),
    [
        # one sentence longer than the room: at a word
        ("Eins zwei drei vier fünf sechs sieben", 20, "Eins zwei drei …"),
        ("Eins zwei drei, vier fünf sechs sieben", 21, "Eins zwei drei …"),
        # a word longer than the room: at a character
        ("Donaudampfschifffahrt", 10, "Donaudam…"),
        ("👨\u200d👩\u200d👧\u200d👦" * 9, 4, "👨\u200d👩\u200d👧\u200d👦" * 2 + "…"),
        # too short a sentence does not end the post
        (
            "Achtung! Heute kommt der Fluss über die Ufer und alle sollen weg",
            40,
            "Achtung! Heute kommt der Fluss über …",
        ),
        (
            "Achtung, heute Hochwasser! Heute kommt der Fluss über die Ufer",
            40,
            "Achtung, heute Hochwasser! …",
        ),
        # what belongs together stays together
        ("Beginn ist um 14:30\u00a0Uhr heute", 23, "Beginn ist um …"),
        ("Alles unter https://www.musterstadt.de/seite im Netz", 25, "Alles unter …"),
        ("Hallo @stadt@social.musterstadt.de, gut", 20, "Hallo …"),
        ("Es war einmal … Dann kam der Bagger", 30, "Es war einmal …"),
        ("Das steht im 2. Obergeschoss aus", 20, "Das steht im 2. …"),
    ],
)
def test_where_a_text_is_cut(text: str, limit: int, cut: str) -> None:
    source = Source("x", "de", "", text)
    assert adapt(source, network(limit=limit)).parts == (cut,)


def test_bytes_are_a_limit_too() -> None:
    source = replace(SOURCE, body="🎉" * 500)
    (part,) = adapt(source, network(limit=300, byte_limit=400)).parts
    assert len(part.encode()) <= 400
    assert part.endswith(PAGE_ADDRESS)


def test_limits_told_by_the_platform_hold() -> None:
    told = {
        "text_limit": 1000,
        "link_weight": 30,
        "pictures_most": 1,
        "picture_bytes": 5,
        "picture_pixels": 6,
        "alt_text_limit": 7,
        "unknown": 8,
    }
    manifest = effective(ELEPHANT, told)
    assert (manifest.text.limit, manifest.text.link_weight) == (1000, 30)
    assert manifest.pictures == PictureRules(most=1, bytes=5, pixels=6, alt_text_limit=7)
    assert len(adapt(SOURCE, ELEPHANT, told).pictures) == 1


def test_a_link_that_is_no_web_address_makes_no_card() -> None:
    assert adapt(replace(SOURCE, link="javascript:alert(1)"), ELEPHANT).link is None


def test_an_empty_message_is_adapted_to_an_empty_form() -> None:
    empty = Source("x", "de", "")
    for manifest in (ELEPHANT, BUTTERFLY, THREAD, LETTER, PAGE):
        assert adapt(empty, manifest) == Outgoing("x", "de", "", ("",))

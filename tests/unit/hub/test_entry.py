from dataclasses import replace
from datetime import timedelta

import pytest

from ausrufer.hub.site import wire
from ausrufer.hub.site.entry import (
    Correction,
    Entry,
    Shown,
    content_of,
    published,
    repeats,
    withdrawn,
)
from ausrufer.hub.site.errors import WasWithdrawn
from tests.unit.hub.town import NOON, SETTINGS, message, step

SHOWN = Shown("a" * 64, "image/jpeg", 640, 360, "Brücke")


def entry(before: Entry | None = None, *, number: int = 1, **changes: object) -> Entry:
    outgoing = message(1, **changes)
    content = content_of(outgoing, pictures=(SHOWN,), base_url=SETTINGS["base_url"])
    return published(before, outgoing, content, step(number))


def test_an_entry_survives_its_file() -> None:
    once = entry(also_at=(("Mastodon", "https://social.example/1"),))
    again = entry(once, number=2, correction="Uhrzeit berichtigt")
    for kept in (once, again, withdrawn(again, at=NOON)):
        assert wire.from_bytes(wire.to_bytes(kept)) == kept


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "Expecting value"),
        (b"[]", "version"),
        (b"{}", "version"),
        (b'{"version": 2}', "version"),
        (b'{"version": 1}', "incomplete"),
    ],
)
def test_a_file_that_is_no_entry_is_refused(content: bytes, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        wire.from_bytes(content)


def test_the_address_never_changes_once_published() -> None:
    first = entry()
    assert first.path.startswith("2026/11/bruecke-nr-1-gesperrt-")
    corrected = entry(first, number=2, title="Brücke wieder frei", path="2026/12/anders-1")
    assert corrected.path == first.path
    assert corrected.content.title == "Brücke wieder frei"


def test_a_correction_is_visible_and_moves_the_time() -> None:
    first = entry()
    corrected = entry(
        first, number=7, parts=("Neu",), html="<p>Neu</p>", correction="Ort berichtigt"
    )
    assert corrected.corrections == (Correction(step(7).at, "Ort berichtigt"),)
    assert (corrected.published_at, corrected.updated_at) == (first.published_at, step(7).at)


def test_a_changed_text_is_never_silent() -> None:
    corrected = entry(entry(), number=7, html="<p>Neu</p>")
    assert corrected.corrections == (Correction(step(7).at, ""),)


def test_learning_where_copies_are_is_no_correction() -> None:
    first = entry()
    linked = entry(first, number=2, also_at=(("Mastodon", "https://social.example/1"),))
    assert linked.corrections == ()
    assert linked.updated_at == first.updated_at
    assert linked.also_at == (("Mastodon", "https://social.example/1"),)


def test_copies_and_links_lead_to_the_web_only() -> None:
    odd = entry(also_at=(("X", "javascript:alert(1)"),), link=None)
    assert odd.also_at == ()


def test_a_repeat_is_known_and_a_withdrawn_message_does_not_come_back() -> None:
    first = entry()
    assert (repeats(None, step(1)), repeats(first, step(1)), repeats(first, step(2))) == (
        False,
        True,
        False,
    )
    with pytest.raises(WasWithdrawn):
        repeats(withdrawn(first, at=NOON), step(1))


def test_withdrawing_leaves_nothing_of_the_content() -> None:
    gone = withdrawn(entry(), at=NOON)
    assert gone.content == replace(gone.content, title="", html="", plain="", pictures=())
    assert withdrawn(gone, at=NOON + timedelta(days=1)) == gone
    stored = wire.to_bytes(gone).decode()
    assert [word for word in ("gesperrt.", "Anna", "Hauptstraße") if word in stored] == []


def test_a_message_published_anew_after_its_withdrawal_has_no_past() -> None:
    again = entry(withdrawn(entry(), at=NOON), number=3)
    assert (again.withdrawn_at, again.corrections) == (None, ())


def test_a_message_without_title_or_markup_is_still_readable() -> None:
    bare = entry(title=" \n", html="", summary="")
    assert bare.content.title.startswith("Die Brücke Nr. 1 ist gesperrt.")
    assert bare.content.html.startswith("<p>Die Brücke")
    assert bare.content.summary.startswith("Die Brücke")

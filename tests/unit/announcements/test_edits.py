"""Forms changed by hand."""

import json
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from ausrufer.announcements.adaptation.edits import Edits, is_stale, with_edits
from ausrufer.announcements.adaptation.source import Source, source_fingerprint
from ausrufer.channels.contract import Outgoing

OUTGOING = Outgoing("x", "de", "Titel", ("eins", "zwei"), summary="Anriss")
MAYBE = st.none() | st.text()


def test_only_what_a_person_wrote_is_replaced() -> None:
    assert with_edits(OUTGOING, Edits()) == OUTGOING
    assert with_edits(OUTGOING, Edits(parts=("neu", "und"))) == replace(
        OUTGOING, parts=("neu", "und")
    )
    assert with_edits(OUTGOING, Edits(title="Neu")) == replace(OUTGOING, title="Neu")
    assert with_edits(OUTGOING, Edits(summary="")) == replace(OUTGOING, summary="")


def test_plain_and_formatted_text_of_an_edited_letter_say_the_same() -> None:
    letter = replace(OUTGOING, parts=("alt",), html="<p>alt</p>")
    assert with_edits(letter, Edits(parts=("**neu**\n\n- eins",))) == replace(
        letter,
        parts=("neu\n\n– eins",),
        html="<p><strong>neu</strong></p>\n<ul>\n<li>eins</li>\n</ul>",
    )


def test_texts_of_browsers_are_brought_into_the_stored_form() -> None:
    edits = Edits(parts=("a\r\nb\rc\x00\x1b", "u\u0308"), title=" Neuer\n Titel ", summary="\x00")
    assert edits == Edits(parts=("a\nb\nc", "ü"), title="Neuer Titel", summary="")


@given(st.builds(Edits, st.none() | st.lists(st.text()).map(tuple), MAYBE, MAYBE, st.text()))
def test_edits_come_back_from_json_as_they_were(edits: Edits) -> None:
    assert Edits.from_json(json.loads(json.dumps(edits.to_json()))) == edits


def test_an_edit_is_stale_when_its_source_changed() -> None:
    source = Source("x", "de", "Titel", "Text")
    edits = Edits(parts=("neu",), based_on=source_fingerprint(source))
    assert not is_stale(edits, source)
    assert is_stale(edits, replace(source, body="Anderer Text"))
    assert not is_stale(edits, replace(source, body="Text"))

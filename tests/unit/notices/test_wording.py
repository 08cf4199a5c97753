"""Every kind has words, and words of strangers are never read as templates."""

import pytest

from ausrufer.notices.models import Notice
from ausrufer.notices.policy import Kind
from ausrufer.notices.wording import KIND_WORDS, WORDINGS, advice, head, kind_word, sentence

HOSTILE = "{title.__class__} {by} %(title)s <b>"


def test_every_kind_is_called_something() -> None:
    assert set(KIND_WORDS) == set(Kind)
    assert {kind.value for kind in Kind} - set(WORDINGS) == {"due"}  # has wordings of its own


@pytest.mark.parametrize("wording", WORDINGS)
def test_details_are_words_and_never_templates(wording: str) -> None:
    notice = Notice(kind="waiting", wording=wording, details={"title": HOSTILE})
    said = f"{head(notice)} {sentence(notice)} {advice(notice)}"
    assert HOSTILE in said
    assert "<class" not in said


def test_a_missing_detail_shows_as_such() -> None:
    notice = Notice(kind="waiting", wording="waiting", details={"title": "Brücke"})
    assert sentence(notice) == "… bittet um Ihre Freigabe für „Brücke“ (…)."
    assert kind_word("waiting") == "Wartet auf Ihre Freigabe"

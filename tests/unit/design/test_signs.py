"""Every sign that can be asked for is drawn by a style sheet; nothing else can be asked for."""

import re
from pathlib import Path

import pytest
from django.template import Context, Template
from django.template.exceptions import TemplateSyntaxError

from ausrufer.design.icons import KERN_SIGNS, OWN_SIGNS, sign
from ausrufer.design.tones import SIGNS, Tone, tone_of_message

STATIC = Path(__file__).resolve().parents[3] / "src" / "ausrufer" / "design" / "static"
SIZES = {"small", "default", "large", "x-large"}


def test_our_signs_are_exactly_those_our_sheet_draws() -> None:
    sheet = (STATIC / "design" / "css" / "icons.css").read_text()
    assert set(re.findall(r"\.aus-icon--([a-z-]+)", sheet)) == OWN_SIGNS


def test_kern_draws_exactly_the_signs_we_offer_as_kerns() -> None:
    sheet = (STATIC / "vendor" / "kern" / "kern.min.css").read_text()
    assert set(re.findall(r"\.kern-icon--([a-z-]+)", sheet)) - SIZES == KERN_SIGNS


def test_every_tone_has_a_sign_of_its_own() -> None:
    assert set(SIGNS) == set(Tone)
    assert len(set(SIGNS.values())) == len(Tone)


@pytest.mark.parametrize(
    ("level", "tone"), [("error", Tone.DANGER), ("success", Tone.SUCCESS), ("other", Tone.INFO)]
)
def test_messages_have_tones(level: str, tone: Tone) -> None:
    assert tone_of_message(level) is tone


def test_a_sign_is_decoration_unless_it_has_a_label() -> None:
    assert sign("search") == '<span class="kern-icon kern-icon--search" aria-hidden="true"></span>'
    assert sign("send", "small", "<b>") == (
        '<span class="kern-icon aus-icon--send kern-icon--small" role="img" '
        'aria-label="&lt;b&gt;"></span>'
    )


@pytest.mark.parametrize("wrong", [("mastodon", ""), ("search", "huge")])
def test_unknown_signs_and_sizes_are_refused(wrong: tuple[str, str]) -> None:
    with pytest.raises(ValueError, match="no such"):
        sign(*wrong)


def test_a_badge_is_always_word_colour_and_sign() -> None:
    drawn = Template('{% load kern %}{% badge word tone="warning" %}')
    assert drawn.render(Context({"word": "<unklar>"})) == (
        '<span class="kern-badge kern-badge--warning kern-badge--small">'
        '<span class="kern-icon kern-icon--warning" aria-hidden="true"></span>'
        '<span class="kern-label">&lt;unklar&gt;</span></span>'
    )


@pytest.mark.parametrize("tag", ['badge "x" tone="purple"', 'button "x" kind="huge"'])
def test_unknown_tones_and_kinds_are_refused(tag: str) -> None:
    with pytest.raises((ValueError, TemplateSyntaxError)):
        Template(f"{{% load kern %}}{{% {tag} %}}").render(Context())

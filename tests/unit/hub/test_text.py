import re
from xml.etree import ElementTree as ET

import nh3
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ausrufer.hub.site.contact import contact_markup
from ausrufer.hub.site.text import clean_html, clean_line, clean_lines, html_of, plain_of, teaser

BASE = "https://aktuell.musterstadt.example/"


@pytest.mark.parametrize(
    ("hostile", "harmless"),
    [
        ("<p>Gut<script>alert(1)</script></p>", "<p>Gut</p>"),
        ('<p onclick="alert(1)">Gut</p>', "<p>Gut</p>"),
        ('<a href="javascript:alert(1)">Gut</a>', '<a rel="noopener">Gut</a>'),
        ('<img src="x" onerror="alert(1)">', ""),
        ("<iframe src='https://x.example'></iframe>", ""),
        ("<style>*{display:none}</style><p style='color:red'>Gut</p>", "<p>Gut</p>"),
        ("<p>Gut<!-- <script> --></p>", "<p>Gut</p>"),
        ("<svg><script>alert(1)</script></svg>", ""),
        ("<p>A\x00B\x0bC\ud800</p>", "<p>ABC</p>"),
    ],
)
def test_nothing_that_acts_survives(hostile: str, harmless: str) -> None:
    assert clean_html(hostile, base_url=BASE) == harmless


def test_relative_links_become_absolute_because_feeds_have_no_base() -> None:
    assert clean_html('<a href="/amt">A</a>', base_url=BASE) == (
        '<a href="https://aktuell.musterstadt.example/amt" rel="noopener">A</a>'
    )


def test_headings_start_below_the_title_and_leave_no_gap() -> None:
    assert clean_html("<h1>A</h1><h4>B</h4><h1>C</h1>", base_url=BASE) == (
        "<h2>A</h2><h3>B</h3><h2>C</h2>"
    )


def test_formatting_people_need_is_kept() -> None:
    kept = (
        "<p><strong>Ab</strong> <em>heute</em></p><ul><li>eins</li></ul>"
        '<table><tbody><tr><th scope="row">Mo</th><td>8 Uhr</td></tr></tbody></table>'
    )
    assert clean_html(kept, base_url=BASE) == kept


@given(st.text())
def test_cleaned_markup_stays_as_it_is_when_cleaned_again(text: str) -> None:
    once = clean_html(text, base_url=BASE)
    assert clean_html(once, base_url=BASE) == once
    assert nh3.is_html(clean_line(nh3.clean_text(text))) is False


@given(st.text())
def test_any_text_fits_into_xml(text: str) -> None:
    for cleaned in (clean_line(text), clean_lines(text)):
        element = ET.Element("title")
        element.text = cleaned
        parsed = ET.fromstring(ET.tostring(element))  # noqa: S314 - our own text, just written
        assert (parsed.text or "") == cleaned


def test_plain_text_becomes_paragraphs_with_links() -> None:
    assert html_of("Erste <Zeile>\nzweite\n\nSiehe https://x.example/a?b=1&c=2.") == (
        "<p>Erste &lt;Zeile&gt;<br>zweite</p>"
        '<p>Siehe <a href="https://x.example/a?b=1&amp;c=2" rel="noopener">'
        "https://x.example/a?b=1&amp;c=2</a>.</p>"
    )


def test_markup_becomes_words_one_line_per_block() -> None:
    assert plain_of("<h2>Titel</h2><p>A &amp; <b>B</b><br>C</p><ul><li>D</li><li>E</li></ul>") == (
        "Titel\nA & B\nC\nD\nE"
    )


def test_a_teaser_ends_at_a_sentence_or_a_word() -> None:
    assert teaser("Kurz.") == "Kurz."
    assert teaser("Ein Satz mit Ende. Noch ein sehr langer Satz.", most=30) == "Ein Satz mit Ende."
    assert teaser("Einlangeswort, und noch viele weitere", most=24) == "Einlangeswort, und …"


@given(st.text(), st.integers(min_value=10, max_value=60))
def test_a_teaser_is_never_longer_than_asked(text: str, most: int) -> None:
    assert len(teaser(text, most=most)) <= most + 1


def test_numbers_and_addresses_of_a_contact_can_be_touched() -> None:
    assert contact_markup("Anna <b>, Tel. 01234 56-789\npost@a.example") == (
        'Anna &lt;b&gt;, Tel. <a href="tel:0123456789">01234 56-789</a><br>'
        '<a href="mailto:post@a.example">post@a.example</a>'
    )
    assert re.findall('tel:([^"]+)', contact_markup("+49 (0)1234 567-0")) == ["+4912345670"]

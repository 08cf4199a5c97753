"""What the tags of `{% load kern %}` write."""

import re
from datetime import UTC, datetime

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from ausrufer.design.parts import Step, Tab, Task


def draw(text: str, /, **values: object) -> str:
    with translation.override("de"):
        drawn = Template("{% load kern %}" + text).render(Context(values))
    return re.sub(r"\s+", " ", drawn).strip()


def test_a_button_passes_attributes_on_and_escapes_them() -> None:
    assert draw(
        '{% button "Los" kind="secondary" name="do" value=value hx_post="/x" disabled=off '
        "formnovalidate=True %}",
        value='"><script>',
        off=False,
    ) == (
        '<button class="kern-btn kern-btn--secondary" formnovalidate name="do" '
        'value="&quot;&gt;&lt;script&gt;" hx-post="/x" type="submit">'
        '<span class="kern-label">Los</span></button>'
    )


def test_a_bare_button_still_says_what_it_does() -> None:
    drawn = draw('{% button "Löschen" icon="delete" bare=True type="button" %}')
    assert '<span class="kern-sr-only">Löschen</span>' in drawn


def test_an_alert_escapes_its_title_and_keeps_its_body() -> None:
    drawn = draw('{% alert title tone="danger" %}<p>{{ text }}</p>{% endalert %}',
                 title="<i>", text="<b>")  # fmt: skip
    assert "&lt;i&gt;" in drawn
    assert '<div class="kern-alert__body"><p>&lt;b&gt;</p></div>' in drawn
    assert 'role="alert"' in drawn


def test_steps_name_the_present_one() -> None:
    drawn = draw(
        '{% steps way label="Stand" %}', way=[Step("Entwurf", "done"), Step("Freigabe", "current")]
    )
    assert drawn.count('aria-current="step"') == 1
    assert drawn.index("Entwurf") < drawn.index("erledigt") < drawn.index('aria-current="step"')


def test_tabs_are_links_and_read_their_state_out() -> None:
    drawn = draw(
        '{% tabs views label="Fassungen" %}',
        views=[
            Tab("Mail", "?k=1", current=True, word="zu lang", tone="warning"),
            Tab("Web", "?k=2"),
        ],
    )
    assert drawn.count('aria-current="page"') == 1
    assert 'role="img" aria-label="zu lang"' in drawn
    assert 'href="?k=2"' in drawn


def test_a_task_without_an_address_is_no_link() -> None:
    drawn = draw("{% tasks todo %}", todo=[Task("Warten", word="offen")])
    assert "<a " not in drawn
    assert "offen" in drawn


def test_pages_keep_the_filter_and_name_the_present_page() -> None:
    request = RequestFactory().get("/", {"stand": "in freigabe", "seite": "2"})
    page = Paginator(range(100), 25).get_page(2)
    drawn = draw("{% pagination page %}", page=page, request=request)
    assert re.findall(r'href="([^"]+)"', drawn) == [
        "?seite=1&amp;stand=in+freigabe",
        "?seite=1&amp;stand=in+freigabe",
        "?seite=3&amp;stand=in+freigabe",
        "?seite=4&amp;stand=in+freigabe",
        "?seite=3&amp;stand=in+freigabe",
    ]
    assert drawn.count('aria-current="page"') == 1
    assert "26 bis 50 von 100" in drawn


def test_one_page_needs_no_links_to_pages() -> None:
    assert draw("{% pagination page %}", page=Paginator(range(3), 25).get_page(1)) == ""


@pytest.mark.parametrize(
    ("used", "says"),
    [
        (280, "280 von 300 Zeichen"),
        (300, "300 von 300 Zeichen"),
        (312, "312 von 300 Zeichen – 12 zu viel"),
    ],
)
def test_a_counter_says_when_it_is_too_much(used: int, says: str) -> None:
    drawn = draw("{% counter used 300 %}", used=used)
    assert re.sub(r"<[^>]+>", "", drawn) == says


@pytest.mark.parametrize(
    ("tag", "says"),
    [
        ("{{ at|moment }}", "Di., 24. November 2026, 14:30 Uhr"),
        ("{{ at|moment_short }}", "24.11.2026, 14:30"),
        ("{{ at|day }}", "Dienstag, 24. November 2026"),
        ("{{ at|clock }}", "14:30 Uhr"),
    ],
)
def test_times_are_local_and_german(tag: str, says: str) -> None:
    drawn = draw(tag, at=datetime(2026, 11, 24, 13, 30, tzinfo=UTC))
    assert drawn == f'<time datetime="2026-11-24T14:30:00+01:00">{says}</time>'


def test_no_time_says_so() -> None:
    assert draw("{{ at|moment }}", at=None) == "kein Zeitpunkt"


def test_a_dialog_opens_without_scripts() -> None:
    drawn = draw('{% dialog name="weg" title="Weg?" opener="Löschen …" %}<p>Ja</p>{% enddialog %}')
    assert 'popovertarget="weg" aria-haspopup="dialog"' in drawn
    assert '<dialog class="kern-dialog" id="weg" popover aria-labelledby="weg-titel">' in drawn

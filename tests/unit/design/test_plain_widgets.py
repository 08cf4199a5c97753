"""Widgets drawn without a template are line for line what the template draws."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django import forms
from django.forms import widgets
from django.forms.renderers import DjangoTemplates
from django.utils import translation
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy

from ausrufer.design.forms import DayInput, FormattedTextarea, KernFormRenderer, LocalDateTimeInput
from ausrufer.design.plain_widgets import drawn

NASTY = "\"><script>alert('&')</script>"
VALUES: list[Any] = [
    None, "", "Straße", NASTY, mark_safe("<b>&amp;</b>"), gettext_lazy("Text"),
    0, 1234567, 1.5, True, False, datetime(2026, 11, 21, 9, 5, tzinfo=UTC), ["a", "b"], (1, 2),
]  # fmt: skip
ATTRIBUTES: list[dict[str, Any]] = [
    {},
    {"id": "feld", "required": True, "disabled": False, "data-limit": 1200, "placeholder": NASTY},
    {"aria-describedby": "a b", "title": None, NASTY: "x", "data-safe": mark_safe("<i>")},
]
CHOICES = [("", "–"), ("a", "A"), (1200, gettext_lazy("Text")), (NASTY, NASTY)]
PLAIN: list[widgets.Widget] = [
    forms.TextInput(), forms.NumberInput(), forms.EmailInput(), forms.URLInput(),
    forms.HiddenInput(), forms.DateInput(), forms.DateTimeInput(), forms.TimeInput(),
    forms.CheckboxInput(), forms.Textarea(), FormattedTextarea(limit=12), DayInput(),
    LocalDateTimeInput(), forms.Select(choices=CHOICES),
    forms.Select(choices=[("Gruppe", CHOICES)]),
    forms.SelectMultiple(choices=CHOICES), forms.PasswordInput(render_value=True),
]  # fmt: skip


class FromTemplates(KernFormRenderer):
    """Draws everything by its template."""

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        """Leave out what is drawn at once."""
        return DjangoTemplates.render(self, template_name, context, request)


def lines(drawn: str) -> list[str]:
    """Return the lines: the templates leave empty ones between the options of a list."""
    return [one for one in drawn.splitlines() if one]


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("widget", PLAIN, ids=lambda one: type(one).__name__)
def test_every_value_reads_as_from_the_template(widget: widgets.Widget, language: str) -> None:
    with translation.override(language):
        for value in VALUES:
            for attrs in ATTRIBUTES:
                ours, theirs = (
                    lines(widget.render(NASTY, value, attrs, renderer))
                    for renderer in (KernFormRenderer(), FromTemplates())
                )
                assert ours == theirs, (value, attrs)


@pytest.mark.parametrize("kind", [forms.CheckboxSelectMultiple, forms.RadioSelect])
def test_every_option_reads_as_from_the_template(kind: type[widgets.ChoiceWidget]) -> None:
    class Some(forms.Form):
        field = forms.MultipleChoiceField(choices=CHOICES, widget=kind)

    for wrap_label in (False, True):
        ours, theirs = (
            [one.tag(wrap_label=wrap_label) for one in Some(renderer=renderer)["field"].subwidgets]
            for renderer in (KernFormRenderer(), FromTemplates())
        )
        assert ours == theirs
        assert len(theirs) == len(CHOICES)


def test_what_only_a_template_can_draw_is_left_to_it() -> None:
    groups = forms.Select(choices=[("Gruppe", CHOICES)]).get_context("feld", "a", {})
    assert drawn("django/forms/widgets/select.html", groups) is None
    assert drawn("django/forms/widgets/radio.html", {"widget": {}}) is None

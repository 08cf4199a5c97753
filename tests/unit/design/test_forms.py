"""Forms come out in KERN's markup, mistakes linked to their fields."""

import re

import pytest
from django import forms
from django.utils import translation

from ausrufer.design.forms import (
    DayInput,
    FormattedTextarea,
    KernFormRenderer,
    LocalDateTimeInput,
    PictureInput,
)

KINDS = [("a", "A"), ("b", "B")]


class Notice(forms.Form):
    default_renderer = KernFormRenderer
    title = forms.CharField(label="Überschrift", help_text="Kurz.")
    kind = forms.ChoiceField(
        label="Art", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect
    )
    office = forms.ChoiceField(label="Amt", choices=[("1", "Presse")])
    urgent = forms.BooleanField(label="Eilt", required=False)
    at = forms.DateTimeField(label="Wann", required=False, widget=LocalDateTimeInput())


def drawn(field: str, data: dict[str, str] | None = None) -> str:
    with translation.override("de"):
        return re.sub(r"\s+", " ", str(Notice(data)[field].as_field_group()))


def test_hint_and_mistake_are_read_with_the_field() -> None:
    text = drawn("title", {"title": ""})
    assert 'aria-describedby="id_title_helptext id_title_error"' in text
    assert 'id="id_title_helptext"' in text
    assert '<div class="aus-mistakes" id="id_title_error">' in text
    assert 'class="kern-form-input__input kern-form-input__input--error"' in text


def test_only_what_may_be_left_out_is_marked() -> None:
    assert "freiwillig" not in drawn("title")
    assert "freiwillig" in drawn("at")


def test_options_stand_in_a_fieldset_with_a_legend() -> None:
    text = drawn("kind")
    assert '<fieldset class="kern-fieldset aus-field">' in text
    assert '<legend class="kern-label">Art' in text
    assert text.count('class="kern-form-check__radio"') == 2


def test_a_mistake_in_options_is_read_with_the_fieldset() -> None:
    assert 'kern-fieldset--error" aria-describedby="id_kind_error"' in drawn("kind", {"title": "x"})


def test_a_selection_stands_in_its_frame() -> None:
    assert '<div class="kern-form-input__select-wrapper"><select' in drawn("office")


def test_the_label_follows_its_box() -> None:
    text = drawn("urgent")
    assert text.index("<input") < text.index('<label class="kern-label" for="id_urgent">')


def test_the_summary_leads_to_the_first_option() -> None:
    with translation.override("de"):
        text = str(Notice({"office": "1"}))
    assert re.findall(r'href="#([^"]+)"', text) == ["id_title", "id_kind_0"]
    assert "Bitte prüfen Sie 2 Angaben" in text


def test_a_form_without_mistakes_has_no_summary() -> None:
    assert "aus-errors" not in str(Notice())


def test_names_from_people_are_escaped_in_the_summary() -> None:
    class Hostile(Notice):
        def clean(self) -> None:
            raise forms.ValidationError("<script>")

    assert "<script>" not in str(Hostile({"title": "x", "kind": "a", "office": "1"}))


def test_times_come_back_as_the_browser_wrote_them() -> None:
    form = Notice({"title": "x", "kind": "a", "office": "1", "at": "2026-11-24T14:30"})
    assert form.is_valid()
    assert 'value="2026-11-24T14:30"' in str(form["at"])


@pytest.mark.parametrize(
    ("widget", "wanted"),
    [
        (FormattedTextarea(limit=300), 'data-limit="300"'),
        (FormattedTextarea(), "data-markdown"),
        (PictureInput(), 'accept="image/jpeg,image/png,image/webp,image/gif"'),
        (DayInput(), 'type="date"'),
        (LocalDateTimeInput(), 'type="datetime-local"'),
    ],
)
def test_widgets_bring_what_scripts_and_browsers_need(widget: forms.Widget, wanted: str) -> None:
    assert wanted in widget.render("x", None, renderer=KernFormRenderer())

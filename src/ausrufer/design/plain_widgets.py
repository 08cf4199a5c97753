"""Django's plain widgets, drawn without templates: a page to write on has sixty of them.

Line for line what `django/forms/widgets/*.html` say; a test compares them.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.formats import localize
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString

_FOLDER = "django/forms/widgets/"
_OPTION = f"{_FOLDER}select_option.html"
_INPUTS = ("text", "number", "email", "url", "hidden", "date", "datetime", "time", "checkbox")
_OPTIONS = ("checkbox_option", "radio_option", "input_option")

Drawing = Callable[[Mapping[str, Any]], SafeString | None]


def drawn(template: str, context: Mapping[str, Any]) -> SafeString | None:
    """Return the markup of a widget; None where only its template can draw it."""
    drawing = _DRAWINGS.get(template)
    return drawing(context["widget"]) if drawing else None


def _input(widget: Mapping[str, Any]) -> SafeString:
    value = widget["value"]
    return format_html(
        '<input type="{}" name="{}"{}{}>',
        widget["type"],
        widget["name"],
        "" if value is None else format_html(' value="{}"', _said(value)),
        _attributes(widget),
    )


def _input_option(widget: Mapping[str, Any]) -> SafeString | None:
    return None if widget.get("wrap_label") else _input(widget)


def _textarea(widget: Mapping[str, Any]) -> SafeString:
    return format_html(
        '<textarea name="{}"{}>\n{}</textarea>',
        widget["name"],
        _attributes(widget),
        localize(widget["value"]) if widget["value"] else "",
    )


def _select(widget: Mapping[str, Any]) -> SafeString | None:
    if any(
        name or any(one["template_name"] != _OPTION for one in options)
        for name, options, _index in widget["optgroups"]
    ):
        return None
    options = (one for _name, options, _index in widget["optgroups"] for one in options)
    return format_html(
        '<select name="{}"{}>{}\n</select>',
        widget["name"],
        _attributes(widget),
        format_html_join("", "\n  {}", ((_select_option(one),) for one in options)),
    )


def _select_option(option: Mapping[str, Any]) -> SafeString:
    return format_html(
        '<option value="{}"{}>{}</option>',
        _said(option["value"]),
        _attributes(option),
        localize(option["label"]),
    )


def _attributes(widget: Mapping[str, Any]) -> SafeString:
    return format_html_join(
        "",
        "{}",
        (
            (
                format_html(" {}", name)
                if value is True
                else format_html(' {}="{}"', name, _said(value)),
            )
            for name, value in widget["attrs"].items()
            if value is not False
        ),
    )


def _said(value: object) -> str:
    """Return a value as the filter `stringformat:'s'` does: never in the reader's number format."""
    return conditional_escape(value if isinstance(value, str) else str(value))


_DRAWINGS: Mapping[str, Drawing] = {
    **{f"{_FOLDER}{name}.html": _input for name in _INPUTS},
    **{f"{_FOLDER}{name}.html": _input_option for name in _OPTIONS},
    f"{_FOLDER}textarea.html": _textarea,
    f"{_FOLDER}select.html": _select,
}

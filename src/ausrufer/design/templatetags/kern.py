"""`{% load kern %}`: the components of the house for templates. Examples: docs/design.md."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm
from django.http import HttpRequest, QueryDict
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from ausrufer.design import assets, controls, icons, moments
from ausrufer.design.parts import Chip, Crumb, Description, Happening, Mark, Step, Tab, Task
from ausrufer.design.theme import COOKIE, Theme
from ausrufer.design.tones import Tone, tone_of_message

register = template.Library()
register.filter("moment", moments.moment)
register.filter("day", moments.day)
register.filter("clock", moments.clock)
register.filter("moment_short", moments.moment_short)
register.filter("tone", tone_of_message)
register.simple_tag(controls.button)
register.simple_tag(controls.link_button)
register.simple_tag(controls.badge)
register.simple_tag(controls.mark)
register.simple_tag(controls.tone_sign)
register.simple_tag(controls.counter)
register.simple_tag(icons.sign, name="icon")
register.simple_tag(assets.address, name="asset")


@register.simple_tag(takes_context=True)
def theme(context: template.Context) -> str:
    """The appearance this person chose: `system`, `light` or `dark`."""
    request = context.get("request")
    if not isinstance(request, HttpRequest):
        return Theme.SYSTEM
    return Theme.from_cookie(request.COOKIES.get(COOKIE, ""))


def _trimmed(content: str) -> SafeString:
    """What stands between two tags; the template engine has escaped it already."""
    return mark_safe(content.strip())  # noqa: S308


def _draw(name: str, /, **values: object) -> SafeString:
    return render_to_string(f"design/components/{name}.html", values)


@register.simple_block_tag
def alert(content: str, title: str, tone: str = "info", heading: int = 0) -> SafeString:
    """A box that must be noticed: `{% alert "Titel" tone="danger" %}…{% endalert %}`."""
    return _draw("alert", title=title, tone=Tone(tone), body=_trimmed(content), heading=heading)


@register.simple_block_tag
def summary(
    content: str, title: str, change_url: str = "", change: str = "", number: int = 0
) -> SafeString:
    """A filled-in part of a form, read only, with a way to change it."""
    return _draw(
        "summary", title=title, change_url=change_url, change=change, number=number, body=content
    )


@register.simple_block_tag
def disclosure(content: str, title: str, *, opened: bool = False, note: str = "") -> SafeString:
    """Something that opens when asked for: `{% disclosure "Für die IT" %}…{% enddisclosure %}`."""
    return _draw("disclosure", title=title, opened=opened, note=note, body=content)


@register.simple_block_tag
def dialog(
    content: str, *, name: str, title: str, opener: str, kind: str = "secondary", icon: str = ""
) -> SafeString:
    """A button and the window it opens; works without scripts, is modal with them."""
    return _draw(
        "dialog", name=name, title=title, opener=opener, kind=kind, icon=icon, body=content
    )


@register.simple_block_tag
def empty(content: str, title: str, icon: str = "inbox") -> SafeString:
    """What a list says when nothing is in it: kind, and what to do next."""
    return _draw("empty", title=title, icon=icon, body=_trimmed(content))


@register.simple_block_tag
def panel(
    content: str, title: str = "", *, url: str = "", link: str = "", icon: str = "", level: int = 2
) -> SafeString:
    """A titled part of a page; `url` and `link` lead to the whole of it."""
    return _draw("panel", title=title, url=url, link=link, icon=icon, level=level, body=content)


@register.simple_tag
def descriptions(
    items: Sequence[Description | tuple[str, object]], *, stacked: bool = False
) -> SafeString:
    """Terms with their values, from `parts.Description` or pairs."""
    return _draw("descriptions", items=items, stacked=stacked)


@register.simple_tag
def tasks(items: Sequence[Task], label: str = "", *, numbered: bool = False) -> SafeString:
    """What is to be done and how it stands, from `parts.Task`."""
    return _draw("tasks", items=items, label=label, numbered=numbered)


@register.simple_tag
def tabs(items: Sequence[Tab], label: str) -> SafeString:
    """Views of the same thing as links, from `parts.Tab`."""
    return _draw("tabs", items=items, label=label)


@register.simple_tag
def steps(items: Sequence[Step], label: str) -> SafeString:
    """The way a thing goes with its stations, from `parts.Step`."""
    return _draw("steps", items=items, label=label)


@register.simple_tag
def timeline(items: Sequence[Happening], label: str = "") -> SafeString:
    """What happened when, from `parts.Happening`."""
    return _draw("timeline", items=items, label=label)


@register.simple_tag
def crumbs(items: Sequence[Crumb]) -> SafeString:
    """Where a page lies, from `parts.Crumb`."""
    return _draw("crumbs", items=items)


@register.simple_tag
def chips(items: Sequence[Chip], label: str) -> SafeString:
    """Filters to switch on and off, from `parts.Chip`."""
    return _draw("chips", items=items, label=label)


@register.simple_tag
def marks(items: Sequence[Mark], label: str = "") -> SafeString:
    """How a thing stands on its channels, from `parts.Mark`."""
    return _draw("marks", items=items, label=label)


@register.simple_tag
def saved(at: datetime | None) -> SafeString:
    """The quiet "gespeichert 10:42"."""
    return _draw("saved", at=at)


@register.simple_tag
def copyable(text: str, label: str) -> SafeString:
    """A text made for copying, such as the details for IT."""
    return _draw("copyable", text=text, label=label)


@register.simple_tag(takes_context=True)
def pagination(context: template.Context, page: Page[Any], parameter: str = "seite") -> SafeString:
    """Links to the other pages of a list; keeps every other parameter of the address."""
    request = context.get("request")
    query = request.GET.copy() if isinstance(request, HttpRequest) else QueryDict(mutable=True)
    query.pop(parameter, None)
    rest = f"&{query.urlencode()}" if query else ""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return _draw(
        "pagination",
        page=page,
        numbers=list(numbers),
        ellipsis=page.paginator.ELLIPSIS,
        parameter=parameter,
        rest=rest,
    )


@register.simple_tag
def error_summary(form: BaseForm) -> SafeString:
    """All mistakes of a form on top, each leading to its field; empty when there are none."""
    return _draw("error_summary", form=form)


@register.filter
def item(mapping: Mapping[str, object], key: str) -> object:
    """The value of a mapping under a key that only the template knows."""
    return mapping.get(key, "")

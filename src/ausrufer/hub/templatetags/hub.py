"""`{% load hub %}`: dates of the public site, and the frame its pages hang in."""

from collections.abc import Iterable
from datetime import datetime

from django import template
from django.http import HttpRequest
from django.utils.safestring import SafeString

from ausrufer.hub.site import dates
from ausrufer.hub.site.contact import contact_markup
from ausrufer.hub.site.frame import Frame, frame_for

register = template.Library()


@register.filter
def day(moment: datetime) -> str:
    """`{{ card.published_at|day }}`: Di., 24. November 2026."""
    return dates.day(moment)


@register.filter
def day_and_time(moment: datetime) -> str:
    """`{{ entry.published_at|day_and_time }}`: Di., 24. November 2026, 14:30 Uhr."""
    return dates.day_and_time(moment)


@register.filter
def short_day(moment: datetime) -> str:
    """`{{ card.published_at|short_day }}`: 24.11.2026."""
    return dates.short_day(moment)


@register.filter
def srcset(variants: Iterable[tuple[str, int]], root: str) -> str:
    """`{{ picture.variants|srcset:frame.root }}`: every width a browser may choose from."""
    return ", ".join(f"{root}{path} {width}w" for path, width in variants)


@register.simple_tag(takes_context=True)
def site_frame(context: template.Context) -> Frame:
    """The town, its links and the way to the root: of the page being written, or of the host."""
    given = context.get("frame")
    if isinstance(given, Frame):
        return given
    request = context.get("request")
    return frame_for(request.get_host() if isinstance(request, HttpRequest) else "")


@register.filter
def short_address(url: str) -> str:
    """`{{ profile|short_address }}`: an address as people say it, without scheme and last slash."""
    return url.partition("://")[2].rstrip("/")


@register.filter
def contact_links(contact: str) -> SafeString:
    """`{{ content.contact|contact_links }}`: lines, with mail addresses and numbers to touch."""
    return contact_markup(contact)

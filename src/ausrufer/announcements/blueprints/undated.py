"""What of a message may stand in a template: everything but days and times. Pure."""

from dataclasses import replace

from django.utils.translation import gettext

from ausrufer.announcements.content import GERMAN, Content
from ausrufer.announcements.kinds import NEWS, FieldType, Kind, lead

_DATED = (FieldType.MOMENT, FieldType.DAY)


def undated_kind(kind: Kind) -> Kind:
    """Return the kind with those of its fields that are no days or moments."""
    return replace(kind, fields=tuple(one for one in kind.fields if one.type not in _DATED))


def undated(content: Content) -> Content:
    """Return the content without its times, nor those among its details."""
    kept = {one.name for one in undated_kind(content.particulars).fields}
    details = {name: text for name, text in content.details.items() if name in kept}
    return replace(content, publish_at=None, not_after=None, correction="", details=details)


def for_another_house(content: Content) -> Content:
    """Return what another house can use: what a kind of one's own says becomes part of the text."""
    if not content.kind_shape:
        return content
    labels = {one.name: gettext(one.label) for one in content.particulars.fields}
    facts = {labels[name]: text for name, text in content.details.items() if name in labels}
    body = "\n\n".join(filter(None, (lead(facts), content.body)))
    return replace(content, body=body, kind=NEWS.key, details={}, kind_shape={})


def said(content: Content) -> str:
    """Return everything a template says as lines, to be compared: one field after the other."""
    labels = {one.name: gettext(one.label) for one in content.particulars.fields}
    details = [f"{labels.get(name, name)}: {text}" for name, text in content.details.items()]
    fields = [
        f"{gettext(GERMAN[name])}: {getattr(content, name)}"
        for name in ("link", "topic", "contact")
        if getattr(content, name)
    ]
    return "\n".join(filter(None, (content.title, content.body, *details, *fields)))

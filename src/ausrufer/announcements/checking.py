"""What to know about an announcement before it goes out: its text and its forms in one list."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time

from ausrufer.announcements.adaptation.finding import Finding, Severity
from ausrufer.announcements.kinds import days, links, missing, moments, placeholders
from ausrufer.announcements.models import Announcement, AnnouncementPicture, AnnouncementText
from ausrufer.announcements.preflight.about_links import addresses_to_ask
from ausrufer.announcements.preflight.check import check
from ausrufer.announcements.preflight.circumstances import Circumstances
from ausrufer.announcements.preflight.rules import tuned
from ausrufer.announcements.renditions import Rendition, source_of
from ausrufer.announcements.rulings import dead_among, quiet_periods, severities, style
from ausrufer.announcements.states import CAN_BE_COMMENTED
from ausrufer.announcements.telling import Telling, tellings, texts_of, told_in
from ausrufer.announcements.text_states import Standing
from ausrufer.channels.queries import channels_in_use, manifest_of
from ausrufer.foundation.clock import TOWN_TIME, in_town_time, now

_ORDER = {severity: place for place, severity in enumerate(Severity)}


@dataclass(frozen=True, slots=True)
class Listed:
    """A finding with the names of the channels it is about; none where it is about all."""

    finding: Finding
    channels: tuple[str, ...] = ()
    text_key: str = ""  # of the further text it is about


def checklist(
    announcement: Announcement,
    found: Sequence[Rendition],
    pictures: Sequence[AnnouncementPicture],
    texts: Sequence[AnnouncementText] | None = None,
) -> list[Listed]:
    """Return everything to know before sending, the worst first; stored or not."""
    circumstances = circumstances_of(announcement, found)
    source = source_of(announcement, [], list(pictures))
    told = tellings(announcement.content, texts_of(announcement) if texts is None else texts)
    listed = [
        *(Listed(one) for one in check(source, circumstances)),
        *about_forms(found, circumstances),
        *(listed for one in told for listed in about_telling(one, announcement, circumstances)),
    ]
    return sorted(listed, key=lambda one: _ORDER[one.finding.severity])


def about_telling(
    told: Telling, announcement: Announcement, circumstances: Circumstances
) -> list[Listed]:
    """Return what is to be known about a further text: what stops it, and what its words say.

    Only a text that goes out is read here; its own page has the others read as well.
    """
    key, name = told.variety.key, told.name
    if told.standing is Standing.OUTDATED:
        left = Finding.of("text_outdated", Severity.WARNS, "texts", name=name)
        return [Listed(left, text_key=key)]
    if told.text is not None and not told.goes_out:
        left = Finding.of("text_left_out", Severity.HINTS, "texts", name=name)
        return [Listed(left, text_key=key)]
    return about_words(told, announcement, circumstances)


def about_words(
    told: Telling, announcement: Announcement, circumstances: Circumstances
) -> list[Listed]:
    """Return what the checks of its language say of a further text."""
    if told.text is None:
        return []
    source = told_in(source_of(announcement, [], []), announcement.content, told.text)
    # fields, pictures and channels are those of the message: they are told once
    alone = replace(circumstances, own_ground_missed=False)
    found = [one for one in check(source, alone) if one.place in ("title", "body")]
    return [Listed(one, (told.name,), told.variety.key) for one in found]


def about_forms(found: Sequence[Rendition], circumstances: Circumstances) -> list[Listed]:
    """Return what is to be known about the forms, each finding once."""
    channels: dict[Finding, list[str]] = {}
    for rendition in found:
        for finding in tuned(rendition.findings, circumstances.severities):
            channels.setdefault(finding, []).append(rendition.channel.name)
    return [
        Listed(finding, () if len(names) == len(found) else tuple(names))
        for finding, names in channels.items()
    ]


def circumstances_of(announcement: Announcement, found: Sequence[Rendition]) -> Circumstances:
    """Return what the checks of an announcement must be told."""
    moment = now()
    if announcement.publish_at is not None:
        moment = max(moment, announcement.publish_at)
    written, content = style(), announcement.content
    kind, own = content.particulars, moments(content.particulars, content.details)
    linked = links(kind, content.details)
    until = {
        name: datetime.combine(day, time.max, TOWN_TIME)
        for name, day in days(kind, content.details).items()
    }
    addresses = addresses_to_ask(content.title, content.body, content.link, linked)
    return Circumstances(
        moment=in_town_time(moment),
        times=_times_of(announcement),
        asked_at=now(),
        severities={**severities(), **dict.fromkeys(kind.unchecked)},
        gendering=written.gendering,
        longest_sentence=written.longest_sentence,
        quiet_periods=quiet_periods(),
        own_ground_missed=_own_ground_missed(found),
        dead_links=dead_among(addresses),
        moments={name: in_town_time(at) for name, at in own.items()} | until,
        links=linked,
        missing=missing(kind, content.details),
        placeholders=placeholders(kind),
    )


def _times_of(announcement: Announcement) -> dict[str, datetime]:
    """Return the times that still matter: none of what is approved or out."""
    if announcement.state not in CAN_BE_COMMENTED:
        return {}
    named = {"publish_at": announcement.publish_at, "not_after": announcement.not_after}
    return {name: in_town_time(at) for name, at in named.items() if at is not None}


def _own_ground_missed(found: Sequence[Rendition]) -> bool:
    if not found or any(one.manifest.own_ground for one in found):
        return False
    return any(manifest_of(one).own_ground for one in channels_in_use())

"""The further texts of a message: what each is worth now, and which of them go out."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from ausrufer.announcements.adaptation.formatting import to_html
from ausrufer.announcements.adaptation.forms import teaser_of
from ausrufer.announcements.adaptation.plain import to_plain
from ausrufer.announcements.adaptation.source import Source
from ausrufer.announcements.content import Content
from ausrufer.announcements.kinds import days, lead, moments
from ausrufer.announcements.models import Announcement, AnnouncementText, OfferedVarieties
from ausrufer.announcements.text_states import Standing, TextState, goes_out, standing
from ausrufer.announcements.varieties import AT_FIRST, Variety, name_of, place_of, variety
from ausrufer.channels.contract import LanguageVersion
from ausrufer.design.moments import day_in_words, in_words


@dataclass(frozen=True, slots=True)
class Telling:
    """One variety of a message with its text, if there is any, and what it is worth now."""

    variety: Variety
    text: AnnouncementText | None
    standing: Standing

    @property
    def goes_out(self) -> bool:
        """Tell whether readers get it."""
        return goes_out(self.standing)

    @property
    def name(self) -> str:
        """What it may be called on the desk, in German: see `varieties.name_of`."""
        unread = self.standing in (Standing.DRAFT, Standing.MACHINE, Standing.OUTDATED)
        return name_of(self.variety.key, checked=not unread)


def source_stamp(content: Content) -> str:
    """Return a name for the words a further text tells; times of sending and links are no words."""
    words = [content.language, content.title, content.body, content.kind, dict(content.details)]
    return hashlib.sha256(json.dumps(words, sort_keys=True).encode()).hexdigest()


def texts_of(announcement: Announcement) -> list[AnnouncementText]:
    """Return the stored texts; one query, none where they were prefetched or nothing is stored."""
    return list(announcement.texts.all()) if announcement.pk else []


def varieties_offered() -> list[Variety]:
    """Return what the organisation in scope writes in, in the order of lists; one query."""
    chosen = OfferedVarieties.objects.first()
    found = (variety(key) for key in (chosen.keys if chosen else AT_FIRST))
    return sorted((one for one in found if one), key=lambda one: place_of(one.key))


def tellings(
    content: Content, texts: Iterable[AnnouncementText], offered: Sequence[Variety] = ()
) -> list[Telling]:
    """Return every variety that is offered or has a text, except the message's own language."""
    stored = {one.key: one for one in texts if variety(one.key)}
    keys = {*stored, *(one.key for one in offered)} - {content.language}
    stamp = source_stamp(content)
    return [
        _telling(known, stored.get(key), stamp)
        for key in sorted(keys, key=place_of)
        if (known := variety(key))
    ]


def telling_of(announcement: Announcement, known: Variety) -> Telling:
    """Return one variety of a stored message."""
    text = next((one for one in texts_of(announcement) if one.key == known.key), None)
    return _telling(known, text, source_stamp(announcement.content))


def versions_of(content: Content, texts: Iterable[AnnouncementText]) -> tuple[LanguageVersion, ...]:
    """Return the texts that go out, as pages show them."""
    return tuple(
        _version(content, one.variety, one.text)
        for one in tellings(content, texts)
        if one.goes_out and one.text
    )


def told_in(source: Source, content: Content, text: AnnouncementText) -> Source:
    """Return the message with the words of a further text instead of its own."""
    known = variety(text.key)
    assert known is not None  # noqa: S101 - nothing else is stored
    return replace(
        source,
        language=known.language,
        title=text.title,
        body=text.body,
        lead=lead(facts_of(content, known.language)),
        easy=known.key if known.is_easy else "",
        versions=(),
    )


def facts_of(content: Content, language: str = "") -> dict[str, str]:
    """Return what readers are told of the kind's own fields, label by label, in their language.

    Never in that of whoever looks: an approval binds to these words.
    """
    with translation.override(_spoken(language or content.language)):
        at = moments(content.particulars, content.details)
        on = days(content.particulars, content.details)
        words = {
            **content.details,
            **{name: in_words(moment) for name, moment in at.items()},
            **{name: day_in_words(day) for name, day in on.items()},
        }
        return {
            gettext(one.label): words[one.name]
            for one in content.particulars.fields
            if one.name in words
        }


def _spoken(language: str) -> str:
    spoken = {code for code, _name in settings.LANGUAGES}
    return language if language in spoken else "de"


def _telling(known: Variety, text: AnnouncementText | None, stamp: str) -> Telling:
    if text is None:
        return Telling(known, None, Standing.MISSING)
    state = TextState(text.state)
    worth = standing(state, checked_source=text.checked_source, source=stamp)
    return Telling(known, text, worth)


def _version(content: Content, known: Variety, text: AnnouncementText) -> LanguageVersion:
    facts = lead(facts_of(content, known.language))
    html = to_html(facts)
    if (spoken := _spoken(known.language)) != known.language:
        # facts are in a language of their own: readers' machines must not read them as Turkish
        html = html.replace("<ul>", f'<ul lang="{spoken}">', 1)
    return LanguageVersion(
        slug=known.slug,
        tag=known.tag,
        name=known.endonym,
        title=text.title,
        text=to_plain("\n\n".join(filter(None, (facts, text.body)))),
        html="\n".join(filter(None, (html, to_html(text.body)))),
        summary=text.summary or teaser_of(text.body),
        rtl=known.rtl,
    )

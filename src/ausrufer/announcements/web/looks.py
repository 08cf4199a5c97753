"""How a form of a message will look on its channel: generic by form, no network is named."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import regex
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from ausrufer.announcements.adaptation.counting import Count
from ausrufer.announcements.adaptation.finding import Finding, Severity
from ausrufer.announcements.adaptation.formatting import to_html
from ausrufer.announcements.adaptation.links import entities
from ausrufer.announcements.adaptation.preview import (
    FilmPreview,
    PartPreview,
    PicturePreview,
    Preview,
)
from ausrufer.announcements.adaptation.wording import template
from ausrufer.announcements.checking import Listed
from ausrufer.announcements.content import Content
from ausrufer.announcements.kinds import lead
from ausrufer.announcements.models import Announcement, AnnouncementPicture
from ausrufer.announcements.renditions import Rendition
from ausrufer.announcements.telling import Telling, facts_of
from ausrufer.announcements.web.forms.particulars import field_named
from ausrufer.channels.appearance import Shape
from ausrufer.channels.contract import Manifest, Unit
from ausrufer.channels.models import Channel
from ausrufer.design.parts import Task
from ausrufer.design.tones import Tone
from ausrufer.library.web.words import in_minutes

_HASHTAG = regex.compile(r"(?<![\w/=)&#])#\w*[^\W\d_]\w*")
_LINE = regex.compile(r"\S[^\n]*")
_SAID = {
    Severity.STOPS: (gettext_noop("muss geändert werden"), Tone.DANGER),
    Severity.WARNS: (gettext_noop("bitte prüfen"), Tone.WARNING),
    Severity.HINTS: (gettext_noop("Hinweis"), Tone.INFO),
}
_UNITS = {
    Unit.BYTES: gettext_lazy("Byte"),
    Unit.WEIGHTED: gettext_lazy("gewichteten Zeichen"),
}
_LINK = '{}<span class="msg-link">{}</span>'
# where a finding's place is written on the page of a message
_ANCHORS = {
    "pictures": "bilder",
    "films": "bilder",
    "documents": "bilder",
    "summary": "id_body",
    "channels": "id_channels_0",
}


@dataclass(frozen=True, slots=True)
class LookPicture:
    """A picture as readers get it; an empty `alt_text` means decorative."""

    url: str
    alt_text: str
    width: int
    height: int
    box: str = ""  # what is shown of it, as the viewBox of a drawing; empty: the whole picture
    left: int = 0  # where that begins in the picture, in its pixels
    top: int = 0


@dataclass(frozen=True, slots=True)
class LookFilm:
    """One picture of a film, and how long it is."""

    url: str
    alt_text: str
    width: int
    height: int
    length: str
    captioned: bool


@dataclass(frozen=True, slots=True)
class LookPart:
    """One post of a thread, links and hashtags marked; `rest` is hidden behind the fold."""

    text: SafeString
    count: Count
    head: str = ""
    rest: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """A form of a message as its channel will show it."""

    rendition: Rendition
    preview: Preview
    speaker: str
    html: SafeString
    parts: Sequence[LookPart]
    pictures: Sequence[LookPicture]
    films: Sequence[LookFilm] = ()

    @property
    def channel(self) -> Channel:
        """Where it appears."""
        return self.rendition.channel

    @property
    def manifest(self) -> Manifest:
        """What the house knows of the network."""
        return self.rendition.manifest

    @property
    def initials(self) -> str:
        """What stands in the round picture of the speaker."""
        return "".join(word[0] for word in self.speaker.split()[:2]).upper()

    @property
    def account(self) -> str:
        """The name on the network; the channel's own name where none is known."""
        return self.channel.account or self.channel.name

    @property
    def template(self) -> str:
        """The template that lays it out, by form and shape."""
        shape = self.manifest.appearance.shape
        name = self.manifest.form if shape is Shape.STREAM else shape
        return f"announcements/looks/{name}.html"

    @property
    def unit(self) -> str:
        """What the counter counts, where it is something else than signs."""
        return str(_UNITS.get(self.manifest.text.unit, ""))

    @property
    def headline_is_link(self) -> bool:
        """Tell whether the first line carries the link because pictures take the card's place."""
        return _headline_is_link(self.rendition)

    @property
    def fullest(self) -> Count | None:
        """The count of the part that is nearest to its limit; None where nothing is limited."""
        limited = [one.count for one in self.parts if one.count.limit]
        return max(limited, key=lambda one: one.used - (one.limit or 0), default=None)


def looks(
    found: Iterable[Rendition],
    pictures: Iterable[AnnouncementPicture],
    *,
    speaker: str,
    wide: bool = False,
) -> list[Look]:
    """Return how the forms look; `speaker` is the town's name. No query.

    `wide`: as at a desk, where texts are folded later than on a telephone.
    """
    addresses = {one.sha256: reverse("picture", args=[one.public_id]) for one in pictures}
    return [_look(one, addresses, speaker, wide=wide) for one in found]


def formatted(announcement: Announcement) -> SafeString:
    """Return the one text as it reads, sanitised."""
    facts = lead(facts_of(announcement.content))
    return _trusted(to_html("\n\n".join(filter(None, (facts, announcement.body)))))


def formatted_telling(told: Telling, content: Content) -> SafeString:
    """Return a further text as it reads, sanitised."""
    facts = lead(facts_of(content, told.variety.language))
    body = told.text.body if told.text else ""
    return _trusted(to_html("\n\n".join(filter(None, (facts, body)))))


def preflight(
    listed: Iterable[Listed], change_url: str | None, texts_url: str | None = None
) -> list[Task]:
    """Return what is to be done before sending, in the order it is listed.

    Each leads to its place on the page at `change_url`: "" is this page, None leads nowhere. What
    is about a further text leads to its own page below `texts_url`.
    """
    return [
        _task(one.finding, one.channels, _page_of(one, change_url, texts_url)) for one in listed
    ]


def _page_of(one: Listed, change_url: str | None, texts_url: str | None) -> str | None:
    if not one.text_key:
        return change_url
    return f"{texts_url}{one.text_key}/" if texts_url else None


def _task(finding: Finding, channels: Sequence[str], change_url: str | None) -> Task:
    word, tone = _SAID[finding.severity]
    anchor = _ANCHORS.get(finding.place, f"id_{field_named(finding.place)}")
    return Task(
        label=said(finding),
        url="" if change_url is None else f"{change_url}#{anchor}",
        word=_(word),
        tone=tone,
        note=", ".join(channels),
        start=finding.start,
        end=finding.end,
    )


def said(finding: Finding) -> str:
    """Return a finding's sentence in the reader's language."""
    return _(template(finding.code)).format(**dict(finding.values))


def _look(rendition: Rendition, addresses: Mapping[str, str], speaker: str, *, wide: bool) -> Look:
    shown = rendition.preview
    on_headline = _headline_is_link(rendition)
    return Look(
        rendition=rendition,
        preview=shown,
        speaker=speaker,
        html=_trusted(shown.html),
        parts=[
            _look_part(part, headline=not n and on_headline, wide=wide)
            for n, part in enumerate(shown.parts)
        ],
        pictures=[_look_picture(one, addresses[one.sha256]) for one in shown.pictures],
        films=[_look_film(one, addresses[one.sha256]) for one in shown.films],
    )


def _look_part(part: PartPreview, *, headline: bool, wide: bool) -> LookPart:
    text = _marked(part.text, headline=headline)
    fold = part.fold_desktop if wide else part.fold_mobile
    if fold is None:
        return LookPart(text, part.count)
    head = _marked(part.text[:fold], headline=headline)
    return LookPart(text, part.count, head, _marked(part.text[fold:].lstrip()))


def _look_picture(one: PicturePreview, url: str) -> LookPicture:
    box = f"0 0 {one.crop.width} {one.crop.height}" if one.cropped else ""
    crop = one.crop
    return LookPicture(url, one.alt_text, one.width, one.height, box, crop.left, crop.top)


def _look_film(one: FilmPreview, url: str) -> LookFilm:
    length = in_minutes(one.seconds)
    return LookFilm(url, one.alt_text, one.width, one.height, length, one.captioned)


def _trusted(html: str) -> SafeString:
    """Let through what `adaptation.formatting` has sanitised: the one place on the desk."""
    return mark_safe(html)  # noqa: S308 - see above


def _headline_is_link(rendition: Rendition) -> bool:
    outgoing = rendition.outgoing
    beside = bool(outgoing.link and outgoing.pictures)
    return beside and rendition.manifest.text.link_on_headline


def _marked(text: str, *, headline: bool = False) -> SafeString:
    """Return a post with links, mentions and hashtags marked, as networks do.

    `headline`: the first line that has no link of its own is one, too.
    """
    spans = [(one.start, one.end) for one in entities(text)]
    if headline:
        lines = (line.span() for line in _LINE.finditer(text))
        free = (one for one in lines if not any(a < one[1] and one[0] < b for a, b in spans))
        spans += list(free)[:1]
    taken = {place for start, end in spans for place in range(start, end)}
    spans += [one.span() for one in _HASHTAG.finditer(text) if one.start() not in taken]
    pieces, last = [], 0
    for start, end in sorted(spans):
        pieces.append(format_html(_LINK, text[last:start], text[start:end]))
        last = end
    return format_html_join("", "{}", ((one,) for one in [*pieces, text[last:]]))

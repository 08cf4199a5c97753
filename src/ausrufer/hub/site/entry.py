"""One message as the site keeps it, and what publishing and withdrawing make of it. Pure."""

import uuid
from dataclasses import dataclass, replace
from datetime import datetime

from ausrufer.channels.contract import LanguageVersion, Outgoing
from ausrufer.hub.site import paths, text
from ausrufer.hub.site.errors import SiteRefused, WasWithdrawn

_NAMES = uuid.UUID("8d6b4d4e-0c0f-5e0b-9a39-5d1c6f0f7a11")  # of our own; never change it


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture of a message; its file lies in the site, found by `sha256`."""

    sha256: str
    media_type: str
    width: int
    height: int
    alt_text: str


@dataclass(frozen=True, slots=True)
class ShownCaptions:
    """The spoken words of a film in one language, a WebVTT file beside it."""

    language: str
    sha256: str


@dataclass(frozen=True, slots=True)
class ShownFilm:
    """A film of a message; its file lies in the site, `poster` is one of its pictures."""

    sha256: str
    media_type: str
    width: int
    height: int
    seconds: float
    size: int
    alt_text: str
    captions: tuple[ShownCaptions, ...] = ()
    poster: Shown | None = None


@dataclass(frozen=True, slots=True)
class ShownDocument:
    """A document (PDF) of a message; its file lies in the site."""

    sha256: str
    pages: int
    size: int
    title: str


@dataclass(frozen=True, slots=True)
class Link:
    """The page a message points to."""

    url: str
    title: str


@dataclass(frozen=True, slots=True)
class Version:
    """The message in another language or in easier words; `slug` is its folder below the page."""

    slug: str
    tag: str
    name: str
    title: str
    html: str
    plain: str
    summary: str
    rtl: bool = False


@dataclass(frozen=True, slots=True)
class Content:
    """What readers see of a message; texts are cleaned, `html` is safe markup."""

    language: str
    title: str
    html: str
    plain: str
    summary: str
    link: Link | None = None
    hashtags: tuple[str, ...] = ()
    topic: str = ""
    department: str = ""
    contact: str = ""
    pictures: tuple[Shown, ...] = ()
    versions: tuple[Version, ...] = ()
    films: tuple[ShownFilm, ...] = ()
    documents: tuple[ShownDocument, ...] = ()

    @property
    def files(self) -> tuple[str, ...]:
        """The SHA-256 of every picture, film and document of a page."""
        posters = [film.poster.sha256 for film in self.films if film.poster]
        films = [one.sha256 for one in self.films]
        documents = [one.sha256 for one in self.documents]
        return (*(one.sha256 for one in self.pictures), *films, *documents, *posters)


@dataclass(frozen=True, slots=True)
class Correction:
    """One visible change after the publication."""

    at: datetime
    note: str


@dataclass(frozen=True, slots=True)
class Entry:
    """The one truth about a message on the site; every page is rendered from entries.

    `keys` names the deliveries that made it what it is. `path` never changes once published.
    A withdrawn entry keeps its place and its shelves, its content is gone. `told_in` names every
    version that was ever published: whoever kept its address must be told what became of it.
    """

    public_id: str
    path: str
    published_at: datetime
    updated_at: datetime
    content: Content
    keys: tuple[str, ...] = ()
    corrections: tuple[Correction, ...] = ()
    also_at: tuple[tuple[str, str], ...] = ()
    withdrawn_at: datetime | None = None
    shelves: tuple[tuple[str, str], ...] = ()
    told_in: tuple[str, ...] = ()

    @property
    def urn(self) -> str:
        """The identity in feeds: the same for ever, on whatever address the site lies."""
        return urn(self.public_id)


@dataclass(frozen=True, slots=True)
class Step:
    """Which delivery changes an entry, and when; the same for every repeat of it."""

    key: str
    at: datetime


def urn(name: str) -> str:
    """Return the permanent identity of a message or a feed."""
    return uuid.uuid5(_NAMES, name).urn


def content_of(
    outgoing: Outgoing,
    *,
    pictures: tuple[Shown, ...],
    base_url: str,
    films: tuple[ShownFilm, ...] = (),
    documents: tuple[ShownDocument, ...] = (),
) -> Content:
    """Return what readers will see of `outgoing`."""
    plain = text.clean_lines("\n\n".join(outgoing.parts))
    markup = outgoing.html or text.html_of(plain)
    html = text.clean_html(markup, base_url=base_url)
    plain = plain or text.plain_of(html)
    return Content(
        language=text.clean_line(outgoing.language) or "de",
        title=text.clean_line(outgoing.title) or text.teaser(plain, most=80) or "Mitteilung",
        html=html,
        plain=plain,
        summary=text.clean_line(outgoing.summary) or text.teaser(text.plain_of(html)),
        link=_link(outgoing),
        hashtags=tuple(text.clean_line(tag).lstrip("#") for tag in outgoing.hashtags),
        topic=text.clean_line(outgoing.topic),
        department=text.clean_line(outgoing.department),
        contact=text.clean_lines(outgoing.contact),
        pictures=pictures,
        films=films,
        documents=documents,
        versions=tuple(_version(one, base_url) for one in outgoing.versions),
    )


def repeats(before: Entry | None, step: Step) -> bool:
    """Tell whether `step` was taken already; raises WasWithdrawn where it was taken back since."""
    if before is None or step.key not in before.keys:
        return False
    if before.withdrawn_at is not None:
        raise WasWithdrawn(
            "Diese Mitteilung wurde zurückgezogen und wird nicht noch einmal veröffentlicht."
        )
    return True


def published(before: Entry | None, outgoing: Outgoing, content: Content, step: Step) -> Entry:
    """Return the entry after `outgoing` went out in a step that was not taken before."""
    if before is None:
        return _first(outgoing, content, step)
    return _again(before, outgoing, content, step)


def withdrawn(before: Entry, *, at: datetime) -> Entry:
    """Return the entry after it was taken back: nothing of its content is left."""
    if before.withdrawn_at is not None:
        return before
    empty = Content(language=before.content.language, title="", html="", plain="", summary="")
    return replace(
        before, content=empty, corrections=(), also_at=(), withdrawn_at=at, updated_at=at
    )


def _first(outgoing: Outgoing, content: Content, step: Step) -> Entry:
    return Entry(
        public_id=outgoing.public_id,
        path=paths.given_path(outgoing.path)
        or paths.message_path(outgoing.public_id, content.title, step.at),
        published_at=step.at,
        updated_at=step.at,
        content=content,
        keys=(step.key,),
        also_at=_copies(outgoing),
        shelves=_shelves(content, step.at),
        told_in=_told_in(content),
    )


def _again(before: Entry, outgoing: Outgoing, content: Content, step: Step) -> Entry:
    # Where copies ended up is known later: adding that is no correction of the message.
    changed = content != before.content or bool(outgoing.correction)
    corrections = before.corrections
    if changed and before.withdrawn_at is None:
        corrections = (*corrections, Correction(step.at, text.clean_line(outgoing.correction)))
    return replace(
        before,
        content=content,
        updated_at=step.at if changed else before.updated_at,
        corrections=corrections,
        also_at=_copies(outgoing),
        keys=(*before.keys, step.key),
        withdrawn_at=None,
        shelves=_shelves(content, before.published_at),
        told_in=tuple(sorted({*before.told_in, *_told_in(content)})),
    )


def _version(one: LanguageVersion, base_url: str) -> Version:
    if not paths.is_slug(one.slug):
        raise SiteRefused("Die Adresse einer Sprachfassung hat nicht die richtige Form.")
    html = text.clean_html(one.html, base_url=base_url)
    return Version(
        slug=one.slug,
        tag=text.clean_line(one.tag),
        name=text.clean_line(one.name),
        title=text.clean_line(one.title),
        html=html,
        plain=text.clean_lines(one.text),
        summary=text.clean_line(one.summary) or text.teaser(text.plain_of(html)),
        rtl=one.rtl,
    )


def _told_in(content: Content) -> tuple[str, ...]:
    return tuple(sorted(one.slug for one in content.versions))


def _shelves(content: Content, published_at: datetime) -> tuple[tuple[str, str], ...]:
    """Return the (path, name) of every list a message stands in; the first is the whole site."""
    named = [("", ""), (paths.month_path(published_at), "")]
    if content.topic:
        named.append((paths.topic_path(content.topic), content.topic))
    if content.department:
        named.append((paths.department_path(content.department), content.department))
    return tuple(named)


def _link(outgoing: Outgoing) -> Link | None:
    if outgoing.link is None or not outgoing.link.url.startswith(("https://", "http://")):
        return None
    url = text.clean_line(outgoing.link.url)
    return Link(url, text.clean_line(outgoing.link.title) or url)


def _copies(outgoing: Outgoing) -> tuple[tuple[str, str], ...]:
    return tuple(
        (text.clean_line(label), text.clean_line(url))
        for label, url in outgoing.also_at
        if url.startswith(("https://", "http://"))
    )

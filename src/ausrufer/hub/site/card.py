"""A message as lists show it: small enough that ten thousand of them stay quick. Pure."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime

from ausrufer.hub.site import paths
from ausrufer.hub.site.entry import Content, Entry, Shown

WIDTHS = (480, 960, 1600)  # pixels; small enough for a phone, large enough for a sharp full page


@dataclass(frozen=True, slots=True)
class View:
    """A picture ready for a page: paths below the root of the site, sizes in pixels."""

    src: str
    alt: str
    width: int
    height: int
    variants: tuple[tuple[str, int], ...]

    @property
    def large(self) -> str:
        """The largest file that is still quick to load."""
        return self.variants[-1][0] if self.variants else self.src


@dataclass(frozen=True, slots=True)
class Card:
    """What a list shows of one message."""

    path: str
    title: str
    summary: str
    language: str
    published_at: datetime
    corrected_at: datetime | None
    topic: str
    topic_path: str
    department: str
    department_path: str
    picture: View | None


def card_of(entry: Entry) -> Card:
    """Return the card of an entry."""
    content = entry.content
    return Card(
        path=entry.path,
        title=content.title,
        summary=content.summary,
        language=content.language,
        published_at=entry.published_at,
        corrected_at=entry.corrections[-1].at if entry.corrections else None,
        topic=content.topic,
        topic_path=paths.topic_path(content.topic) if content.topic else "",
        department=content.department,
        department_path=paths.department_path(content.department) if content.department else "",
        picture=_picture_of(content),
    )


def _picture_of(content: Content) -> View | None:
    posters = [film.poster for film in content.films if film.poster]
    shown = [*content.pictures[:1], *posters]
    return view_of(shown[0]) if shown else None


def view_of(picture: Shown) -> View:
    """Return the files a picture has on the site."""
    original = paths.picture_path(picture.sha256, picture.media_type)
    variants = tuple(
        (paths.variant_path(picture.sha256, width), width)
        for width in WIDTHS
        if width < picture.width
    )
    largest = () if len(variants) == len(WIDTHS) else ((original, picture.width),)
    return View(
        src=variants[min(1, len(variants) - 1)][0] if variants else original,
        alt=picture.alt_text,
        width=picture.width,
        height=picture.height,
        variants=(*variants, *largest),
    )


def to_text(card: Card) -> str:
    """Return a card as the index keeps it."""
    return json.dumps(asdict(card), ensure_ascii=False, default=datetime.isoformat)


def from_text(text: str) -> Card:
    """Return the card that `to_text` wrote."""
    plain = json.loads(text)
    corrected, picture = plain["corrected_at"], plain["picture"]
    if picture:
        picture["variants"] = tuple((path, width) for path, width in picture["variants"])
    return Card(
        **{
            **plain,
            "published_at": datetime.fromisoformat(plain["published_at"]),
            "corrected_at": datetime.fromisoformat(corrected) if corrected else None,
            "picture": View(**picture) if picture else None,
        }
    )

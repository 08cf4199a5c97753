"""What all forms share, and the two long ones: the letter and the page."""

from dataclasses import replace
from functools import lru_cache
from html import escape

from ausrufer.announcements.adaptation.cutting import Room, shortened
from ausrufer.announcements.adaptation.documents import beside_documents, documents
from ausrufer.announcements.adaptation.films import beside_films, films
from ausrufer.announcements.adaptation.formatting import to_html
from ausrufer.announcements.adaptation.markdown import KEPT, is_web
from ausrufer.announcements.adaptation.plain import to_plain
from ausrufer.announcements.adaptation.source import Source, SourcePicture
from ausrufer.channels.contract import (
    LinkCard,
    Manifest,
    Outgoing,
    Picture,
    PictureRules,
    TextRules,
)
from ausrufer.library.policy import MIDDLE

TEASER = 220  # characters: two lines on a page, the description of a link card
_LINES = TextRules()


def letter(source: Source, manifest: Manifest) -> Outgoing:
    """Return the letter: the title is its subject, the summary its preheader."""
    rules = manifest.text
    outgoing = _long(source, manifest, source.target)
    subject = _within(source.title, rules.subject_limit)
    if subject != source.title:
        # the letter shows its subject as headline: nothing of the title may get lost
        outgoing = _headed(outgoing, source.title)
        # the same words as the headline: it leads to this very message
        link = outgoing.link and replace(outgoing.link, title=subject)
        outgoing = replace(outgoing, link=link)
    return replace(outgoing, title=subject, summary=teaser(source, most=rules.preheader_limit))


def page(source: Source, manifest: Manifest) -> Outgoing:
    """Return the page: the whole text, never a link to itself."""
    return replace(_long(source, manifest, source.link), versions=source.versions)


def common(source: Source, manifest: Manifest) -> Outgoing:
    """Return what every form of a message says, still without text and link."""
    beside = beside_films(source, manifest) and beside_documents(source, manifest)
    shown = source.pictures if beside else ()
    return Outgoing(
        public_id=source.public_id,
        language=source.language,
        title=source.title,
        parts=("",),
        pictures=tuple(_picture(one, manifest.pictures) for one in shown[: manifest.pictures.most]),
        films=films(source, manifest),
        documents=documents(source, manifest),
        topic=source.topic,
        department=source.department,
        contact=source.contact,
        publish_at=source.publish_at,
        not_after=source.not_after,
        correction=source.correction,
    )


def title_in_field(source: Source, rules: TextRules) -> str:
    """Return the title as far as the field for it reaches, counted as the network counts."""
    field = TextRules(limit=rules.title_limit, unit=rules.unit)
    return shortened(source.title, field, Room(rules.title_limit, None))


def card(source: Source, address: str) -> LinkCard | None:
    """Return the link beside a message; None where the address is no web address."""
    if not is_web(address):
        return None
    return LinkCard(address, source.title, teaser(source))


def teaser(source: Source, *, most: int | None = TEASER) -> str:
    """Return the first sentences of the text in one line."""
    return teaser_of(source.body, most=most)


def teaser_of(body: str, *, most: int | None = TEASER) -> str:
    """Return the first sentences of a formatted text in one line."""
    return _within(" ".join(to_plain(body).split()), most)


def _long(source: Source, manifest: Manifest, address: str) -> Outgoing:
    return replace(
        common(source, manifest),
        parts=(to_plain(source.whole),),
        html=to_html(source.whole),
        summary=teaser(source),
        link=card(source, address),
        hashtags=tuple(tag.lstrip("#") for tag in source.hashtags),
    )


def _headed(outgoing: Outgoing, title: str) -> Outgoing:
    # to_html of a title would read its signs as formatting
    heading = f"<p><strong>{escape(title, quote=False)}</strong></p>"
    return replace(
        outgoing,
        parts=tuple(f"{title}\n\n{part}".strip() for part in outgoing.parts),
        html=f"{heading}\n{outgoing.html}".strip(),
    )


def _picture(one: SourcePicture, rules: PictureRules) -> Picture:
    alt_text = "" if one.decorative else one.alt_text
    plain = Picture(one.sha256, one.media_type, one.width, one.height, alt_text)
    # an approval binds to the focal point only where it changes what goes out
    if one.asset is None or one.asset.focus == MIDDLE or not rules.crops:
        return plain
    return replace(plain, focus=(one.asset.focus.x, one.asset.focus.y))


@lru_cache(maxsize=KEPT)  # every channel asks for the same teaser
def _within(line: str, most: int | None) -> str:
    return shortened(line, _LINES, Room(most, None))

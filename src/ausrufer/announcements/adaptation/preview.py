"""What a person needs to see of a form before it goes out: facts, no markup."""

from collections.abc import Mapping
from dataclasses import dataclass

from ausrufer.announcements.adaptation.counting import Count, count
from ausrufer.announcements.adaptation.cropping import Crop, crops
from ausrufer.announcements.adaptation.cutting import Room, Strip
from ausrufer.announcements.adaptation.limits import effective
from ausrufer.channels.appearance import Shape
from ausrufer.channels.contract import (
    Document,
    Film,
    Form,
    LinkCard,
    Manifest,
    Outgoing,
    TextRules,
)

# Shapes in which a picture takes the place of the card
_PICTURE_OR_CARD = frozenset({Shape.STREAM, Shape.CHAT})
_LINES = TextRules()


@dataclass(frozen=True, slots=True)
class PartPreview:
    """One part with its count; folds are where the network hides the rest, None where it does not.

    Where nobody told whether it folds (`Appearance`), they are None too.
    """

    text: str
    count: Count
    fold_mobile: int | None = None
    fold_desktop: int | None = None


@dataclass(frozen=True, slots=True)
class PicturePreview:
    """A picture as it would be shown; an empty `alt_text` means decorative."""

    sha256: str
    alt_text: str
    width: int
    height: int
    crop: Crop

    @property
    def cropped(self) -> bool:
        """Tell whether the network cuts something off."""
        return self.crop != Crop(0, 0, self.width, self.height)


@dataclass(frozen=True, slots=True)
class FilmPreview:
    """A film as it would be shown: one of its pictures, its length in seconds."""

    sha256: str
    alt_text: str
    width: int
    height: int
    seconds: float
    captioned: bool


@dataclass(frozen=True, slots=True)
class Preview:
    """A form of a message as its channel will show it."""

    form: Form
    title: str
    summary: str
    html: str
    parts: tuple[PartPreview, ...]
    card: LinkCard | None
    pictures: tuple[PicturePreview, ...]
    hashtags: tuple[str, ...]
    comment: str
    films: tuple[FilmPreview, ...] = ()
    documents: tuple[Document, ...] = ()
    title_count: Count | None = None  # where the network has a field for the title with an end


def preview(outgoing: Outgoing, manifest: Manifest, limits: Mapping[str, int]) -> Preview:
    """Return the facts of a preview; `limits` are those read from the platform."""
    rules = effective(manifest, limits, pictures=bool(outgoing.pictures))
    cut = crops(outgoing.pictures, rules.pictures)
    return Preview(
        form=manifest.form,
        title=outgoing.title,
        summary=outgoing.summary,
        html=outgoing.html,
        parts=tuple(_part(text, rules) for text in outgoing.parts),
        card=_card(outgoing, manifest),
        pictures=tuple(
            PicturePreview(one.sha256, one.alt_text, one.width, one.height, crop)
            for one, crop in zip(outgoing.pictures, cut, strict=True)
        ),
        films=tuple(_film(one, beside=manifest.films.captions_beside) for one in outgoing.films),
        documents=outgoing.documents,
        hashtags=outgoing.hashtags,
        comment=outgoing.comment,
        title_count=_title_count(outgoing.title, rules.text),
    )


def _film(film: Film, *, beside: bool) -> FilmPreview:
    captioned = bool(film.captions if beside else film.burnt)
    return FilmPreview(
        film.sha256, film.alt_text, film.width, film.height, film.seconds, captioned=captioned
    )


def folded_at(text: str, fold: int | None) -> int | None:
    """Return the offset of the last word end within `fold` characters; None where all is shown."""
    if not fold or len(text) <= fold:
        return None
    strip = Strip(text, _LINES)
    reach = strip.reach(0, Room(fold, None))
    if reach == len(text):
        return None
    return max(strip.word_end(0), 0) or reach


def _part(text: str, manifest: Manifest) -> PartPreview:
    shown = manifest.appearance
    folds = folded_at(text, shown.fold_mobile), folded_at(text, shown.fold_desktop)
    return PartPreview(text, count(text, manifest.text), *folds)


def _title_count(title: str, rules: TextRules) -> Count | None:
    if not rules.has_title or rules.title_limit is None:
        return None
    return count(title, TextRules(limit=rules.title_limit, unit=rules.unit))


def _card(outgoing: Outgoing, manifest: Manifest) -> LinkCard | None:
    rules, shown = manifest.text, manifest.appearance
    if manifest.form is not Form.POST:
        return outgoing.link
    beside = not rules.link_in_text and not rules.link_in_comment
    if not (beside if shown.card is None else shown.card):
        return None
    taken = bool(outgoing.pictures or outgoing.documents)
    return None if taken and shown.shape in _PICTURE_OR_CARD else outgoing.link

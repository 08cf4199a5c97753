"""A message made ready for somebody who posts it by hand: pure, for every network alike."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext_noop as _

from ausrufer.channels.contract.by_hand import ByHand, Errand
from ausrufer.channels.contract.manifest import AccessField, Manifest, TextRules
from ausrufer.channels.contract.message import Document, Film, Outgoing, Picture

ADDRESS = AccessField(
    "address",
    _("Adresse des Kontos"),
    help=_(
        "Wo das Konto der Stadt auf dem Netzwerk steht, zum Beispiel https://… "
        "Wer dort von Hand veröffentlicht, kommt mit einem Klick hin."
    ),
    required=False,
    kind="url",
)

_OPEN = _("Öffnen Sie das Netzwerk und melden Sie sich mit dem Konto der Stadt an.")
_BEGIN = _("Beginnen Sie dort einen neuen Beitrag.")
_PASTE = _("Kopieren Sie die Texte von dieser Seite und fügen Sie sie dort ein.")
_PICTURES = _("Sichern Sie die Bilder von dieser Seite und fügen Sie sie in dieser Folge hinzu.")
_FILM = _("Sichern Sie den Film von dieser Seite und fügen Sie ihn hinzu.")
_DOCUMENT = _("Sichern Sie das Dokument von dieser Seite und fügen Sie es mit seinem Titel hinzu.")
_ALT_TEXT = _("Geben Sie zu jedem Bild den Alternativtext ein.")
_COMPARE = _("Vergleichen Sie den Beitrag mit dieser Seite, dann veröffentlichen Sie ihn.")
_COMMENT = _("Schreiben Sie unter den Beitrag den ersten Kommentar.")
_LINK = _("Kopieren Sie den Link des fertigen Beitrags.")
_FIND = _("Öffnen Sie den Beitrag, der dort steht.")
_CORRECT = _("Bearbeiten Sie ihn, sodass er dieser Seite entspricht, und speichern Sie ihn.")
_REMOVE = _("Löschen Sie ihn dort.")
_REPORT = _("Melden Sie hier auf dieser Seite, dass es erledigt ist.")


@dataclass(frozen=True, slots=True)
class Copyable:
    """One text to copy; `rules` say how the network counts it (None: it does not)."""

    label: str  # German, may hold %(number)d and %(total)d
    text: str
    rules: TextRules | None = None
    number: int = 1
    total: int = 1


@dataclass(frozen=True, slots=True)
class HandOver:
    """Everything somebody needs who posts by hand, in the order in which it is used."""

    texts: tuple[Copyable, ...]
    pictures: tuple[Picture, ...]
    place: str  # https address; where to post, or the post itself
    steps: tuple[str, ...]
    films: tuple[Film, ...] = ()
    documents: tuple[Document, ...] = ()


def handed_over(
    manifest: Manifest,
    outgoing: Outgoing,
    errand: Errand,
    settings: Mapping[str, str],
    post: str = "",
) -> HandOver:
    """Return what to do and what to copy; `post` is the address of what stands there already."""
    way = manifest.by_hand or ByHand(place="")
    account = settings.get(ADDRESS.name, "") or way.place
    if errand is Errand.REMOVE:
        steps = (_OPEN, _FIND, way.remove or _REMOVE, _REPORT)
        return HandOver((), (), post or account, steps)
    texts = tuple(_texts(manifest, outgoing))
    if errand is Errand.CORRECT:
        steps = (_OPEN, _FIND, way.correct or _CORRECT, _REPORT)
        return HandOver(texts, outgoing.pictures, post or account, steps)
    taken = tuple(_steps(manifest, way, outgoing))
    return HandOver(texts, outgoing.pictures, account, taken, outgoing.films, outgoing.documents)


def _steps(manifest: Manifest, way: ByHand, outgoing: Outgoing) -> Iterator[str]:
    yield from (_OPEN, way.begin or _BEGIN, _PASTE)
    if outgoing.pictures:
        yield _PICTURES
        if manifest.pictures.alt_text:
            yield _ALT_TEXT
    if outgoing.films:
        yield _FILM
    if outgoing.documents:
        yield _DOCUMENT
    yield _COMPARE
    if outgoing.comment:
        yield _COMMENT
    yield from (way.find_link or _LINK, _REPORT)


def _texts(manifest: Manifest, outgoing: Outgoing) -> Iterator[Copyable]:
    if manifest.text.has_title and outgoing.title:
        yield Copyable(_("Überschrift"), outgoing.title, TextRules(limit=manifest.text.title_limit))
    rules, total = manifest.text, len(outgoing.parts)
    if outgoing.pictures and rules.limit_with_pictures is not None:
        rules = replace(rules, limit=rules.limit_with_pictures)
    for number, text in enumerate(outgoing.parts, start=1):
        label = _("Text") if total == 1 else _("Teil %(number)d von %(total)d")
        yield Copyable(label, text, rules, number, total)
    if outgoing.link and outgoing.link.url not in "\n".join((*outgoing.parts, outgoing.comment)):
        yield Copyable(_("Link"), outgoing.link.url)
    if outgoing.comment:
        yield Copyable(_("Erster Kommentar"), outgoing.comment)
    for document in outgoing.documents:
        yield Copyable(_("Titel des Dokuments"), document.title)
    yield from _alt_texts(manifest, outgoing)


def _alt_texts(manifest: Manifest, outgoing: Outgoing) -> Iterator[Copyable]:
    if manifest.pictures.alt_text is False:
        return
    rules, total = TextRules(limit=manifest.pictures.alt_text_limit), len(outgoing.pictures)
    label = _("Alternativtext zu Bild %(number)d") if total > 1 else _("Alternativtext zum Bild")
    for number, picture in enumerate(outgoing.pictures, start=1):
        if picture.alt_text:
            yield Copyable(label, picture.alt_text, rules, number, total)

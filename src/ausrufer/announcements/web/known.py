"""What is known of a network and on what it rests, in words for the people who write."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from ausrufer.channels.appearance import Needs
from ausrufer.channels.contract import Form, Manifest, Unit

_EVIDENCE: dict[str, tuple[Promise, bool]] = {
    "A": (gettext_lazy("amtliche Unterlage"), True),
    "B": (gettext_lazy("Auszug der amtlichen Seite"), True),
    "C": (gettext_lazy("amtliche Seite, nur zitiert"), False),
    "D": (gettext_lazy("Angabe Dritter"), False),
    "E": (gettext_lazy("selbst geprüft"), True),
    "G": (gettext_lazy("Annahme, nicht geprüft"), False),
}
_UNITS: dict[Unit, Promise] = {
    Unit.GRAPHEMES: gettext_lazy("Zeichen, wie sie zu lesen sind"),
    Unit.CODE_POINTS: gettext_lazy("Unicode-Zeichen; ein Emoji kann aus mehreren bestehen"),
    Unit.UTF16: gettext_lazy("Einheiten in UTF-16; ein Emoji zählt mindestens 2"),
    Unit.BYTES: gettext_lazy("Bytes; ein Umlaut zählt 2, ein Emoji mindestens 4"),
    Unit.WEIGHTED: gettext_lazy("gewichtete Zeichen; ein Emoji und „…“ zählen 2"),
    Unit.EMOJI_BYTES: gettext_lazy("Zeichen; ein Emoji zählt so viel wie seine Bytes"),
    Unit.UNKNOWN: gettext_lazy("nicht bekannt, vorsichtig gezählt; ein Emoji zählt mindestens 2"),
}


_NOTHING = SafeString()


@dataclass(frozen=True, slots=True)
class Known:
    """One fact with what it rests on; `firm` where the network itself or a test of ours said so."""

    subject: str
    source: str
    as_of: str
    evidence: str
    firm: bool


def grounds(manifest: Manifest) -> SafeString:
    """Return how a network counts, its facts and what nobody told, as a part of a page.

    It is the same for every message: drawn once per language.
    """
    return _drawn(manifest, get_language() or "")


@lru_cache(maxsize=128)
def _drawn(manifest: Manifest, language: str) -> SafeString:
    del language  # the active one; it only tells the drawings apart
    told = {
        "counting": way_of_counting(manifest),
        "known": known(manifest),
        "unknown": unknown(manifest),
    }
    return render_to_string("announcements/grounds.html", told) if any(told.values()) else _NOTHING


def known(manifest: Manifest) -> list[Known]:
    """Return the facts behind a preview, in the order of the manifest."""
    return [
        Known(_(one.subject), one.source, one.as_of, str(said), firm)
        for one in manifest.facts
        for said, firm in (_EVIDENCE[one.evidence],)
    ]


def way_of_counting(manifest: Manifest) -> str:
    """Return how the network counts; empty where nothing is limited."""
    return str(_UNITS[manifest.text.unit]) if manifest.text.limit else ""


def unknown(manifest: Manifest) -> list[str]:
    """Return what nobody told: the preview shows it as if there were no such thing."""
    return list(_unknown(manifest)) if manifest.form is Form.POST else []


def _unknown(manifest: Manifest) -> Iterator[str]:
    shown = manifest.appearance
    for is_unknown, said in (
        (manifest.text.limit is None, _("wie lang ein Text sein darf")),
        (shown.fold_mobile is None, _("ab wann ein Text auf dem Telefon eingeklappt wird")),
        (shown.fold_desktop is None, _("ab wann ein Text am Rechner eingeklappt wird")),
        (shown.card is None, _("ob ein Link zur Karte wird")),
        (shown.links_work is None, _("ob sich Links im Text anklicken lassen")),
        (shown.thread is None, _("ob sich ein Beitrag fortsetzen lässt")),
        (shown.first_comment is None, _("ob sich unter dem eigenen Beitrag kommentieren lässt")),
        (manifest.pictures.most is None, _("wie viele Bilder ein Beitrag nimmt")),
        (manifest.pictures.alt_text is None, _("ob Bilder einen Alternativtext nehmen")),
        (manifest.needs is Needs.UNKNOWN, _("ob ein Beitrag ein Bild braucht")),
    ):
        if is_unknown:
            yield said

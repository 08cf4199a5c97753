"""How the rights of a picture stand, in words."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from ausrufer.design.moments import day as in_words
from ausrufer.design.tones import Tone
from ausrufer.library.models import Asset
from ausrufer.library.policy import (
    AssetFacts,
    Consent,
    Obstacle,
    obstacles,
    rights_open,
    usable_until,
)
from ausrufer.library.states import AssetState

SOON = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Word:
    """A state with its tone, its sign and what more there is to say."""

    word: str
    tone: Tone
    icon: str = ""
    note: str = ""


def in_minutes(seconds: float) -> str:
    """Return the length of a film, for example `1:05 min`."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02d} min"


def standing_of(asset: Asset, today: date) -> Word:
    """Return how far a film is read; where it is, and of a picture, what `standing` says."""
    match AssetState(asset.state):
        case AssetState.READING:
            return Word(_("wird gelesen"), Tone.INFO, "schedule")
        case AssetState.REFUSED:
            return Word(_("abgelehnt"), Tone.DANGER, "block", asset.reason)
        case AssetState.READY:
            return standing(asset.facts, today)


def standing(facts: AssetFacts, today: date) -> Word:
    """Return whether a picture may be shown today, and what is left to do."""
    if found := obstacles(facts, today):
        return Word(_("darf nicht gezeigt werden"), Tone.DANGER, "block", _said(found[0], facts))
    if rights_open(facts) or facts.consent is Consent.UNKNOWN:
        return Word(_("Angaben fehlen"), Tone.WARNING, "edit")
    ends = usable_until(facts)
    if ends is None:
        return Word(_("darf gezeigt werden"), Tone.SUCCESS)
    note = _("bis %(day)s") % {"day": in_words(ends)}
    if ends - today <= SOON:
        return Word(_("läuft ab"), Tone.WARNING, "schedule", note)
    return Word(_("darf gezeigt werden"), Tone.SUCCESS, note=note)


def _said(obstacle: Obstacle, facts: AssetFacts) -> str:
    match obstacle:
        case Obstacle.RIGHTS_OVER if facts.rights_until:
            ended = in_words(facts.rights_until)
            return _("Nutzungsrecht galt bis %(day)s") % {"day": ended}
        case Obstacle.CONSENT_OVER if facts.consent_until:
            ended = in_words(facts.consent_until)
            return _("Einwilligung galt bis %(day)s") % {"day": ended}
        case _:
            return _("Einwilligung fehlt oder wurde widerrufen")

"""The words and tones of states, the same on every page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from ausrufer.announcements.states import State
from ausrufer.announcements.text_states import Standing
from ausrufer.delivery.states import Purpose
from ausrufer.delivery.states import State as Delivered
from ausrufer.design.tones import Tone

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Said = str | _StrPromise  # translated when it is shown, in the language of the reader


@dataclass(frozen=True, slots=True)
class Word:
    """How a state is said and shown."""

    word: Said
    tone: Tone
    icon: str = ""


ANNOUNCEMENT: Mapping[str, Word] = {
    State.DRAFT: Word(_("Entwurf"), Tone.NEUTRAL),
    State.IN_APPROVAL: Word(_("in Freigabe"), Tone.INFO, "how-to-reg"),
    State.RETURNED: Word(_("zurückgegeben"), Tone.WARNING, "undo"),
    State.LAPSED: Word(_("nicht rechtzeitig freigegeben"), Tone.WARNING, "hourglass-top"),
    State.SCHEDULED: Word(_("geplant"), Tone.INFO, "schedule"),
    State.PUBLISHED: Word(_("veröffentlicht"), Tone.SUCCESS),
    State.WITHDRAWN: Word(_("zurückgezogen"), Tone.NEUTRAL, "block"),
}

# of a further text of a message
TEXT: Mapping[str, Word] = {
    Standing.MISSING: Word(_("fehlt"), Tone.NEUTRAL),
    Standing.DRAFT: Word(_("Entwurf"), Tone.INFO, "edit"),
    Standing.MACHINE: Word(_("maschinell, ungelesen"), Tone.WARNING, "question-mark"),
    Standing.CHECKED: Word(_("geprüft"), Tone.SUCCESS),
    Standing.OUTDATED: Word(_("geprüft, Quelle danach geändert"), Tone.WARNING, "history"),
}

DELIVERY: Mapping[str, Word] = {
    Delivered.WAITING: Word(_("wartet"), Tone.NEUTRAL, "schedule"),
    Delivered.IN_FLIGHT: Word(_("wird gesendet"), Tone.INFO, "send"),
    Delivered.SETTLED: Word(_("veröffentlicht"), Tone.SUCCESS),
    Delivered.FAILED: Word(_("fehlgeschlagen"), Tone.DANGER),
    Delivered.UNCLEAR: Word(_("unklar: bitte nachsehen"), Tone.WARNING, "question-mark"),
    Delivered.BY_HAND: Word(_("wartet auf eine Person"), Tone.WARNING, "person"),
    Delivered.WITHDRAWN: Word(_("zurückgezogen"), Tone.NEUTRAL, "block"),
    Delivered.EXPIRED: Word(_("abgelaufen, nicht gesendet"), Tone.WARNING, "hourglass-top"),
}

# of many letters: how many stand where
LETTERS: Mapping[str, Said] = {
    Delivered.WAITING: _("%(number)d noch nicht gesendet"),
    Delivered.IN_FLIGHT: _("%(number)d unterwegs"),
    Delivered.FAILED: _("%(number)d nicht angekommen"),
    Delivered.UNCLEAR: _("%(number)d unklar"),
    Delivered.BY_HAND: _("%(number)d von Hand zu erledigen"),
    Delivered.WITHDRAWN: _("%(number)d nicht gesendet"),
    Delivered.EXPIRED: _("%(number)d zu spät, nicht gesendet"),
}
NOT_SENT = Word(_("nicht gesendet"), Tone.NEUTRAL, "block")  # taken back before it left
HELD = Word(_("wartet nach Ausfall auf Entscheidung"), Tone.WARNING, "pause-circle")
# what stays out there although its message was withdrawn
DELIVERED_FOR_GOOD = Word(_("zugestellt, nicht zurückholbar"), Tone.WARNING)
PUBLISHED_FOR_GOOD = Word(_("veröffentlicht, nicht zurückholbar"), Tone.WARNING)
AMENDED = _("Berichtigung")
LINKED = _("Verweise auf die anderen Kanäle")
PURPOSE: Mapping[str, Said] = {
    Purpose.PUBLISH: _("Veröffentlichung"),
    Purpose.AMEND: AMENDED,
    Purpose.WITHDRAW: _("Zurückziehen"),
}

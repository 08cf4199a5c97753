"""How a notice looks in the list."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from ausrufer.design.tones import Tone
from ausrufer.notices.models import Notice, Sending
from ausrufer.notices.policy import Kind, Way
from ausrufer.notices.states import State
from ausrufer.notices.wording import advice, kind_word, sentence

_TONES = {
    Kind.WAITING: (Tone.INFO, "how-to-reg"),
    Kind.REMINDER: (Tone.WARNING, "schedule"),
    Kind.SECOND_LOOK: (Tone.WARNING, "visibility"),
    Kind.RETURNED: (Tone.WARNING, "undo"),
    Kind.OBJECTION: (Tone.WARNING, "flag"),
    Kind.COMMENT: (Tone.INFO, "forum"),
    Kind.APPROVED: (Tone.SUCCESS, "check"),
    Kind.PUBLISHED: (Tone.SUCCESS, "newspaper"),
    Kind.LAPSED: (Tone.DANGER, "hourglass-top"),
    Kind.ESCALATION: (Tone.WARNING, "hourglass-top"),
    Kind.FAILED: (Tone.DANGER, "cancel"),
    Kind.UNCLEAR: (Tone.DANGER, "question-mark"),
    Kind.EXPIRED: (Tone.DANGER, "schedule"),
    Kind.HAND_OVER: (Tone.WARNING, "person"),
    Kind.ACCESS_LOST: (Tone.DANGER, "pause-circle"),
    Kind.DUE: (Tone.WARNING, "event"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list."""

    notice: Notice
    word: str
    tone: Tone
    icon: str
    sentence: str
    advice: str
    unsure: list[str]


def shown(notice: Notice) -> Row:
    """Return a notice as the list shows it; its `unsure` sendings have been read."""
    tone, icon = _TONES[Kind(notice.kind)]
    unsure: list[Sending] = getattr(notice, "unsure", [])
    return Row(
        notice=notice,
        word=kind_word(notice.kind),
        tone=tone,
        icon=icon,
        sentence=sentence(notice),
        advice=advice(notice),
        unsure=[_unsure(one) for one in unsure],
    )


def _unsure(sending: Sending) -> str:
    ways = {Way.MAIL: _("E-Mail"), Way.PUSH: _("Push-Hinweis"), Way.MATRIX: _("Matrix")}
    way = ways[Way(sending.way)]
    if sending.state == State.UNCLEAR:
        return _("%(way)s: unklar, ob sie ankam") % {"way": way}
    return _("%(way)s: nicht zugestellt. %(reason)s") % {"way": way, "reason": sending.reason}

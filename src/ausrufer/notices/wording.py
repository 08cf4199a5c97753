"""What a notice says, in the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from ausrufer.notices.models import Notice
from ausrufer.notices.policy import Kind

KIND_WORDS: Mapping[Kind, str] = {
    Kind.WAITING: _("Wartet auf Ihre Freigabe"),
    Kind.REMINDER: _("Erinnerung an eine Freigabe"),
    Kind.SECOND_LOOK: _("Nachträglich zu lesen"),
    Kind.RETURNED: _("Zurückgegeben"),
    Kind.OBJECTION: _("Einwand nach Eilfreigabe"),
    Kind.COMMENT: _("Kommentar"),
    Kind.APPROVED: _("Freigegeben"),
    Kind.PUBLISHED: _("Veröffentlicht"),
    Kind.LAPSED: _("Nicht rechtzeitig freigegeben"),
    Kind.ESCALATION: _("Freigabe lässt auf sich warten"),
    Kind.FAILED: _("Fehlgeschlagen"),
    Kind.UNCLEAR: _("Unklar, ob es ankam"),
    Kind.EXPIRED: _("Zu spät zum Senden"),
    Kind.HAND_OVER: _("Von Hand zu erledigen"),
    Kind.ACCESS_LOST: _("Zugang verloren"),
    Kind.DUE: _("Prüfung oder Frist fällig"),
}


@dataclass(frozen=True, slots=True)
class Wording:
    """Templates: `head` is a mail's subject, `sentence` says it all, `help` what to do."""

    head: str
    sentence: str
    help: str = ""


_LETTERS_FAILED = _(
    "Mindestens ein Brief kam nicht an. Meist gibt es dann die Adresse nicht mehr, und Sie "
    "müssen nichts tun. Wie viele Briefe nicht ankamen, steht auf der Seite der Mitteilung. "
    "Sie bekommen dazu nur diese eine Nachricht."
)
_LETTERS_UNCLEAR = _(
    "Bei mindestens einem Brief ist unklar, ob er ankam. Bitte entscheiden Sie auf der Seite "
    "der Mitteilung, ob diese Briefe noch einmal gesendet werden. Von selbst wird nichts ein "
    "zweites Mal gesendet."
)
_LETTERS_EXPIRED = _("Die späteste Sendezeit war vorbei. Die übrigen Briefe wurden nicht gesendet.")
_HAND_OVER = _("Texte, Bilder und Schritte stehen auf der Seite der Aufgabe.")
_ON_CHANNEL = _("Mitteilung „{title}“, Kanal „{channel}“: {reason}")
_NEEDS_HELP = _("Braucht Hilfe: {title}")

WORDINGS: Mapping[str, Wording] = {
    "waiting": Wording(
        _("Freigabe erbeten: {title}"),
        _("{by} bittet um Ihre Freigabe für „{title}“ ({department})."),
    ),
    "reminder": Wording(
        _("Erinnerung: {title} wartet auf Freigabe"),
        _("„{title}“ wartet auf die Freigabe durch {department}."),
    ),
    "second_look": Wording(
        _("Bitte nachträglich lesen: {title}"),
        _("{by} hat „{title}“ in Eile freigegeben: {said}"),
        _("Bitte lesen Sie nach ({department})."),
    ),
    "returned": Wording(
        _("Zurück von {by}: {title}"), _("{by} gibt „{title}“ zurück und schreibt: {said}")
    ),
    "objection": Wording(
        _("Einwand von {by}: {title}"),
        _("{by} wendet zu „{title}“ ein: {said}"),
        _("Bitte berichtigen Sie die Mitteilung oder ziehen Sie sie zurück."),
    ),
    "comment": Wording(_("Kommentar von {by}: {title}"), _("{by} schreibt zu „{title}“: {said}")),
    "approved": Wording(_("Freigegeben: {title}"), _("{by} hat „{title}“ freigegeben.")),
    "published": Wording(_("Veröffentlicht: {title}"), _("„{title}“ ist veröffentlicht.")),
    "lapsed": Wording(
        _("Nicht gesendet: {title}"),
        _("„{title}“ war nicht rechtzeitig freigegeben und wurde nicht gesendet."),
        _("Bitte tragen Sie einen neuen Zeitpunkt ein und reichen Sie sie erneut ein."),
    ),
    "escalation": Wording(
        _("Noch nicht freigegeben: {title}"),
        _("„{title}“ wartet seit Langem auf die Freigabe durch {department}."),
    ),
    "failed": Wording(
        _NEEDS_HELP,
        _ON_CHANNEL,
        _("Auf der Seite der Mitteilung steht mehr; dort können Sie es erneut versuchen."),
    ),
    "unclear": Wording(
        _NEEDS_HELP,
        _ON_CHANNEL,
        _(
            "Bitte sehen Sie auf dem Kanal nach, ob die Mitteilung dort steht, und sagen Sie es "
            "auf der Seite der Mitteilung. Von selbst wird nichts ein zweites Mal gesendet."
        ),
    ),
    "expired": Wording(
        _NEEDS_HELP,
        _ON_CHANNEL,
        _("Die späteste Sendezeit war vorbei. Es wurde nichts gesendet."),
    ),
    "letters_failed": Wording(_NEEDS_HELP, _ON_CHANNEL, _LETTERS_FAILED),
    "letters_unclear": Wording(_NEEDS_HELP, _ON_CHANNEL, _LETTERS_UNCLEAR),
    "letters_expired": Wording(_NEEDS_HELP, _ON_CHANNEL, _LETTERS_EXPIRED),
    "hand_over": Wording(
        _("Bitte von Hand veröffentlichen: {title}"),
        _("„{title}“ ist fällig. Auf „{channel}“ veröffentlichen Menschen von Hand."),
        _HAND_OVER,
    ),
    "hand_over_amend": Wording(
        _("Bitte dort berichtigen: {title}"),
        _("„{title}“ wurde berichtigt. Auf „{channel}“ steht noch die alte Fassung."),
        _HAND_OVER,
    ),
    "hand_over_withdraw": Wording(
        _("Bitte dort löschen: {title}"),
        _("„{title}“ wurde zurückgezogen und steht noch auf „{channel}“."),
        _HAND_OVER,
    ),
    "access_lost": Wording(
        _("Kanal angehalten: {title}"),
        _("Der Kanal „{title}“ wurde angehalten: {reason}"),
        _("Alle Auslieferungen warten. Bitte erneuern Sie den Zugang."),
    ),
    "access_ends": Wording(
        _("Zugang endet bald: {title}"),
        _("Der Zugang des Kanals „{title}“ endet am {day} Uhr."),
        _("Bitte verbinden Sie den Kanal vorher auf seiner Seite neu."),
    ),
    "review_due": Wording(
        _("Bitte überprüfen: {title}"), _("Der Kanal „{title}“ ist zu überprüfen.")
    ),
    "snippet_due": Wording(
        _("Bitte überprüfen: {title}"), _("Der Textbaustein „{title}“ ist zu überprüfen.")
    ),
    "blueprint_due": Wording(
        _("Bitte überprüfen: {title}"), _("Die Vorlage „{title}“ ist zu überprüfen.")
    ),
    "rights_due": Wording(
        _("Bildrechte: {title}"), _("Rechte oder Einwilligung zum Bild „{title}“ enden am {day}.")
    ),
}


class _Details(dict[str, object]):
    def __missing__(self, name: str) -> str:
        return "…"


def kind_word(kind: str) -> str:
    """Return what a kind is called, without any detail of the thing itself."""
    return gettext(KIND_WORDS[Kind(kind)])


def head(notice: Notice) -> str:
    """Return the notice as a line above a mail."""
    return _filled(WORDINGS[notice.wording].head, notice)


def sentence(notice: Notice) -> str:
    """Return the notice as one sentence."""
    return _filled(WORDINGS[notice.wording].sentence, notice)


def advice(notice: Notice) -> str:
    """Return what to do about it, empty where that goes without saying."""
    template = WORDINGS[notice.wording].help
    return _filled(template, notice) if template else ""


def _filled(template: str, notice: Notice) -> str:
    return gettext(template).format_map(_Details(notice.details))

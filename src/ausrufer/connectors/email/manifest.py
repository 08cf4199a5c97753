"""What the house must know about e-mail."""

from django.utils.translation import gettext_noop as _

from ausrufer.channels.contract import (
    AccessField,
    Audience,
    Fact,
    Form,
    Manifest,
    PictureRules,
    TextRules,
)

SUBJECT_LIMIT = 78
PREHEADER_LIMIT = 110
MOST_PICTURES = 4
PICTURE_BYTES = 400_000  # four of them stay below 2.5 MB as sent, for mailboxes on the move

_RFCS = "rfc-editor.org: RFC 5321, 5322, 2369, 8058 (from memory, not re-read)"
_GUESS = "guess (general knowledge, not verified)"
_AS_OF = "2026-11-21"

MANIFEST = Manifest(
    kind="email",
    label=_("E-Mail-Newsletter"),
    mark=_("Brief"),
    form=Form.LETTER,
    text=TextRules(subject_limit=SUBJECT_LIMIT, preheader_limit=PREHEADER_LIMIT),
    pictures=PictureRules(
        most=MOST_PICTURES,
        bytes=PICTURE_BYTES,
        pixels=1600 * 1600,
        # WebP is left out: common office mail programs show an empty frame instead
        formats=("image/jpeg", "image/png", "image/gif"),
    ),
    audience=Audience.SUBSCRIBERS,
    side_by_side=16,  # letters: each is a short conversation with the own mail server
    # Longer than the limits of the dialogue together, so that "never sent" is told as such.
    deadline_seconds=90.0,
    access=(
        AccessField(
            "host", _("Mailserver"), _("Name des Rechners, zum Beispiel mail.stadt.example.")
        ),
        AccessField(
            "port",
            _("Port"),
            _("Üblich sind 587 (STARTTLS), 465 (TLS) und 25 (im eigenen Netz)."),
            kind="number",
        ),
        AccessField(
            "security",
            _("Verschlüsselung"),
            _("„starttls“, „tls“ oder, nur innerhalb des eigenen Netzes, „none“."),
        ),
        AccessField(
            "user", _("Benutzer"), _("Leer, wenn keine Anmeldung nötig ist."), required=False
        ),
        AccessField("password", _("Passwort"), secret=True, required=False),
        AccessField(
            "sender_name", _("Absendername"), _("So heißt der Absender im Posteingang der Leute.")
        ),
        AccessField(
            "sender_address",
            _("Absenderadresse"),
            _("Unzustellbare Briefe kommen an diese Adresse zurück."),
            kind="email",
        ),
        AccessField(
            "reply_to",
            _("Antwortadresse"),
            _("Wohin Antworten gehen, wenn nicht an den Absender."),
            required=False,
            kind="email",
        ),
        AccessField(
            "list_id",
            _("Kennung der Liste"),
            _(
                "Fester Name für Filter, zum Beispiel newsletter.stadt.example; ohne Angabe wird "
                "er aus der Absenderadresse gebildet."
            ),
            required=False,
        ),
        AccessField(
            "imprint",
            _("Impressumszeile"),
            _("Name und Anschrift der Behörde; sie steht unter jedem Brief."),
        ),
    ),
    facts=(
        Fact(_("Betreff unter 78 Zeichen, Zeile höchstens 998 Byte"), _RFCS, _AS_OF, "G"),
        Fact(_("Abbestellen mit einem Klick: List-Unsubscribe-Post"), _RFCS, _AS_OF, "G"),
        Fact(_("Ein verlorenes Ja nach DATA kann doppelt zustellen"), _GUESS, _AS_OF, "G"),
        Fact(_("Rückruf nach Zustellung ist nicht möglich"), _GUESS, _AS_OF, "G"),
    ),
)

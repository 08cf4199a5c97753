"""What the house knows of a Matrix room without asking it."""

from django.utils.translation import gettext_noop as _

from ausrufer.channels.appearance import Appearance, Shape
from ausrufer.channels.contract import (
    AccessField,
    Fact,
    Form,
    Manifest,
    PictureRules,
    TextRules,
    Unit,
)
from ausrufer.connectors.matrix_room.events import MOST_BYTES

_SOURCE_1 = "github:matrix-org/matrix-spec content/client-server-api/_index.md"
_GUESS = "guess (general knowledge, not verified)"

_ACCESS = (
    AccessField(
        "homeserver",
        _("Adresse des Heimservers"),
        help=_("Zum Beispiel https://matrix.stadt.example."),
        kind="url",
    ),
    AccessField(
        "room",
        _("Raum"),
        help=_(
            "Adresse wie #rathaus:stadt.example oder Raum-ID mit Ausrufezeichen. Das Konto muss "
            "im Raum sein und schreiben dürfen; verschlüsselt darf er nicht sein."
        ),
    ),
    AccessField(
        "token",
        _("Zugriffstoken des Kontos"),
        help=_("Das Token eines Kontos, das nur für Ausrufer da ist."),
        secret=True,
    ),
)

_FACTS = (
    Fact(
        _("Eine Nachricht: höchstens 65 536 Byte, alle Angaben darin eingeschlossen"),
        _SOURCE_1,
        "2026-07-21",
        "A",
        "text.limit",
    ),
    Fact(_("Gezählt werden Bytes"), _SOURCE_1, "2026-07-21", "A", "text.unit"),
    Fact(_("Schlagwörter haben keine Wirkung"), _GUESS, "2026-11-21", "G", "text.hashtags"),
    Fact(_("Links lassen sich anklicken"), _GUESS, "2026-11-21", "G", "text.links"),
    Fact(_("Ein Bild je Nachricht"), _GUESS, "2026-11-21", "G", "media.images_max"),
    Fact(
        _("Der Alternativtext steht als Text am Bild"),
        _GUESS,
        "2026-11-21",
        "G",
        "alt_text.supported",
    ),
    Fact(
        _("Nachrichten ohne Bild sind möglich"), _SOURCE_1, "2026-07-21", "A", "structure.text_only"
    ),
    Fact(
        _("Eine Nachricht kann fortgesetzt werden"),
        _SOURCE_1,
        "2026-07-21",
        "A",
        "structure.thread",
    ),
    Fact(
        _("Das Konto kann auf die eigene Nachricht antworten"),
        _SOURCE_1,
        "2026-07-21",
        "A",
        "structure.first_comment",
    ),
)

MANIFEST = Manifest(
    kind="matrix_room",
    label=_("Matrix-Raum"),
    mark="Mtrx",
    form=Form.POST,
    text=TextRules(
        limit=65_536,
        unit=Unit.BYTES,
        byte_limit=MOST_BYTES,
        formatted=True,
    ),
    pictures=PictureRules(
        most=1,
    ),
    access=_ACCESS,
    repeatable=True,
    deadline_seconds=60.0,
    appearance=Appearance(
        shape=Shape.CHAT,
        links_work=True,
        thread=True,
        first_comment=True,
    ),
    facts=_FACTS,
)

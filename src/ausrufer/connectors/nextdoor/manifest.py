"""What the house knows of a message on Nextdoor: data, with where it comes from."""

from django.utils.translation import gettext_noop as _

from ausrufer.channels.appearance import Appearance
from ausrufer.channels.contract import ByHand, Fact, Form, Manifest, PictureRules, TextRules, Unit

_SOURCE_1 = (
    "github:api-evangelist/nextdoor scopes/nextdoor-scopes.yml and openapi (from "
    "developer.nextdoor.com)"
)
_GUESS = "guess (general knowledge, not verified)"

_FACTS = (
    Fact(_("Beiträge ohne Bild sind möglich"), _SOURCE_1, "2026-07-11", "D", "structure.text_only"),
    Fact(
        _("Kommentare sind über die Schnittstelle möglich"),
        _SOURCE_1,
        "2026-07-11",
        "D",
        "structure.first_comment",
    ),
    Fact(
        _("Ob der Zugang für Behörden in Deutschland zu haben ist, ist nicht geprüft"),
        _GUESS,
        "2026-11-21",
        "G",
        "access.municipality",
    ),
)

MANIFEST = Manifest(
    kind="nextdoor",
    label="Nextdoor",
    form=Form.POST,
    text=TextRules(
        unit=Unit.UNKNOWN,
    ),
    pictures=PictureRules(
        most=None,
        alt_text=None,
    ),
    appearance=Appearance(
        first_comment=True,
    ),
    by_hand=ByHand(
        place="https://nextdoor.de/",
        hosts=("nextdoor.de", "nextdoor.com"),
        begin=_("Beginnen Sie mit dem Konto der Stadt einen neuen Beitrag."),
        find_link=_("Kopieren Sie den Link des Beitrags über „Teilen“."),
    ),
    facts=_FACTS,
)

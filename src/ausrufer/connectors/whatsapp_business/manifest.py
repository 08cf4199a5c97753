"""How a message would look on WhatsApp Business: data, with where it comes from."""

from django.utils.translation import gettext_noop as _

from ausrufer.channels.appearance import Appearance, Shape
from ausrufer.channels.contract import Fact, Form, Manifest, PictureRules, TextRules, Unit

_SOURCE_1 = "github:facebook/openapi business-messaging-api_v23.0.yaml"
_GUESS = "guess (general knowledge, not verified)"
_SOURCE_2 = (
    "docs.ycloud.com changelog whatsapp-pricing-2025; "
    "huggingface.co/datasets/tobachat/whatsapp-api-rates"
)

_FACTS = (
    Fact(_("Text: höchstens 4096 Zeichen"), _SOURCE_1, "2025-11-21", "A", "text.limit"),
    Fact(
        _("Text zu einem Bild: höchstens 1024 Zeichen"),
        _SOURCE_1,
        "2025-11-21",
        "A",
        "text.caption_limit",
    ),
    Fact(_("Schlagwörter haben keine Wirkung"), _GUESS, "2026-11-21", "G", "text.hashtags"),
    Fact(
        _("Links lassen sich anklicken; eine Karte ist möglich"),
        _SOURCE_1,
        "2025-11-21",
        "A",
        "text.links",
    ),
    Fact(_("Ein Bild je Nachricht"), _SOURCE_1, "2025-11-21", "A", "media.images_max"),
    Fact(
        _("Nachrichten ohne Bild sind möglich"), _SOURCE_1, "2025-11-21", "A", "structure.text_only"
    ),
    Fact(
        _("Eine Nachricht kann sich auf eine frühere beziehen"),
        _SOURCE_1,
        "2025-11-21",
        "A",
        "structure.thread",
    ),
    Fact(_("Kommentare gibt es nicht"), _GUESS, "2026-11-21", "G", "structure.first_comment"),
    Fact(
        _("Nachrichten kosten; auch Antworten werden berechnet"),
        _SOURCE_2,
        "2026-10-01",
        "D",
        "access.cost",
    ),
    Fact(
        _("Freie Texte nur innerhalb von 24 Stunden nach einer Nachricht der anderen Seite"),
        _GUESS,
        "2026-11-21",
        "G",
        "not_possible",
    ),
)

MANIFEST = Manifest(
    kind="whatsapp_business",
    label="WhatsApp Business",
    form=Form.POST,
    text=TextRules(
        limit=4096,
        unit=Unit.UNKNOWN,
        limit_with_pictures=1024,
    ),
    pictures=PictureRules(
        most=1,
        alt_text=None,
    ),
    appearance=Appearance(
        shape=Shape.CHAT,
        card=True,
        links_work=True,
        thread=True,
        first_comment=False,
    ),
    facts=_FACTS,
)

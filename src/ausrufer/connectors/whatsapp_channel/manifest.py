"""How a message would look on a WhatsApp channel: data, with where it comes from."""

from django.utils.translation import gettext_noop as _

from ausrufer.channels.appearance import Appearance, Needs, Shape
from ausrufer.channels.contract import Fact, Form, Manifest, PictureRules, TextRules, Unit

_SOURCE_1 = (
    "whapi.cloud/how-to-automate-whatsapp-channels-api and whapi.cloud blog: official Cloud "
    "API exposes no Channels; github:facebook/openapi business-messaging-api_v23.0.yaml has "
    "no such path"
)
_GUESS = "guess (general knowledge, not verified)"

_FACTS = (
    Fact(
        _("Eine amtliche Schnittstelle gibt es nicht"),
        _SOURCE_1,
        "2026-11-21",
        "D",
        "access.review",
    ),
    Fact(
        _("Inoffizielle Wege verstoßen gegen die Nutzungsbedingungen"),
        _GUESS,
        "2026-11-21",
        "G",
        "access.municipality",
    ),
    Fact(
        _("Veröffentlichen, Lesen und Zählen sind nur von Hand möglich"),
        _SOURCE_1,
        "2026-11-21",
        "D",
        "not_possible",
    ),
)

MANIFEST = Manifest(
    kind="whatsapp_channel",
    label=_("WhatsApp-Kanal"),
    form=Form.POST,
    text=TextRules(
        unit=Unit.UNKNOWN,
    ),
    pictures=PictureRules(
        most=None,
        alt_text=None,
    ),
    needs=Needs.UNKNOWN,
    appearance=Appearance(
        shape=Shape.CHAT,
        remark=_(
            "Dieses Netzwerk bietet keine Schnittstelle; Text und Bild übernehmen Sie von Hand."
        ),
    ),
    facts=_FACTS,
)

"""What the house knows of a message on a WhatsApp channel: data, with where it comes from."""

from django.utils.translation import gettext_noop as _

from ausrufer.channels.appearance import Appearance, Needs, Shape
from ausrufer.channels.contract import ByHand, Fact, Form, Manifest, PictureRules, TextRules, Unit

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
    ),
    by_hand=ByHand(
        place="https://web.whatsapp.com/",
        hosts=("whatsapp.com", "wa.me"),
        begin=_("Öffnen Sie „Aktuelles“ und dort den Kanal der Stadt."),
        find_link=_("Tippen Sie den Beitrag lange an und kopieren Sie seinen Link."),
        correct=_(
            "Tippen Sie den Beitrag lange an, wählen Sie „Bearbeiten“ und ersetzen Sie den Text. "
            "Lässt WhatsApp das nicht mehr zu, löschen Sie den Beitrag für alle und "
            "veröffentlichen ihn neu."
        ),
        remove=_("Tippen Sie den Beitrag lange an und löschen Sie ihn für alle."),
    ),
    facts=_FACTS,
)

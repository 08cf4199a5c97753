"""What the house knows of Pinterest without asking it."""

from django.utils.translation import gettext_noop as _

from ausrufer.channels.appearance import Appearance, Needs, Shape
from ausrufer.channels.contract import (
    AccessField,
    ByHand,
    ClientSecret,
    Consent,
    Fact,
    Form,
    Manifest,
    PictureRules,
    TextRules,
    Unit,
)

_SOURCE_1 = "github:pinterest/api-description v5/openapi.json 5.23.0"
_GUESS = "guess (general knowledge, not verified)"
_SOURCE_2 = "developers.pinterest.com/docs/key-concepts/access-tiers (quoted in a research note)"

_ACCESS = (
    AccessField(
        "client_id",
        _("Kennung der Anwendung (App id)"),
        help=_(
            "Aus dem Entwicklerportal von Pinterest. Die Anwendung braucht den Standard-Zugang "
            "(„Standard access“): Vorher sieht nur das eigene Konto, was hier veröffentlicht wird."
        ),
    ),
    AccessField("client_secret", _("Geheimnis der Anwendung (App secret key)"), secret=True),
    AccessField("access_token", _("Zugriffstoken"), secret=True, required=False),
)

_CONSENT = Consent(
    authorize_url="https://www.pinterest.com/oauth/",
    token_url="https://api.pinterest.com/v5/oauth/token",  # noqa: S106 - an address
    scopes=("boards:read", "boards:write", "pins:read", "pins:write", "user_accounts:read"),
    separator=",",
    pkce=False,  # not offered
    client_secret=ClientSecret.HEADER,
)

_FACTS = (
    Fact(_("Beschreibung: höchstens 800 Zeichen"), _SOURCE_1, "2025-12-11", "A", "text.limit"),
    Fact(_("Gezählt werden Unicode-Zeichen"), _GUESS, "2026-11-21", "G", "text.unit"),
    Fact(_("Titel: höchstens 100 Zeichen"), _SOURCE_1, "2025-12-11", "A", "text.title_limit"),
    Fact(_("Ein Link je Beitrag, neben dem Text"), _SOURCE_1, "2025-12-11", "A", "text.links"),
    Fact(_("Höchstens 5 Bilder"), _SOURCE_1, "2025-12-11", "A", "media.images_max"),
    Fact(_("Bilder als JPEG oder PNG"), _SOURCE_1, "2025-12-11", "A"),
    Fact(
        _("Mehrere Bilder müssen gleich groß sein"), _GUESS, "2026-11-21", "G", "media.image_aspect"
    ),
    Fact(
        _("Bilder nehmen einen Alternativtext"), _SOURCE_1, "2025-12-11", "A", "alt_text.supported"
    ),
    Fact(
        _("Alternativtext: höchstens 500 Zeichen"), _SOURCE_1, "2025-12-11", "A", "alt_text.limit"
    ),
    Fact(_("Ohne Bild kein Beitrag"), _SOURCE_1, "2025-12-11", "A", "structure.text_only"),
    Fact(
        _("Fortgesetzte Beiträge gibt es nicht"), _SOURCE_1, "2025-12-11", "A", "structure.thread"
    ),
    Fact(
        _("Kommentieren lässt sich dort nicht über die Schnittstelle"),
        _SOURCE_1,
        "2025-12-11",
        "A",
        "structure.first_comment",
    ),
    Fact(
        _("Ohne Standard-Zugang sieht nur das eigene Konto die Beiträge"),
        _SOURCE_2,
        "2026-08-27",
        "C",
        "access.review",
    ),
    Fact(
        _("Jeden Beitrag muss ein Mensch einzeln auswählen"),
        _SOURCE_2,
        "2026-08-27",
        "C",
        "access.municipality",
    ),
)

MANIFEST = Manifest(
    kind="pinterest",
    label="Pinterest",
    form=Form.POST,
    text=TextRules(
        limit=800,
        unit=Unit.CODE_POINTS,
        link_in_text=False,
        has_title=True,
        title_limit=100,
    ),
    pictures=PictureRules(
        most=5,
        formats=("image/jpeg", "image/png"),
        alt_text_limit=500,
        like_the_first=True,
    ),
    access=_ACCESS,
    consent=_CONSENT,
    by_hand=ByHand(
        place="https://www.pinterest.com/pin-creation-tool/",
        hosts=("pinterest.com", "pinterest.de", "pin.it"),
        begin=_("Laden Sie das Bild hoch und wählen Sie die Pinnwand."),
        find_link=_("Öffnen Sie den Pin, wählen Sie „Senden“ und kopieren Sie den Link."),
    ),
    deadline_seconds=90.0,
    needs=Needs.PICTURE,
    appearance=Appearance(
        shape=Shape.GALLERY,
        card=True,
        links_work=True,
        thread=False,
        first_comment=False,
    ),
    facts=_FACTS,
)

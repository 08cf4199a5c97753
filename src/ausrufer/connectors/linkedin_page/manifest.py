"""What the house knows of LinkedIn without asking it."""

from django.utils.translation import gettext_noop as _

from ausrufer.channels.appearance import Appearance
from ausrufer.channels.contract import (
    AccessField,
    Budget,
    ByHand,
    Consent,
    DocumentRules,
    Fact,
    Form,
    Manifest,
    PictureRules,
    TextRules,
    Unit,
)

_SOURCE_1 = (
    "learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/posts-api and "
    "post-api-schema (quoted in a research note)"
)
_SOURCE_2 = "posttruncate.com/en/platform-limits"
_SOURCE_3 = "ayrshare.com/docs/apis/post/social-networks/linkedin"
_SOURCE_4 = "github.com/ComposioHQ/composio/issues/2710; github.com/Arisamiga/Linkedin-RSS/issues/5"
_SOURCE_5 = "learn.microsoft.com .../shares/multiimage-post-api (quoted in a research note)"
_SOURCE_6 = "learn.microsoft.com .../shares/images-api (quoted in a research note)"
_SOURCE_7 = "github:zernio-dev/openapi-specs linkedin.yaml"
_SOURCE_9 = "learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/documents-api"
_GUESS = "guess (general knowledge, not verified)"
_SOURCE_8 = "learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/comments-api"

_ACCESS = (
    AccessField(
        "client_id",
        _("Kennung der Anwendung (Client ID)"),
        help=_(
            "Aus dem Entwicklerbereich von LinkedIn: eine Anwendung mit dem Produkt „Community "
            "Management API“."
        ),
    ),
    AccessField("client_secret", _("Geheimnis der Anwendung (Client Secret)"), secret=True),
    AccessField(
        "organization",
        _("Seite der Organisation"),
        help=_("Wird bei der Zustimmung gewählt, zum Beispiel urn:li:organization:123456."),
        required=False,
    ),
    AccessField(
        "api_version",
        _("Version der Schnittstelle"),
        help=_(
            "Jahr und Monat, zum Beispiel 202610. Leer gilt die Version, mit der Ausrufer geprüft "
            "ist; LinkedIn nimmt sie voraussichtlich bis Oktober 2027 an."
        ),
        required=False,
    ),
    AccessField("access_token", _("Zugriffstoken"), secret=True, required=False),
    AccessField("refresh_token", _("Erneuerungstoken"), secret=True, required=False),
)

_CONSENT = Consent(
    authorize_url="https://www.linkedin.com/oauth/v2/authorization",
    token_url="https://www.linkedin.com/oauth/v2/accessToken",  # noqa: S106 - an address
    scopes=("w_organization_social", "r_organization_social", "rw_organization_admin"),
    pkce=False,  # LinkedIn offers it to programs without a server only
)

_FACTS = (
    Fact(_("Text: höchstens 3000 Zeichen"), _SOURCE_1, "2026-08-27", "C", "text.limit"),
    Fact(
        _("Eingeklappt nach 140 Zeichen auf dem Telefon"),
        _SOURCE_2,
        "2026-11-21",
        "D",
        "text.fold_mobile",
    ),
    Fact(
        _("Eingeklappt nach 210 Zeichen am Rechner"),
        _SOURCE_2,
        "2026-11-21",
        "D",
        "text.fold_desktop",
    ),
    Fact(_("Schlagwörter werden zu Links"), _SOURCE_3, "2026-11-21", "D", "text.hashtags"),
    Fact(_("Der Link wird nur ohne Bild zur Karte"), _SOURCE_3, "2026-11-21", "D", "text.links"),
    Fact(
        _("Es wird von stillschweigend gekürzten Beiträgen berichtet"),
        _SOURCE_4,
        "2026-02-22",
        "D",
        "text.truncation",
    ),
    Fact(_("Höchstens 20 Bilder"), _SOURCE_5, "2026-08-27", "C", "media.images_max"),
    Fact(
        _("Bilder bis 36 152 320 Bildpunkte"),
        _SOURCE_6,
        "2026-08-27",
        "C",
        "media.image_max_pixels",
    ),
    Fact(_("Bilder als JPEG, GIF oder PNG"), _SOURCE_6, "2026-08-27", "C", "media.image_formats"),
    Fact(
        _("Bilder nehmen einen Alternativtext"), _SOURCE_7, "2026-03-25", "D", "alt_text.supported"
    ),
    Fact(_("Dokumente als PDF, höchstens 100 MB und 300 Seiten"), _SOURCE_9, "2026-11-21", "D"),
    Fact(_("Beiträge ohne Bild sind möglich"), _SOURCE_1, "2026-08-27", "C", "structure.text_only"),
    Fact(_("Fortgesetzte Beiträge gibt es nicht"), _GUESS, "2026-11-21", "G", "structure.thread"),
    Fact(
        _("Die Seite kann unter dem eigenen Beitrag kommentieren"),
        _SOURCE_8,
        "2026-08-17",
        "B",
        "structure.first_comment",
    ),
)

MANIFEST = Manifest(
    kind="linkedin_page",
    label=_("LinkedIn-Seite"),
    form=Form.POST,
    text=TextRules(
        limit=3000,
        unit=Unit.UNKNOWN,
        hashtags=True,
    ),
    pictures=PictureRules(
        most=20,
        pixels=36_152_320,
        formats=("image/jpeg", "image/png", "image/gif"),
    ),
    documents=DocumentRules(most=1, bytes=100_000_000, pages=300),
    access=_ACCESS,
    consent=_CONSENT,
    # up to 20 pictures; shorter than the lease of a delivery
    by_hand=ByHand(place="https://www.linkedin.com/", hosts=("linkedin.com", "lnkd.in")),
    deadline_seconds=100.0,
    budgets=(Budget(150, 24 * 3600),),
    appearance=Appearance(
        fold_mobile=140,
        fold_desktop=210,
        card=True,
        thread=False,
        first_comment=True,
    ),
    facts=_FACTS,
)

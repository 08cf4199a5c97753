"""What the house knows of X without asking it."""

from django.utils.translation import gettext_noop as _

from ausrufer.channels.appearance import Appearance
from ausrufer.channels.contract import (
    AccessField,
    Budget,
    ByHand,
    ClientSecret,
    Consent,
    Fact,
    FilmRules,
    Form,
    Manifest,
    PictureRules,
    TextRules,
    Unit,
)

_SOURCE_1 = "github:xdevplatform/docs fundamentals/counting-characters.mdx"
_SOURCE_2 = "posttruncate.com/en/platform-limits"
_GUESS = "guess (general knowledge, not verified)"
_SOURCE_3 = (
    "github:xdevplatform/docs x-api/getting-started/pricing.mdx (docs.x.com/x-api/getting-"
    "started/pricing)"
)
_SOURCE_4 = "github:xdevplatform/docs x-api/media/quickstart/best-practices.mdx"
_SOURCE_5 = "github:xdevplatform/xdk specs/openapi.json (2.167)"
_SOURCE_6 = "github:xdevplatform/docs x-api/posts/manage-tweets/introduction.mdx"
_SOURCE_7 = (
    "github:xdevplatform/docs developer-terms/agreement.mdx (section Government Use) and "
    "developer-guidelines.mdx (Special use cases)"
)

_SOURCE_8 = "github:xdevplatform/docs x-api/fundamentals/rate-limits.mdx"
_SOURCE_9 = "github:xdevplatform/docs changelog.mdx"

_ACCESS = (
    AccessField(
        "client_id",
        _("Kennung der Anwendung (Client ID)"),
        help=_(
            "Aus dem Entwicklerportal von X: eine Anwendung der Art „Web App“ mit Lese- und "
            "Schreibrecht."
        ),
    ),
    AccessField("client_secret", _("Geheimnis der Anwendung (Client Secret)"), secret=True),
    AccessField("access_token", _("Zugriffstoken"), secret=True, required=False),
)

_CONSENT = Consent(
    authorize_url="https://x.com/i/oauth2/authorize",
    token_url="https://api.x.com/2/oauth2/token",  # noqa: S106 - an address
    scopes=(
        "tweet.read",
        "tweet.write",
        "tweet.moderate.write",
        "users.read",
        "media.write",
        "offline.access",
    ),
    client_secret=ClientSecret.HEADER,
)

_FACTS = (
    Fact(_("Text: höchstens 280 gewichtete Zeichen"), _SOURCE_1, "2026-08-22", "A", "text.limit"),
    Fact(
        _("Lateinische Zeichen zählen 1, Emojis und asiatische Schrift 2"),
        _SOURCE_1,
        "2026-08-22",
        "A",
        "text.unit",
    ),
    Fact(_("Jeder Link zählt 23"), _SOURCE_1, "2026-08-22", "A", "text.url_weight"),
    Fact(
        _("Bis 280 Zeichen wird nichts eingeklappt"),
        _SOURCE_2,
        "2026-11-21",
        "D",
        "text.fold_mobile",
    ),
    Fact(
        _("Auch am Rechner wird bis 280 Zeichen nichts eingeklappt"),
        _SOURCE_2,
        "2026-11-21",
        "D",
        "text.fold_desktop",
    ),
    Fact(_("Schlagwörter werden zu Links"), _GUESS, "2026-11-21", "G", "text.hashtags"),
    Fact(
        _("Links lassen sich anklicken; ein Beitrag mit Link kostet 0,20 US-Dollar"),
        _SOURCE_3,
        "2026-08-22",
        "A",
        "text.links",
    ),
    Fact(_("Höchstens 4 Bilder"), _SOURCE_4, "2026-08-22", "A", "media.images_max"),
    Fact(_("Bilder bis 5 MB"), _SOURCE_4, "2026-08-22", "A", "media.image_max_bytes"),
    Fact(
        _("Bilder als JPEG, PNG, GIF oder WebP"),
        _SOURCE_4,
        "2026-08-22",
        "A",
        "media.image_formats",
    ),
    Fact(
        _("Ein Film je Beitrag: bis 512 MB, eine halbe bis 140 Sekunden"),
        _SOURCE_4,
        "2026-08-22",
        "A",
        "media.video",
    ),
    Fact(
        _("Bilder nehmen einen Alternativtext"), _SOURCE_5, "2026-07-25", "A", "alt_text.supported"
    ),
    Fact(
        _("Alternativtext: höchstens 1000 Zeichen"), _SOURCE_5, "2026-07-25", "A", "alt_text.limit"
    ),
    Fact(_("Beiträge ohne Bild sind möglich"), _SOURCE_5, "2026-07-25", "A", "structure.text_only"),
    Fact(
        _("Ein Beitrag kann fortgesetzt werden; ob eine Regel das begrenzt, ist offen"),
        _SOURCE_6,
        "2026-08-22",
        "A",
        "structure.thread",
    ),
    Fact(
        _("Das Konto kann unter dem eigenen Beitrag antworten, mit derselben offenen Frage"),
        _SOURCE_6,
        "2026-08-22",
        "A",
        "structure.first_comment",
    ),
    Fact(
        _("Ändern nur mit Abonnement, eine halbe bis eine Stunde lang, höchstens fünfmal"),
        _SOURCE_9,
        "2026-08-22",
        "A",
        "lifecycle.edit",
    ),
    Fact(
        _("Höchstens 100 Beiträge in 15 Minuten je Konto und 10 000 am Tag je Anwendung"),
        _SOURCE_8,
        "2026-08-22",
        "A",
        "limits.rate",
    ),
    Fact(
        _("Jeder Abruf und jeder Beitrag kostet; ein kostenloser Zugang fehlt"),
        _SOURCE_3,
        "2026-08-22",
        "A",
        "access.cost",
    ),
    Fact(
        _("Behörden, die Inhalte von dort zeigen, brauchen einen Enterprise-Vertrag"),
        _SOURCE_7,
        "2026-08-22",
        "A",
        "access.municipality",
    ),
)

MANIFEST = Manifest(
    kind="x",
    label="X",
    form=Form.POST,
    text=TextRules(
        limit=280,
        unit=Unit.WEIGHTED,
        link_weight=23,
        hashtags=True,
    ),
    pictures=PictureRules(
        most=4,
        bytes=5_000_000,
        formats=("image/jpeg", "image/png", "image/gif", "image/webp"),
        alt_text_limit=1000,
    ),
    films=FilmRules(
        most=1,
        bytes=512_000_000,
        shortest_seconds=0.5,
        longest_seconds=140,
        narrowest=1 / 3,
        widest=3,
    ),
    access=_ACCESS,
    consent=_CONSENT,
    by_hand=ByHand(
        place="https://x.com/compose/post",
        hosts=("x.com", "twitter.com"),
        begin=_("Wählen Sie „Posten“ und fügen Sie Text und Bilder ein."),
        find_link=_("Öffnen Sie den Beitrag, wählen Sie „Teilen“ und kopieren Sie den Link."),
        correct=_(
            "Wählen Sie am Beitrag „Bearbeiten“. Wo X das nicht anbietet: Löschen Sie den Beitrag "
            "und veröffentlichen Sie ihn neu."
        ),
    ),
    deadline_seconds=90.0,
    budgets=(Budget(100, 15 * 60), Budget(10_000, 24 * 3600, shared=True)),
    off_unless=_(
        "Die Bedingungen von X verlangen einen Enterprise-Vertrag, wenn einer Behörde Inhalte von "
        "X gezeigt werden; ob schon das bloße Veröffentlichen darunter fällt, ist nicht geklärt. "
        "Bitte lassen Sie das rechtlich prüfen, bevor Sie X verwenden."
    ),
    cost=_(
        "X rechnet nach Gebrauch ab, einen kostenlosen Zugang gibt es nicht: 0,015 US-Dollar je "
        "Beitrag, 0,20 US-Dollar je Beitrag mit Link, 0,005 US-Dollar je gelesenem Beitrag und je "
        "Alternativtext (Stand August 2026)."
    ),
    appearance=Appearance(
        fold_mobile=0,
        fold_desktop=0,
        links_work=True,
        thread=True,
        first_comment=True,
    ),
    facts=_FACTS,
)

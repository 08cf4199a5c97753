"""What the house knows of TikTok without asking it."""

from django.utils.translation import gettext_noop as _

from ausrufer.channels.appearance import Appearance, Needs, Shape
from ausrufer.channels.contract import (
    AccessField,
    Budget,
    Consent,
    Fact,
    FilmRules,
    Form,
    Manifest,
    PictureRules,
    TextRules,
    Unit,
)

_SOURCE_1 = (
    "developers.tiktok.com/doc/content-posting-api-reference-direct-post (quoted in a "
    "research note; beginning read)"
)
_SOURCE_2 = (
    "developers.tiktok.com/doc/content-posting-api-reference-photo-post (quoted in a research note)"
)
_SOURCE_3 = "toolshake.xyz caption counter"
_GUESS = "guess (general knowledge, not verified)"
_SOURCE_4 = (
    "developers.tiktok.com/doc/content-posting-api-media-transfer-guide (quoted in a research note)"
)
_SOURCE_5 = (
    "research note of 2026-08-27: no comment or DM endpoint in Content Posting or Display API"
)
_SOURCE_6 = "developers.tiktok.com/doc/content-sharing-guidelines"

_SOURCE_7 = "github:zernio-dev/openapi-specs tiktok.yaml"

_ACCESS = (
    AccessField(
        "client_id",
        _("Kennung der Anwendung (Client Key)"),
        help=_(
            "Aus dem Entwicklerbereich von TikTok: eine Anwendung mit „Login Kit“ und „Content "
            "Posting API“."
        ),
    ),
    AccessField("client_secret", _("Geheimnis der Anwendung (Client Secret)"), secret=True),
    AccessField(
        "way",
        _("Weg"),
        help=_(
            "„direkt“ veröffentlicht gleich; „Entwurf“ legt den Film in den Eingang der "
            "TikTok-App, wo ihn ein Mensch fertigstellt. Leer bedeutet „direkt“."
        ),
        required=False,
    ),
    AccessField(
        "privacy",
        _("Wer die Beiträge sehen soll"),
        help=_(
            "„öffentlich“, „Freunde“, „Follower“ oder „nur ich“. Solange TikTok die Anwendung "
            "nicht geprüft hat, geht nur „nur ich“. Für Entwürfe bleibt das Feld leer."
        ),
        required=False,
    ),
    AccessField("open_id", _("Kennung des Kontos"), required=False),
    AccessField("access_token", _("Zugriffstoken"), secret=True, required=False),
    AccessField("refresh_token", _("Erneuerungstoken"), secret=True, required=False),
)

_CONSENT = Consent(
    authorize_url="https://www.tiktok.com/v2/auth/authorize/",
    token_url="https://open.tiktokapis.com/v2/oauth/token/",  # noqa: S106 - an address
    scopes=("user.info.basic", "video.publish", "video.upload", "video.list"),
    separator=",",
    pkce=False,  # TikTok takes it from programs on desktops only, in a form of its own
    id_parameter="client_key",
)

_FACTS = (
    Fact(
        _("Text zu einem Film: höchstens 2200 Zeichen"), _SOURCE_1, "2026-08-27", "C", "text.limit"
    ),
    Fact(_("Gezählt wird in UTF-16"), _SOURCE_1, "2026-08-27", "C", "text.unit"),
    Fact(
        _("Titel zu Bildern: höchstens 90 Zeichen"),
        _SOURCE_2,
        "2026-08-27",
        "C",
        "text.photo_title_limit",
    ),
    Fact(
        _("Text zu Bildern: höchstens 4000 Zeichen"),
        _SOURCE_2,
        "2026-08-27",
        "C",
        "text.photo_description_limit",
    ),
    Fact(_("Eingeklappt nach 150 Zeichen"), _SOURCE_3, "2026-04-18", "D", "text.fold_mobile"),
    Fact(_("Schlagwörter werden zu Links"), _GUESS, "2026-11-21", "G", "text.hashtags"),
    Fact(_("Links im Text lassen sich nicht anklicken"), _GUESS, "2026-11-21", "G", "text.links"),
    Fact(_("Höchstens 35 Bilder"), _SOURCE_2, "2026-08-27", "C", "media.images_max"),
    Fact(_("Bilder bis 20 MB"), _SOURCE_4, "2026-08-27", "C", "media.image_max_bytes"),
    Fact(_("Bilder als WebP oder JPEG"), _SOURCE_4, "2026-08-27", "C", "media.image_formats"),
    Fact(
        _("Ohne Bild oder Film kein Beitrag"), _SOURCE_2, "2026-08-27", "C", "structure.text_only"
    ),
    Fact(_("Fortgesetzte Beiträge gibt es nicht"), _GUESS, "2026-11-21", "G", "structure.thread"),
    Fact(
        _("Kommentieren lässt sich dort nicht über die Schnittstelle"),
        _SOURCE_5,
        "2026-08-27",
        "C",
        "structure.first_comment",
    ),
    Fact(
        _("Ohne Prüfung durch das Netzwerk sind Beiträge nur für das Konto selbst sichtbar"),
        _SOURCE_6,
        "2026-11-21",
        "B",
        "access.review",
    ),
    Fact(
        _("Filme bis 4 GB und 10 Minuten, als MP4, WebM oder MOV"),
        _SOURCE_4,
        "2026-08-27",
        "C",
        "media.video",
    ),
    Fact(
        _("Alternativtexte nimmt die Schnittstelle nicht an"),
        _SOURCE_7,
        "2026-03-25",
        "D",
    ),
)

MANIFEST = Manifest(
    kind="tiktok",
    label="TikTok",
    form=Form.POST,
    text=TextRules(
        limit=2200,
        unit=Unit.UTF16,
        limit_with_pictures=4000,
        has_title=True,
        title_limit=90,
        hashtags=True,
    ),
    pictures=PictureRules(
        most=35,
        bytes=20_000_000,
        formats=("image/jpeg", "image/webp"),
        alt_text=False,
    ),
    films=FilmRules(
        most=1,
        bytes=4_000_000_000,
        longest_seconds=600,
        formats=("video/mp4", "video/quicktime", "video/webm"),
    ),
    access=_ACCESS,
    consent=_CONSENT,
    # a film goes in pieces: what does not fit into one attempt is continued in the next one;
    # shorter than the lease of a delivery
    deadline_seconds=110.0,
    budgets=(Budget(6, 60),),
    needs=Needs.PICTURE,
    appearance=Appearance(
        shape=Shape.UPRIGHT,
        fold_mobile=150,
        links_work=False,
        thread=False,
        first_comment=False,
    ),
    facts=_FACTS,
)

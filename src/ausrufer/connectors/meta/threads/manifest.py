"""What the house knows of Threads without asking it: data, with where it comes from."""

from django.utils.translation import gettext_noop as _

from ausrufer.channels.appearance import Appearance
from ausrufer.channels.contract import (
    AccessField,
    ByHand,
    Consent,
    Fact,
    FilmRules,
    Form,
    LongText,
    Manifest,
    PictureRules,
    TextRules,
    Unit,
)

_SOURCE_1 = "developers.facebook.com/documentation/threads/posts (updated 2026-04-14)"
_SOURCE_2 = "posttruncate.com/en/platform-limits"
_SOURCE_3 = "routenote.com/blog/Instagram-hashtags (one tag per Threads post)"
_SOURCE_4 = "github:fbsamples/threads_api postman/threads-api.postman_collection.json"
_SOURCE_5 = "developers.facebook.com/docs/threads/* (quoted in a research note)"

_FACTS = (
    Fact(
        _("Filme bis 5 Minuten und 1 GB, MP4 oder MOV"), _SOURCE_5, "2026-08-27", "C", "media.video"
    ),
    Fact(_("Text: höchstens 500 Zeichen je Teil"), _SOURCE_1, "2026-04-14", "B", "text.limit"),
    Fact(
        _("Ein Emoji zählt so viel, wie es Bytes braucht"),
        _SOURCE_1,
        "2026-04-14",
        "B",
        "text.unit",
    ),
    Fact(_("Links zählen in voller Länge"), _SOURCE_2, "2026-11-21", "D", "text.url_weight"),
    Fact(
        _("Eingeklappt nach 250 Zeichen auf dem Telefon"),
        _SOURCE_2,
        "2026-11-21",
        "D",
        "text.fold_mobile",
    ),
    Fact(
        _("Am Rechner nach 500 Zeichen, also nie"),
        _SOURCE_2,
        "2026-11-21",
        "D",
        "text.fold_desktop",
    ),
    Fact(_("Ein Schlagwort je Beitrag"), _SOURCE_3, "2025-12-19", "D", "text.hashtags"),
    Fact(_("Ein Link im Text wird zur Karte"), _SOURCE_4, "2026-01-02", "A", "text.links"),
    Fact(_("Höchstens 20 Bilder"), _SOURCE_5, "2026-08-27", "C", "media.images_max"),
    Fact(_("Bilder bis 8 MB"), _SOURCE_5, "2026-08-27", "C", "media.image_max_bytes"),
    Fact(_("Bilder als JPEG oder PNG"), _SOURCE_5, "2026-08-27", "C", "media.image_formats"),
    Fact(
        _("Bilder höchstens zehnmal so breit wie hoch"),
        _SOURCE_5,
        "2026-08-27",
        "C",
        "media.image_aspect",
    ),
    Fact(
        _("Bilder nehmen einen Alternativtext"), _SOURCE_4, "2026-01-02", "A", "alt_text.supported"
    ),
    Fact(_("Beiträge ohne Bild sind möglich"), _SOURCE_1, "2026-04-14", "B", "structure.text_only"),
    Fact(
        _("Ein Beitrag kann in weiteren fortgesetzt werden"),
        _SOURCE_4,
        "2026-01-02",
        "A",
        "structure.thread",
    ),
    Fact(
        _("Das Konto kann unter dem eigenen Beitrag antworten"),
        _SOURCE_4,
        "2026-01-02",
        "A",
        "structure.first_comment",
    ),
)

_ACCESS = (
    AccessField(
        "client_id",
        _("Threads-App-ID"),
        help=_(
            "Auf developers.facebook.com legt die Stadt eine App mit dem Anwendungsfall Threads "
            "an. Die Threads-App-ID ist nicht die App-ID von Facebook."
        ),
    ),
    AccessField(
        "client_secret",
        _("Threads-App-Geheimcode"),
        help=_("Steht neben der Threads-App-ID. Er wird verschlüsselt aufbewahrt."),
        secret=True,
    ),
    AccessField(
        "reply_control",
        _("Wer antworten darf"),
        help=_(
            "Leer heißt: alle. Sonst eines der Wörter follower, gefolgte, erwähnte oder niemand."
        ),
        required=False,
    ),
    AccessField("access_token", _("Zugriffsschlüssel"), secret=True, required=False),
)

MANIFEST = Manifest(
    kind="threads",
    label="Threads",
    mark="Thrds",
    form=Form.POST,
    text=TextRules(
        limit=500,
        unit=Unit.EMOJI_BYTES,
        long_text=LongText.THREAD,
        hashtags=True,
        most_hashtags=1,
    ),
    pictures=PictureRules(
        most=20,
        bytes=8_000_000,
        formats=("image/jpeg", "image/png"),
        widest=10.0,
    ),
    films=FilmRules(
        most=1,
        bytes=1_000_000_000,
        longest_seconds=300,
        formats=("video/mp4", "video/quicktime"),
    ),
    access=_ACCESS,
    consent=Consent(
        authorize_url="https://www.threads.net/oauth/authorize",
        token_url="https://graph.threads.net/oauth/access_token",  # noqa: S106 - an address
        scopes=(
            "threads_basic",
            "threads_content_publish",
            "threads_manage_replies",
            "threads_read_replies",
            "threads_manage_insights",
            "threads_delete",
        ),
        separator=",",
        pkce=False,
    ),
    by_hand=ByHand(place="https://www.threads.com/", hosts=("threads.com", "threads.net")),
    deadline_seconds=100.0,
    appearance=Appearance(
        fold_mobile=250,
        fold_desktop=500,
        card=True,
        thread=True,
        first_comment=True,
    ),
    facts=_FACTS,
)

"""What the house knows of a Facebook page without asking it: data, with where it comes from."""

from django.utils.translation import gettext_noop as _

from ausrufer.channels.appearance import Appearance
from ausrufer.channels.contract import (
    ByHand,
    Fact,
    FilmRules,
    Form,
    Manifest,
    PictureRules,
    TextRules,
    Unit,
)
from ausrufer.connectors.meta.login import APP_FIELDS, consent

_SOURCE_1 = (
    "github:gitroomhq/postiz-app libraries/nestjs-"
    "libraries/src/integrations/social/facebook.provider.ts"
)
_SOURCE_2 = "posttruncate.com/en/platform-limits"
_GUESS = "guess (general knowledge, not verified)"
_SOURCE_3 = (
    "developers.facebook.com/docs/graph-api/reference/page/photos (quoted in a research note)"
)
_SOURCE_4 = (
    "github:facebook/facebook-business-sdk-codegen "
    "api_specs/specs/{Page,PagePost,Comment,Photo}.json"
)
_SOURCE_5 = "developers.facebook.com/docs/graph-api/reference/page/feed (quoted in a research note)"
_SOURCE_6 = (
    "developers.facebook.com/docs/video-api/guides/reels-publishing (quoted in a research note)"
)

_FACTS = (
    Fact(
        _("Hochkante Filme von 3 bis 90 Sekunden erscheinen als Reel"),
        _SOURCE_6,
        "2026-08-27",
        "C",
        "media.reel",
    ),
    Fact(_("Text: höchstens 63 206 Zeichen"), _SOURCE_1, "2026-08-21", "D", "text.limit"),
    Fact(
        _("Eingeklappt nach 110 Zeichen auf dem Telefon"),
        _SOURCE_2,
        "2026-11-21",
        "D",
        "text.fold_mobile",
    ),
    Fact(
        _("Eingeklappt nach 480 Zeichen am Rechner"),
        _SOURCE_2,
        "2026-11-21",
        "D",
        "text.fold_desktop",
    ),
    Fact(_("Schlagwörter werden zu Links"), _GUESS, "2026-11-21", "G", "text.hashtags"),
    Fact(
        _("Links lassen sich anklicken und werden zur Karte"),
        _GUESS,
        "2026-11-21",
        "G",
        "text.links",
    ),
    Fact(_("Bilder bis 10 MB"), _SOURCE_3, "2026-08-27", "C", "media.image_max_bytes"),
    Fact(
        _("Bilder als JPEG, PNG, GIF, BMP oder TIFF"),
        _SOURCE_3,
        "2026-08-27",
        "C",
        "media.image_formats",
    ),
    Fact(
        _("Eine Fehlermeldung nennt 4 MB, nur JPEG und PNG"),
        _SOURCE_1,
        "2026-08-21",
        "D",
        "media.image_max_bytes_practice",
    ),
    Fact(
        _("Bilder nehmen einen Alternativtext"), _SOURCE_4, "2026-04-15", "A", "alt_text.supported"
    ),
    Fact(_("Beiträge ohne Bild sind möglich"), _SOURCE_5, "2026-08-27", "C", "structure.text_only"),
    Fact(_("Fortgesetzte Beiträge gibt es nicht"), _GUESS, "2026-11-21", "G", "structure.thread"),
    Fact(
        _("Die Seite kann unter dem eigenen Beitrag kommentieren"),
        _SOURCE_4,
        "2026-04-15",
        "A",
        "structure.first_comment",
    ),
    Fact(
        _("Ohne bestätigte Identität der Administratoren kann das Veröffentlichen stillstehen"),
        _SOURCE_1,
        "2026-08-21",
        "D",
        "access.municipality",
    ),
)

MANIFEST = Manifest(
    kind="facebook_page",
    label=_("Facebook-Seite"),
    mark="FB",
    form=Form.POST,
    text=TextRules(
        limit=63_206,
        unit=Unit.UNKNOWN,
        hashtags=True,
    ),
    pictures=PictureRules(
        most=None,
        bytes=10_000_000,
        formats=("image/jpeg", "image/png", "image/gif"),
    ),
    films=FilmRules(most=1, formats=("video/mp4", "video/quicktime")),
    access=APP_FIELDS,
    consent=consent(
        "pages_show_list",
        "pages_manage_posts",
        "pages_read_engagement",
        "pages_manage_engagement",
        "pages_read_user_content",
        "read_insights",
        "business_management",
    ),
    by_hand=ByHand(place="https://www.facebook.com/", hosts=("facebook.com", "fb.watch")),
    deadline_seconds=100.0,
    appearance=Appearance(
        fold_mobile=110,
        fold_desktop=480,
        card=True,
        links_work=True,
        thread=False,
        first_comment=True,
    ),
    facts=_FACTS,
)

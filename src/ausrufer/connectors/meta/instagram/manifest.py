"""What the house knows of Instagram without asking it: data, with where it comes from."""

from django.utils.translation import gettext_noop as _

from ausrufer.channels.appearance import Appearance, Needs, Shape
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
    "developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-"
    "user/media (quoted)"
)
_SOURCE_2 = "posttruncate.com/en/platform-limits"
_SOURCE_3 = "routenote.com/blog/Instagram-hashtags; en.shiftdelete.net (announcement of 2025-12-19)"
_GUESS = "guess (general knowledge, not verified)"
_SOURCE_4 = (
    "developers.facebook.com/docs/instagram-platform/content-publishing (copy read; conflict "
    "confirmed in a public verification report)"
)
_SOURCE_5 = (
    "developers.facebook.com Instagram Platform reference pages (quoted in a public "
    "verification report)"
)
_SOURCE_6 = (
    "github:facebook/facebook-business-sdk-codegen "
    "api_specs/specs/{IGUser,IGMedia,IGComment,IGUserForIGOnlyAPI}.json"
)

_FACTS = (
    Fact(
        _("Filme als Reel: 3 Sekunden bis 15 Minuten, höchstens 300 MB, MP4 oder MOV"),
        _SOURCE_1,
        "2026-10-04",
        "C",
        "media.video",
    ),
    Fact(_("Text: höchstens 2200 Zeichen"), _SOURCE_1, "2026-10-04", "C", "text.limit"),
    Fact(_("Eingeklappt nach 125 Zeichen"), _SOURCE_2, "2026-11-21", "D", "text.fold_mobile"),
    Fact(
        _("Am Rechner ebenfalls nach 125 Zeichen"),
        _SOURCE_2,
        "2026-11-21",
        "D",
        "text.fold_desktop",
    ),
    Fact(_("Höchstens 5 Schlagwörter"), _SOURCE_3, "2025-12-19", "D", "text.hashtags"),
    Fact(
        _("Die Beschreibung der Schnittstelle nennt 30 Schlagwörter"),
        _SOURCE_1,
        "2026-10-04",
        "C",
        "text.hashtags_api",
    ),
    Fact(_("Links im Text lassen sich nicht anklicken"), _GUESS, "2026-11-21", "G", "text.links"),
    Fact(_("Höchstens 10 Bilder"), _SOURCE_4, "2026-10-04", "C", "media.images_max"),
    Fact(_("Bilder bis 8 MB"), _SOURCE_1, "2026-10-04", "C", "media.image_max_bytes"),
    Fact(_("Bilder nur als JPEG"), _SOURCE_4, "2026-10-04", "C", "media.image_formats"),
    Fact(
        _("Bilder zwischen 4:5 und 1,91:1; alle weiteren werden wie das erste zugeschnitten"),
        _SOURCE_1,
        "2026-10-04",
        "C",
        "media.image_aspect",
    ),
    Fact(
        _("Bilder nehmen einen Alternativtext, Reels und Storys nicht"),
        _SOURCE_5,
        "2026-10-04",
        "C",
        "alt_text.supported",
    ),
    Fact(
        _("Ohne Bild oder Film kein Beitrag"), _SOURCE_1, "2026-10-04", "C", "structure.text_only"
    ),
    Fact(_("Fortgesetzte Beiträge gibt es nicht"), _GUESS, "2026-11-21", "G", "structure.thread"),
    Fact(
        _("Das Konto kann unter dem eigenen Beitrag kommentieren"),
        _SOURCE_6,
        "2026-04-15",
        "A",
        "structure.first_comment",
    ),
    Fact(
        _("Berichtigen lässt sich ein Beitrag nicht"),
        _SOURCE_6,
        "2026-04-15",
        "A",
        "lifecycle.edit",
    ),
)

MANIFEST = Manifest(
    kind="instagram",
    label="Instagram",
    mark="Insta",
    form=Form.POST,
    text=TextRules(
        limit=2200,
        unit=Unit.UNKNOWN,
        link_in_text=False,
        link_in_comment=True,
        hashtags=True,
        most_hashtags=5,
    ),
    pictures=PictureRules(
        most=10,
        bytes=8_000_000,
        formats=("image/jpeg",),
        narrowest=4 / 5,
        widest=1.91,
        like_the_first=True,
    ),
    films=FilmRules(
        most=1,
        bytes=300_000_000,
        shortest_seconds=3,
        longest_seconds=900,
        formats=("video/mp4", "video/quicktime"),
        narrowest=0.01,
        widest=10.0,
    ),
    access=APP_FIELDS,
    consent=consent(
        "instagram_basic",
        "instagram_content_publish",
        "instagram_manage_comments",
        "instagram_manage_insights",
        "pages_show_list",
        "pages_read_engagement",
        "business_management",
    ),
    by_hand=ByHand(place="https://www.instagram.com/", hosts=("instagram.com",)),
    deadline_seconds=100.0,
    needs=Needs.PICTURE,
    appearance=Appearance(
        shape=Shape.GALLERY,
        fold_mobile=125,
        fold_desktop=125,
        links_work=False,
        thread=False,
        first_comment=True,
    ),
    facts=_FACTS,
)

"""What the house knows of a message on Snapchat: data, with where it comes from."""

from django.utils.translation import gettext_noop as _

from ausrufer.channels.appearance import Appearance, Needs, Shape
from ausrufer.channels.contract import ByHand, Fact, Form, Manifest, PictureRules, TextRules, Unit

_SOURCE_1 = "docs.getlate.dev/platforms/snapchat"
_GUESS = "guess (general knowledge, not verified)"
_SOURCE_2 = "ayrshare.com/snapchat-api.md (2026-11-05)"

_FACTS = (
    Fact(
        _("Beschreibung: höchstens 160 Zeichen mit Schlagwörtern; eine Story trägt keinen Text"),
        _SOURCE_1,
        "2026-11-21",
        "D",
        "text.limit",
    ),
    Fact(
        _("Schlagwörter stehen in der Beschreibung"), _SOURCE_1, "2026-11-21", "D", "text.hashtags"
    ),
    Fact(_("Ein Bild"), _SOURCE_1, "2026-11-21", "D", "media.images_max"),
    Fact(_("Bilder bis 20 MB"), _SOURCE_1, "2026-11-21", "D", "media.image_max_bytes"),
    Fact(_("Bilder als JPEG oder PNG"), _SOURCE_1, "2026-11-21", "D", "media.image_formats"),
    Fact(_("Bilder im Format 9:16"), _SOURCE_1, "2026-11-21", "D", "media.image_aspect"),
    Fact(
        _("Ohne Bild oder Film kein Beitrag"), _SOURCE_1, "2026-11-21", "D", "structure.text_only"
    ),
    Fact(_("Fortgesetzte Beiträge gibt es nicht"), _GUESS, "2026-11-21", "G", "structure.thread"),
    Fact(
        _("Das Netzwerk lässt Anwendungen nur einzeln zu"),
        _SOURCE_2,
        "2026-11-05",
        "D",
        "access.review",
    ),
)

MANIFEST = Manifest(
    kind="snapchat",
    label="Snapchat",
    form=Form.POST,
    text=TextRules(
        limit=160,
        unit=Unit.UNKNOWN,
        hashtags=True,
    ),
    pictures=PictureRules(
        most=1,
        bytes=20_000_000,
        formats=("image/jpeg", "image/png"),
        alt_text=None,
        narrowest=9 / 16,
        widest=9 / 16,
    ),
    needs=Needs.PICTURE,
    appearance=Appearance(
        shape=Shape.UPRIGHT,
        thread=False,
    ),
    by_hand=ByHand(
        place="https://my.snapchat.com/",
        hosts=("snapchat.com",),
        begin=_("Beginnen Sie im öffentlichen Profil der Stadt eine Story mit dem Bild."),
        find_link=_(
            "Kopieren Sie über „Teilen“ den Link. Eine Story verschwindet nach 24 Stunden: Machen "
            "Sie stattdessen am besten ein Bildschirmfoto."
        ),
        correct=_(
            "Veröffentlichtes lässt sich dort nicht bearbeiten: Löschen Sie den Beitrag und "
            "veröffentlichen Sie ihn mit dieser Fassung neu."
        ),
    ),
    facts=_FACTS,
)

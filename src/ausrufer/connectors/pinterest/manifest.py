"""How a message would look on Pinterest: data, with where it comes from."""

from django.utils.translation import gettext_noop as _

from ausrufer.channels.appearance import Appearance, Needs, Shape
from ausrufer.channels.contract import Fact, Form, Manifest, PictureRules, TextRules, Unit

_SOURCE_1 = "github:pinterest/api-description v5/openapi.json 5.23.0"
_GUESS = "guess (general knowledge, not verified)"
_SOURCE_2 = "developers.pinterest.com/docs/key-concepts/access-tiers (quoted in a research note)"

_FACTS = (
    Fact(_("Beschreibung: höchstens 800 Zeichen"), _SOURCE_1, "2025-12-11", "A", "text.limit"),
    Fact(_("Gezählt werden Unicode-Zeichen"), _GUESS, "2026-11-21", "G", "text.unit"),
    Fact(_("Titel: höchstens 100 Zeichen"), _SOURCE_1, "2025-12-11", "A", "text.title_limit"),
    Fact(_("Ein Link je Beitrag, neben dem Text"), _SOURCE_1, "2025-12-11", "A", "text.links"),
    Fact(_("Höchstens 5 Bilder"), _SOURCE_1, "2025-12-11", "A", "media.images_max"),
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
        alt_text_limit=500,
    ),
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

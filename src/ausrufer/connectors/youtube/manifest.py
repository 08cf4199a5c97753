"""How a message would look on YouTube: data, with where it comes from."""

from django.utils.translation import gettext_noop as _

from ausrufer.channels.appearance import Appearance, Needs, Shape
from ausrufer.channels.contract import Fact, Form, Manifest, PictureRules, TextRules, Unit

_SOURCE_1 = "developers.google.com/youtube/v3/docs/videos (quoted in a research note)"
_GUESS = "guess (general knowledge, not verified)"
_SOURCE_2 = "PyPI google-api-python-client 2.202.0 youtube.v3.json revision 20261104"
_SOURCE_3 = "developers.google.com/youtube/v3/docs/videos/insert (quoted in a research note)"

_FACTS = (
    Fact(_("Beschreibung: höchstens 5000 Byte"), _SOURCE_1, "2026-08-27", "C", "text.limit"),
    Fact(_("Gezählt werden Bytes in UTF-8"), _SOURCE_1, "2026-08-27", "C", "text.unit"),
    Fact(_("Titel: höchstens 100 Zeichen"), _SOURCE_1, "2026-08-27", "C", "text.title_limit"),
    Fact(_("Schlagwörter werden zu Links"), _GUESS, "2026-11-21", "G", "text.hashtags"),
    Fact(
        _("Links lassen sich nur bei bestätigten Kanälen anklicken"),
        _GUESS,
        "2026-11-21",
        "G",
        "text.links",
    ),
    Fact(
        _("Bilder allein nimmt die Schnittstelle nicht an"),
        _SOURCE_2,
        "2026-11-04",
        "A",
        "media.images_max",
    ),
    Fact(
        _("Kein Alternativtext; stattdessen Untertitel"),
        _GUESS,
        "2026-11-21",
        "G",
        "alt_text.supported",
    ),
    Fact(
        _("Beiträge ohne Film sind über die Schnittstelle nicht möglich"),
        _SOURCE_2,
        "2026-11-04",
        "A",
        "structure.text_only",
    ),
    Fact(_("Fortgesetzte Beiträge gibt es nicht"), _GUESS, "2026-11-21", "G", "structure.thread"),
    Fact(
        _("Der Kanal kann unter dem eigenen Film kommentieren"),
        _SOURCE_2,
        "2026-11-04",
        "A",
        "structure.first_comment",
    ),
    Fact(
        _("Filme ungeprüfter Anwendungen bleiben nicht öffentlich"),
        _SOURCE_3,
        "2026-08-27",
        "C",
        "access.review",
    ),
)

MANIFEST = Manifest(
    kind="youtube",
    label="YouTube",
    form=Form.POST,
    text=TextRules(
        limit=5000,
        unit=Unit.BYTES,
        has_title=True,
        title_limit=100,
        hashtags=True,
    ),
    pictures=PictureRules(
        most=0,
        alt_text=False,
    ),
    needs=Needs.FILM,
    appearance=Appearance(
        shape=Shape.FILM,
        thread=False,
        first_comment=True,
    ),
    facts=_FACTS,
)

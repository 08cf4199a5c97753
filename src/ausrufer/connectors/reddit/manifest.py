"""How a message would look on Reddit: data, with where it comes from."""

from django.utils.translation import gettext_noop as _

from ausrufer.channels.appearance import Appearance, Shape
from ausrufer.channels.contract import Fact, Form, Manifest, PictureRules, TextRules, Unit

_GUESS = "guess (general knowledge, not verified)"
_SOURCE_1 = "reddit.com/dev/api (quoted in a research note via proxy)"
_SOURCE_2 = (
    'r/redditdev announcement of November 2025, exact day not seen: "Responsible Builder '
    'Policy + new approval process" (mirror)'
)

_FACTS = (
    Fact(_("Text: höchstens 40 000 Zeichen"), _GUESS, "2026-11-21", "G", "text.limit"),
    Fact(_("Titel: höchstens 300 Zeichen"), _SOURCE_1, "2026-08-27", "C", "text.title_limit"),
    Fact(_("Schlagwörter haben keine Wirkung"), _GUESS, "2026-11-21", "G", "text.hashtags"),
    Fact(_("Links lassen sich anklicken"), _GUESS, "2026-11-21", "G", "text.links"),
    Fact(_("Beiträge ohne Bild sind möglich"), _SOURCE_1, "2026-08-27", "C", "structure.text_only"),
    Fact(_("Fortgesetzte Beiträge gibt es nicht"), _GUESS, "2026-11-21", "G", "structure.thread"),
    Fact(
        _("Das Konto kann unter dem eigenen Beitrag kommentieren"),
        _SOURCE_1,
        "2026-08-27",
        "C",
        "structure.first_comment",
    ),
    Fact(
        _("Neue Anwendungen werden nur nach Antrag zugelassen"),
        _SOURCE_2,
        "2025-11-30",
        "D",
        "access.review",
    ),
)

MANIFEST = Manifest(
    kind="reddit",
    label="Reddit",
    form=Form.POST,
    text=TextRules(
        limit=40_000,
        unit=Unit.UNKNOWN,
        has_title=True,
        title_limit=300,
    ),
    pictures=PictureRules(
        most=None,
        alt_text=None,
    ),
    appearance=Appearance(
        shape=Shape.BOARD,
        links_work=True,
        thread=False,
        first_comment=True,
    ),
    facts=_FACTS,
)

"""How a message would look on the feeds of the town's own site: data, with where it comes from."""

from django.utils.translation import gettext_noop as _

from ausrufer.channels.appearance import Appearance, Shape
from ausrufer.channels.contract import Fact, Form, Manifest, PictureRules, TextRules

_GUESS = "guess (general knowledge, not verified)"
_SOURCE_1 = "rssboard.org/rss-specification, RFC 4287 (from memory, not re-read)"

_FACTS = (
    Fact(_("Keine Grenze für den Text"), _GUESS, "2026-11-21", "G", "text.limit"),
    Fact(_("Der Eintrag führt zur Mitteilung"), _SOURCE_1, "2026-11-21", "G", "text.links"),
    Fact(_("Alternativtexte stehen im Inhalt"), _GUESS, "2026-11-21", "G", "alt_text.supported"),
    Fact(
        _("Eine Berichtigung behält ihre Kennung"), _SOURCE_1, "2026-11-21", "G", "lifecycle.edit"
    ),
    Fact(_("Kommentare und Zahlen gibt es nicht"), _GUESS, "2026-11-21", "G", "not_possible"),
)

MANIFEST = Manifest(
    kind="rss",
    label=_("RSS und Atom"),
    form=Form.PAGE,
    text=TextRules(),
    pictures=PictureRules(
        most=12,
    ),
    appearance=Appearance(
        shape=Shape.ENTRY,
        links_work=True,
        remark=_("Steht bei jeder Mitteilung auf der eigenen Webseite von selbst im Feed."),
    ),
    facts=_FACTS,
)

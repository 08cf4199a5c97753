"""How a message would look on Web Push: data, with where it comes from."""

from django.utils.translation import gettext_noop as _

from ausrufer.channels.appearance import Appearance, Shape
from ausrufer.channels.contract import Fact, Form, Manifest, PictureRules, TextRules, Unit

_SOURCE_1 = "rfc-editor.org: RFC 8030, 8291, 8292 (from memory, not re-read)"
_GUESS = "guess (general knowledge, not verified)"

_FACTS = (
    Fact(_("Höchstens 3993 Byte, verschlüsselt 4096"), _SOURCE_1, "2026-11-21", "G", "text.limit"),
    Fact(_("Gezählt werden Bytes"), _SOURCE_1, "2026-11-21", "G", "text.unit"),
    Fact(_("Die ganze Nachricht führt zu einer Adresse"), _GUESS, "2026-11-21", "G", "text.links"),
    Fact(
        _("Zurückrufen lässt sich eine zugestellte Nachricht nicht"),
        _GUESS,
        "2026-11-21",
        "G",
        "not_possible",
    ),
)

MANIFEST = Manifest(
    kind="web_push",
    label=_("Push-Nachricht"),
    form=Form.POST,
    text=TextRules(
        limit=3993,
        unit=Unit.BYTES,
        link_in_text=False,
        has_title=True,
    ),
    pictures=PictureRules(
        most=0,
        alt_text=None,
    ),
    appearance=Appearance(
        shape=Shape.NOTICE,
    ),
    facts=_FACTS,
)

"""What the house knows of Telegram without asking it."""

from django.utils.translation import gettext_noop as _

from ausrufer.channels.appearance import Appearance, Shape
from ausrufer.channels.contract import (
    AccessField,
    Fact,
    Form,
    Manifest,
    PictureRules,
    TextRules,
    Unit,
)

_SOURCE_1 = "github:PaulSonOfLars/telegram-bot-api-spec api.json (Bot API 10.1)"
_GUESS = "guess (general knowledge, not verified)"

_ACCESS = (
    AccessField(
        "chat",
        _("Name des Kanals"),
        help=_(
            "Zum Beispiel @musterstadt. Der Bot muss dort Administrator sein und Nachrichten "
            "veröffentlichen, bearbeiten und löschen dürfen."
        ),
    ),
    AccessField(
        "token",
        _("Token des Bots"),
        help=_(
            "Schreiben Sie in Telegram an @BotFather: /newbot legt einen Bot an und nennt sein "
            "Token."
        ),
        secret=True,
    ),
)

_FACTS = (
    Fact(_("Text: höchstens 4096 Zeichen"), _SOURCE_1, "2026-06-11", "A", "text.limit"),
    Fact(
        _("Text zu Bildern: höchstens 1024 Zeichen"),
        _SOURCE_1,
        "2026-06-11",
        "A",
        "text.caption_limit",
    ),
    Fact(_("Gezählt wird in UTF-16"), _GUESS, "2026-11-21", "G", "text.unit"),
    Fact(_("Eingeklappt wird nichts"), _GUESS, "2026-11-21", "G", "text.fold_mobile"),
    Fact(
        _("Auch am Rechner wird nichts eingeklappt"), _GUESS, "2026-11-21", "G", "text.fold_desktop"
    ),
    Fact(_("Schlagwörter werden zu Links"), _GUESS, "2026-11-21", "G", "text.hashtags"),
    Fact(
        _("Links lassen sich anklicken und werden zur Karte"),
        _SOURCE_1,
        "2026-06-11",
        "A",
        "text.links",
    ),
    Fact(_("Höchstens 10 Bilder"), _SOURCE_1, "2026-06-11", "A", "media.images_max"),
    Fact(_("Bilder bis 10 MB"), _GUESS, "2026-11-21", "G", "media.image_max_bytes"),
    Fact(
        _("Alternativtexte nimmt die Schnittstelle nicht an"),
        _SOURCE_1,
        "2026-06-11",
        "A",
        "alt_text.supported",
    ),
    Fact(_("Beiträge ohne Bild sind möglich"), _SOURCE_1, "2026-06-11", "A", "structure.text_only"),
    Fact(
        _("Ein Beitrag kann fortgesetzt werden"), _SOURCE_1, "2026-06-11", "A", "structure.thread"
    ),
    Fact(
        _("Kommentare gibt es nur in einer verbundenen Gruppe"),
        _GUESS,
        "2026-11-21",
        "G",
        "structure.first_comment",
    ),
)

MANIFEST = Manifest(
    kind="telegram_channel",
    label=_("Telegram-Kanal"),
    mark="Tele",
    form=Form.POST,
    text=TextRules(
        limit=4096,
        unit=Unit.UTF16,
        limit_with_pictures=1024,
        hashtags=True,
    ),
    pictures=PictureRules(
        most=10,
        bytes=10_000_000,
        formats=("image/jpeg", "image/png", "image/webp"),
        alt_text=False,
    ),
    access=_ACCESS,
    deadline_seconds=60.0,
    appearance=Appearance(
        shape=Shape.CHAT,
        fold_mobile=0,
        fold_desktop=0,
        card=True,
        links_work=True,
        thread=True,
    ),
    facts=_FACTS,
)

"""What the house must know about Bluesky without asking it."""

from django.utils.translation import gettext_noop as _

from ausrufer.channels.appearance import Appearance
from ausrufer.channels.contract import (
    AccessField,
    Fact,
    Form,
    LongText,
    Manifest,
    PictureRules,
    TextRules,
    Unit,
)

TEXT_LIMIT = 300
BYTE_LIMIT = 3000
PICTURE_BYTES = 2_000_000
WEB_BASE = "https://bsky.app"

_LEXICON = "github.com/bluesky-social/atproto, lexicons/app/bsky"
_RATES = "github.com/bluesky-social/bsky-docs, docs/advanced-guides/rate-limits.md"
_TESTED = "@atproto/pds 0.5.35, own tests"
_EDITS = "github.com/bluesky-social/social-app, issues 673 and 8781"

MANIFEST = Manifest(
    kind="bluesky",
    label="Bluesky",
    mark="Bsky",
    form=Form.POST,
    text=TextRules(
        limit=TEXT_LIMIT,
        unit=Unit.GRAPHEMES,
        byte_limit=BYTE_LIMIT,
        link_weight=None,
        long_text=LongText.CUT,
        link_in_text=False,
        link_on_headline=True,
        hashtags=True,
    ),
    pictures=PictureRules(
        most=4,
        bytes=PICTURE_BYTES,
        formats=("image/jpeg", "image/png", "image/webp"),
    ),
    access=(
        AccessField(
            "service",
            _("Adresse des Servers"),
            _("Bei einem Konto auf bsky.app: https://bsky.social"),
            kind="url",
        ),
        AccessField(
            "handle",
            _("Name des Kontos"),
            _("Zum Beispiel musterstadt.de oder musterstadt.bsky.social, ohne @."),
        ),
        AccessField(
            "app_password",
            _("App-Passwort"),
            _(
                "Auf Bluesky unter Einstellungen, Datenschutz und Sicherheit, App-Passwörter "
                "erzeugen. Nicht das Passwort des Kontos."
            ),
            secret=True,
        ),
        AccessField(
            "web_base",
            _("Webseite für Verweise auf Beiträge"),
            _("Nur ausfüllen, wenn Beiträge nicht auf https://bsky.app gezeigt werden sollen."),
            required=False,
            kind="url",
        ),
    ),
    repeatable=True,
    deadline_seconds=60.0,
    facts=(
        Fact(_("Text: 300 Grapheme und 3000 Byte in UTF-8"), _LEXICON, "2026-08-20", "A"),
        Fact(_("Ein Verweis zählt mit seinem sichtbaren Text"), _LEXICON, "2026-08-20", "A"),
        Fact(_("Verweise und Schlagwörter nur mit Facetten (Byte)"), _LEXICON, "2026-08-20", "A"),
        Fact(_("Bilder oder Verweiskarte, nicht beides"), _LEXICON, "2026-08-20", "A"),
        Fact(_("4 Bilder zu 2 000 000 Byte, Alternativtext Pflicht"), _LEXICON, "2026-08-20", "A"),
        Fact(_("Anmeldungen: 30 in 5 Minuten, 300 am Tag"), _RATES, "2026-04-21", "A"),
        Fact(_("5000 Punkte je Stunde, 35 000 am Tag"), _RATES, "2026-04-21", "A"),
        Fact(_("Ein vergebener Schlüssel wird nie doppelt vergeben"), _TESTED, "2026-11-21", "E"),
        Fact(_("Änderungen an Beiträgen zeigt bsky.app nicht"), _EDITS, "2025-08-05", "D"),
        Fact(
            _(
                "Ein neu angelegter Beitrag unter alter Adresse wird gezeigt; seine Zähler "
                "beginnen von vorn"
            ),
            _EDITS,
            "2025-08-05",
            "D",
        ),
    ),
    appearance=Appearance(card=True, links_work=True, thread=True, first_comment=True),
)

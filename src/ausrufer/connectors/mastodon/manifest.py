"""What the house knows of Mastodon without asking; an instance's own limits overrule it."""

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

_SERVER = "github:mastodon/mastodon"
_DOCS = "github:mastodon/documentation"

_ACCESS = (
    AccessField(
        "base_url",
        _("Adresse der Instanz"),
        help=_("Zum Beispiel https://social.musterstadt.example"),
        kind="url",
    ),
    AccessField(
        "token",
        _("Zugriffstoken"),
        help=(
            _(
                "Melden Sie sich bei Mastodon mit dem Konto an, das veröffentlichen soll, und "
                "legen Sie unter Einstellungen › Entwicklung eine neue Anwendung an. Sie braucht "
                "die Befugnisse read:accounts, read:statuses, write:media und write:statuses."
            )
        ),
        secret=True,
    ),
)

_FACTS = (
    Fact(
        _("Üblich sind 500 Zeichen für Text und Inhaltswarnung zusammen; gezählt werden Grapheme"),
        f"{_SERVER} app/validators/status_length_validator.rb",
        "2026-08-13",
        "A",
    ),
    Fact(
        _("Jeder Link zählt 23 Zeichen, gleich wie lang er ist"),
        f"{_SERVER} app/validators/status_length_validator.rb; {_DOCS} content/en/user/posting.md",
        "2026-07-02",
        "A",
    ),
    Fact(
        _("Von @name@server zählt nur @name"),
        f"{_SERVER} app/validators/status_length_validator.rb; {_DOCS} content/en/user/posting.md",
        "2026-07-02",
        "A",
    ),
    Fact(
        _("Schlagwörter bestehen aus Buchstaben, Ziffern und Unterstrich, nicht nur aus Ziffern"),
        f"{_DOCS} content/en/user/posting.md",
        "2026-07-02",
        "A",
    ),
    Fact(
        _(
            "Bis zu 4 Bilder mit je 16 MiB und 33 177 600 Bildpunkten, Alternativtext bis 1500 "
            "Zeichen"
        ),
        f"{_DOCS} content/en/entities/Instance.md",
        "2026-07-02",
        "A",
    ),
    Fact(
        _("Ein GIF würde zum Video ohne Ton und stünde allein; es wird deshalb umgewandelt"),
        f"{_DOCS} content/en/user/posting.md",
        "2026-07-02",
        "A",
    ),
    Fact(
        _("Ein wiederholter Auftrag mit demselben Schlüssel wird eine Stunde lang erkannt"),
        f"{_SERVER} app/services/post_status_service.rb",
        "2026-07-02",
        "A",
    ),
    Fact(
        _("Berichtigen geht ab Mastodon 3.5; Bilder, die dabei fehlen, werden entfernt"),
        f"{_DOCS} content/en/methods/statuses.md; {_SERVER} app/services/update_status_service.rb",
        "2026-07-02",
        "A",
    ),
    Fact(
        _("Je Konto 300 Anfragen in 5 Minuten sowie 30 Bilder und 30 Löschungen in 30 Minuten"),
        f"{_DOCS} content/en/api/rate-limits.md; "
        f"{_SERVER} app/controllers/concerns/rate_limit_headers.rb",
        "2026-07-02",
        "A",
    ),
)

MANIFEST = Manifest(
    kind="mastodon",
    label="Mastodon",
    mark="Mast",
    form=Form.POST,
    text=TextRules(
        limit=500,
        unit=Unit.GRAPHEMES,
        link_weight=23,
        # The whole message is on the own hub: a short post that points there serves readers
        # better than a thread torn apart by replies.
        long_text=LongText.CUT,
        hashtags=True,
    ),
    pictures=PictureRules(
        most=4,
        bytes=16_777_216,
        pixels=33_177_600,
        formats=("image/jpeg", "image/png", "image/webp"),
        alt_text_limit=1500,
    ),
    access=_ACCESS,
    repeatable=True,
    # Uploading and processing four pictures (30 s at most) and the posts themselves; shorter than
    # the lease of a delivery.
    deadline_seconds=60.0,
    facts=_FACTS,
    appearance=Appearance(links_work=True, thread=True, first_comment=True),
)

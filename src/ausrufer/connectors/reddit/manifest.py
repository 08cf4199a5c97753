"""What the house knows of Reddit without asking it."""

from django.utils.translation import gettext_noop as _

from ausrufer.channels.appearance import Appearance, Shape
from ausrufer.channels.contract import (
    AccessField,
    Budget,
    ByHand,
    ClientSecret,
    Consent,
    Fact,
    Form,
    Manifest,
    PictureRules,
    TextRules,
    Unit,
)

_GUESS = "guess (general knowledge, not verified)"
_SOURCE_1 = "reddit.com/dev/api (quoted in a research note via proxy)"
_SOURCE_2 = (
    'r/redditdev announcement of November 2025, exact day not seen: "Responsible Builder '
    'Policy + new approval process" (mirror)'
)

_SOURCE_3 = "github:praw-dev/praw tests/integration/cassettes"

_SOURCE_4 = "support.reddithelp.com Data API Wiki (quoted in a research note via proxy)"

_ACCESS = (
    AccessField(
        "client_id",
        _("Kennung der Anwendung"),
        help=_(
            "Von Reddit vergeben, nachdem der Antrag auf Zugang zur Schnittstelle bewilligt wurde. "
            "Die Anwendung ist von der Art „web app“."
        ),
    ),
    AccessField("client_secret", _("Geheimnis der Anwendung"), secret=True),
    AccessField("access_token", _("Zugriffstoken"), secret=True, required=False),
    AccessField(
        "flair_id",
        _("Kennung der Kennzeichnung (Flair)"),
        help=_("Nur nötig, wenn die Community sie für jeden Beitrag verlangt."),
        required=False,
    ),
    AccessField("flair_text", _("Text der Kennzeichnung"), required=False),
)

_CONSENT = Consent(
    authorize_url="https://www.reddit.com/api/v1/authorize",
    token_url="https://www.reddit.com/api/v1/access_token",  # noqa: S106 - an address
    scopes=("identity", "submit", "edit", "read", "history", "flair", "modposts", "mysubreddits"),
    pkce=False,  # not offered
    client_secret=ClientSecret.HEADER,
    more=(("duration", "permanent"),),
)

_FACTS = (
    Fact(_("Text: höchstens 40 000 Zeichen"), _GUESS, "2026-11-21", "G", "text.limit"),
    Fact(_("Titel: höchstens 300 Zeichen"), _SOURCE_1, "2026-08-27", "C", "text.title_limit"),
    Fact(_("Schlagwörter haben keine Wirkung"), _GUESS, "2026-11-21", "G", "text.hashtags"),
    Fact(_("Links lassen sich anklicken"), _GUESS, "2026-11-21", "G", "text.links"),
    Fact(_("Bilder nimmt die dokumentierte Schnittstelle nicht"), _SOURCE_3, "2026-08-17", "A"),
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
        _("Höchstens 100 Anfragen in der Minute je Anwendung, im Mittel über 10 Minuten"),
        _SOURCE_4,
        "2026-08-27",
        "C",
        "limits.rate",
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
        most=0,  # the way pictures take is documented nowhere, and takes no alternative text
        alt_text=None,
    ),
    access=_ACCESS,
    consent=_CONSENT,
    by_hand=ByHand(
        place="https://www.reddit.com/submit",
        hosts=("reddit.com", "redd.it"),
        begin=_("Wählen Sie die eigene Community und fügen Sie Überschrift und Text ein."),
        find_link=_("Öffnen Sie den Beitrag und kopieren Sie über „Teilen“ den Link."),
    ),
    deadline_seconds=60.0,
    budgets=(Budget(600, 10 * 60, shared=True),),
    appearance=Appearance(
        shape=Shape.BOARD,
        links_work=True,
        thread=False,
        first_comment=True,
    ),
    facts=_FACTS,
)

"""What the house knows of YouTube without asking it."""

from django.utils.translation import gettext_noop as _

from ausrufer.channels.appearance import Appearance, Needs, Shape
from ausrufer.channels.contract import (
    AccessField,
    Budget,
    Consent,
    Fact,
    FilmRules,
    Form,
    Manifest,
    PictureRules,
    TextRules,
    Unit,
)

_SOURCE_1 = "developers.google.com/youtube/v3/docs/videos (quoted in a research note)"
_GUESS = "guess (general knowledge, not verified)"
_SOURCE_2 = "PyPI google-api-python-client 2.202.0 youtube.v3.json revision 20261104"
_SOURCE_3 = "developers.google.com/youtube/v3/docs/videos/insert (quoted in a research note)"
_SOURCE_4 = (
    "developers.google.com/youtube/v3/docs/thumbnails/set, captions/insert (quoted in a research "
    "note)"
)

_ACCESS = (
    AccessField(
        "client_id",
        _("Kennung der Anwendung (Client ID)"),
        help=_(
            "Aus der Google Cloud Console: ein Projekt mit der „YouTube Data API v3“ und einer "
            "OAuth-Kennung der Art „Webanwendung“."
        ),
    ),
    AccessField("client_secret", _("Geheimnis der Anwendung (Client Secret)"), secret=True),
    AccessField(
        "privacy",
        _("Sichtbarkeit der Filme"),
        help=_("„öffentlich“, „nicht gelistet“ oder „privat“; leer bedeutet „öffentlich“."),
        required=False,
    ),
    AccessField(
        "channel_id",
        _("Kennung des YouTube-Kanals"),
        help=_("Wird bei der Zustimmung gewählt; sie beginnt mit UC."),
        required=False,
    ),
    AccessField("access_token", _("Zugriffstoken"), secret=True, required=False),
    AccessField("refresh_token", _("Erneuerungstoken"), secret=True, required=False),
)

_CONSENT = Consent(
    authorize_url="https://accounts.google.com/o/oauth2/v2/auth",
    token_url="https://oauth2.googleapis.com/token",  # noqa: S106 - an address
    scopes=(
        "https://www.googleapis.com/auth/youtube.upload",
        "https://www.googleapis.com/auth/youtube.force-ssl",
    ),
    # without both Google hands out no token for renewal
    more=(("access_type", "offline"), ("prompt", "consent")),
)

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
    Fact(_("Filme bis 256 GB"), _SOURCE_3, "2026-08-27", "C", "media.video"),
    Fact(
        _("Untertitel bis 100 MB, als eigene Datei"), _SOURCE_4, "2026-08-27", "C", "media.captions"
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
    films=FilmRules(
        most=1,
        bytes=256_000_000_000,
        formats=("video/mp4", "video/quicktime", "video/webm"),
        captions_beside=True,
    ),
    access=_ACCESS,
    consent=_CONSENT,
    # a film goes in pieces: what does not fit into one attempt is continued in the next one;
    # shorter than the lease of a delivery
    deadline_seconds=110.0,
    budgets=(Budget(100, 24 * 3600, shared=True),),
    needs=Needs.FILM,
    appearance=Appearance(
        shape=Shape.FILM,
        thread=False,
        first_comment=True,
    ),
    facts=_FACTS,
)

"""Rights of pictures at the moment somebody releases a message."""

from collections.abc import Sequence

from django.utils.translation import gettext, gettext_noop

from ausrufer.announcements.models import Announcement
from ausrufer.announcements.renditions import Rendition
from ausrufer.channels.contract import Document, Film, Picture
from ausrufer.foundation.clock import in_town_time, now
from ausrufer.library.policy import Obstacle
from ausrufer.library.queries import assets_in_the_way
from ausrufer.organisations.errors import Refused

_SAID = {
    Obstacle.RIGHTS_OVER: gettext_noop(
        "Das Nutzungsrecht am Bild „%(title)s“ ist dann abgelaufen. Bitte tragen Sie ein "
        "verlängertes Recht ein, oder geben Sie die Mitteilung für ein anderes Bild zurück."
    ),
    Obstacle.CONSENT_OVER: gettext_noop(
        "Die Einwilligung zum Bild „%(title)s“ ist dann abgelaufen. Bitte tragen Sie eine neue "
        "ein, oder geben Sie die Mitteilung für ein anderes Bild zurück."
    ),
    Obstacle.CONSENT_MISSING: gettext_noop(
        "Zum Bild „%(title)s“ fehlt die Einwilligung der abgebildeten Personen. Bitte geben Sie "
        "die Mitteilung für ein anderes Bild zurück."
    ),
}


def _shown(rendition: Rendition) -> tuple[Picture | Film | Document, ...]:
    outgoing = rendition.outgoing
    return (*outgoing.pictures, *outgoing.films, *outgoing.documents)


def check_rights(announcement: Announcement, found: Sequence[Rendition]) -> None:
    """Raise Refused where a picture may not be shown on the day the message goes out.

    Between submission and approval a consent can be taken back; the engine looks once more.
    """
    moment = max(now(), announcement.publish_at or now())
    files = {file.sha256 for one in found for file in _shown(one)}
    day = in_town_time(moment).date()
    for asset, obstacle in assets_in_the_way(announcement.organisation_id, files, day):
        raise Refused(gettext(_SAID[obstacle]) % {"title": asset.name})

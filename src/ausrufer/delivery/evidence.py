"""The link somebody gives of a post they made by hand: plausible, and never fetched."""

from collections.abc import Collection
from urllib.parse import urlsplit

from django.utils.translation import gettext, gettext_noop

from ausrufer.organisations.errors import Unfit

LONGEST = 500
_NOT_A_LINK = gettext_noop(
    "Das ist kein vollständiger Link. Er beginnt mit https:// und hat keine Leerzeichen."
)
_TOO_LONG = gettext_noop("Der Link ist zu lang: höchstens %(most)d Zeichen sind möglich.")
_ELSEWHERE = gettext_noop("Dieser Link führt nicht zum Netzwerk. Erwartet wird %(hosts)s.")
_FRONT_PAGE = gettext_noop("Das ist die Startseite. Bitte geben Sie den Link des Beitrags an.")


def checked_link(given: str, hosts: Collection[str]) -> str:
    """Return the link of a post; `hosts` are those it may lie on, or below (none: anywhere).

    Raises Unfit with a German sentence for anything that cannot be the address of a post there.
    """
    link = given.strip()
    if not link:
        return ""
    if len(link) > LONGEST:
        raise Unfit("link", gettext(_TOO_LONG) % {"most": LONGEST})
    host, path = _taken_apart(link)
    if hosts and not any(host == one or host.endswith(f".{one}") for one in hosts):
        raise Unfit("link", gettext(_ELSEWHERE) % {"hosts": ", ".join(hosts)})
    if not path.strip("/"):
        raise Unfit("link", gettext(_FRONT_PAGE))
    return link


def _taken_apart(link: str) -> tuple[str, str]:
    if not link.isprintable() or " " in link or "\\" in link:
        raise Unfit("link", gettext(_NOT_A_LINK))
    try:
        address = urlsplit(link)
        odd = address.username is not None or address.port is not None
    except ValueError:
        raise Unfit("link", gettext(_NOT_A_LINK)) from None
    host = (address.hostname or "").rstrip(".")
    if address.scheme != "https" or odd or "." not in host:
        raise Unfit("link", gettext(_NOT_A_LINK))
    return host, address.path

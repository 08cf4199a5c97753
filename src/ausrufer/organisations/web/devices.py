"""Which device a person uses: words for it, and whether it was here before.

A signed cookie remembers who has logged in with a browser; nothing about devices is stored.
"""

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from ausrufer.organisations.models import User

COOKIE = "geraet"
_LASTS = 400 * 24 * 60 * 60  # seconds; browsers keep no cookie longer
_MOST = 20  # people who share one browser
_SALT = "ausrufer.device"
# The first that fits: most browsers also call themselves by the names of older ones.
_BROWSERS = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "Firefox/": "Firefox",
    "FxiOS": "Firefox",
    "Chrome/": "Chrome",
    "CriOS": "Chrome",
    "Safari/": "Safari",
}
_SYSTEMS = {
    "Windows": "Windows",
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Mac OS X": "macOS",
    "CrOS": "ChromeOS",
    "Linux": "Linux",
}
_BOTH = gettext_noop("%(browser)s unter %(system)s")


def said_device(user_agent: str) -> str:
    """Return a browser and its system as people call them: "Firefox unter Windows"."""
    browser = next((name for sign, name in _BROWSERS.items() if sign in user_agent), "")
    system = next((name for sign, name in _SYSTEMS.items() if sign in user_agent), "")
    if browser and system:
        return _(_BOTH) % {"browser": browser, "system": system}
    return browser or system or _("unbekanntes Gerät")


def was_here_before(request: HttpRequest, user: User) -> bool:
    """Tell whether this person has logged in with this browser before."""
    return user.pk in _people(request)


def remember(request: HttpRequest, response: HttpResponse, user: User) -> None:
    """Let the browser know next time that this person was here; renews itself at each log-in."""
    people = [user.pk, *(one for one in _people(request) if one != user.pk)][:_MOST]
    response.set_cookie(
        COOKIE,
        signing.dumps(people, salt=_SALT),
        max_age=_LASTS,
        path="/accounts/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _people(request: HttpRequest) -> list[int]:
    try:
        found: list[int] = signing.loads(
            request.COOKIES.get(COOKIE, ""), salt=_SALT, max_age=_LASTS
        )
    except signing.BadSignature:
        return []
    return found

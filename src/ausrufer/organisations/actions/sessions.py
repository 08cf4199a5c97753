"""Ending sessions, and telling people about log-ins they may not know of."""

from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ausrufer.foundation.clock import in_town_time, now
from ausrufer.foundation.jobs import enqueue
from ausrufer.organisations.models import User


def end_sessions(user: User, *, but: str = "") -> int:
    """Log a person out everywhere, or everywhere but in one session; return how many ended."""
    sessions = UserSession.objects.filter(user_id=user.pk).exclude(session_key=but)
    for session in sessions:
        session.end()
    return len(sessions)


def tidy() -> None:
    """Forget where people were logged in once the session itself has ended."""
    ended = now() - timedelta(seconds=settings.SESSION_COOKIE_AGE)
    UserSession.objects.filter(last_seen_at__lte=ended - timedelta(days=1)).delete()


@transaction.atomic
def tell_of_new_device(*, user: User, device: str, ip: str) -> None:
    """Write to a person that their log-in was used on a new device."""
    at = date_format(in_town_time(now()), r"D., j. F Y, H:i \U\h\r")
    enqueue(
        "ausrufer.organisations.jobs.send_mail",
        to=user.email,
        subject=_("Neue Anmeldung mit Ihrem Zugang"),
        text=_(
            "Guten Tag,\n\nmit Ihrem Zugang zu Ausrufer hat sich jemand auf einem neuen Gerät "
            "angemeldet:\n\n%(device)s, von der Adresse %(ip)s, am %(at)s.\n\nWaren Sie das, "
            "müssen Sie nichts tun.\nWaren Sie es nicht, ändern Sie sofort Ihr Passwort und "
            "beenden Sie alle anderen Sitzungen:\n%(address)s"
        )
        % {
            "device": device,
            "ip": ip,
            "at": at,
            "address": settings.BASE_URL + reverse("account"),
        },
    )

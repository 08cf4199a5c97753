"""How the access of a channel is doing, in words."""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ausrufer.channels.lifetimes import days_left, is_near
from ausrufer.channels.models import Channel
from ausrufer.channels.queries import access_of_people, is_connected
from ausrufer.foundation.clock import in_town_time, now


@dataclass(frozen=True, slots=True)
class Health:
    """A word for lists, a sentence for pages; a `tone` where somebody should act."""

    word: str
    sentence: str
    tone: str = ""
    connected: bool = True


def access_health(channel: Channel) -> Health | None:
    """Return how the access is doing; None where there is nothing to say."""
    if not is_connected(channel):
        said = _("Der Kanal ist noch mit keinem Konto verbunden und kann nichts senden.")
        return Health(_("noch nicht verbunden"), said, "warning", connected=False)
    ends = access_of_people(channel).ends
    if ends is None:
        return _without_end(channel)
    left = days_left(ends, now())
    day = date_format(in_town_time(ends), "j. F Y")
    if not left:
        said = _("Der Zugang ist am %(day)s abgelaufen. Bitte verbinden Sie den Kanal neu.")
        return Health(_("Zugang abgelaufen"), said % {"day": day}, "danger")
    word = ngettext("Zugang: noch %(left)s Tag", "Zugang: noch %(left)s Tage", left)
    said = _("Der Zugang endet am %(day)s. Danach braucht er eine neue Zustimmung.") % {"day": day}
    near = is_near(access_of_people(channel), now())
    return Health(word % {"left": left}, said, "warning" if near else "")


def _without_end(channel: Channel) -> Health | None:
    if channel.access_since is None:
        return None
    if channel.access_renews:
        return Health(_("Zugang erneuert sich"), _("Der Zugang wird von selbst erneuert."))
    return Health(_("Zugang ohne Ablauf"), _("Der Zugang läuft nicht von selbst ab."))

"""Warning the people who keep a channel before its access ends: 14 days, 7 days, a day."""

from django.urls import reverse
from django.utils.formats import date_format

from ausrufer.channels.connecting.keeping import warned_on
from ausrufer.channels.lifetimes import warning
from ausrufer.channels.models import RegisterEntry
from ausrufer.channels.queries import access_of_people, channels_in_use, register_entries
from ausrufer.foundation.clock import in_town_time, now
from ausrufer.foundation.scope import across_organisations, within_organisation
from ausrufer.notices.actions.notify import News, notify
from ausrufer.notices.policy import Kind
from ausrufer.organisations.models import Member, Organisation
from ausrufer.organisations.policy import Right
from ausrufer.organisations.queries import members_who_may


def warn_everywhere() -> None:
    """Warn of what ends soon, in every organisation; who was warned already hears nothing."""
    with across_organisations(reason="time passes for every organisation"):
        ids = list(Organisation.objects.values_list("pk", flat=True))
    for organisation_id in ids:
        with within_organisation(organisation_id):
            for entry in register_entries(channels_in_use()):
                _warn(organisation_id, entry)


def _warn(organisation_id: int, entry: RegisterEntry) -> None:
    channel = entry.channel
    lifetime = access_of_people(channel)
    days = warning(lifetime, now())
    if days is None or lifetime.ends is None or channel.paused_at is not None:
        return
    news = News(
        # the last one must reach somebody before the next digest
        kind=Kind.ACCESS_LOST if days == 1 else Kind.DUE,
        wording="access_ends",
        subject=f"channel:{channel.public_id}",
        occasion=warned_on(days, lifetime),
        path=reverse("channel", args=[channel.public_id]),
        details={
            "title": channel.name,
            "day": date_format(in_town_time(lifetime.ends), "j. F Y, H:i"),
        },
    )
    notify(organisation_id=organisation_id, news=news, people=_keepers(entry))


def _keepers(entry: RegisterEntry) -> list[Member]:
    wanted = [one for one in (entry.responsible, entry.deputy) if one is not None and one.active]
    return wanted or list(members_who_may(Right.CHANNELS))

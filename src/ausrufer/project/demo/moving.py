"""A demo that starts on another port: its public site moves along."""

from django.conf import settings

from ausrufer.channels.actions import change_channel, note_access_report
from ausrufer.channels.asking import ask_about_access
from ausrufer.channels.models import Channel
from ausrufer.channels.queries import opened_access
from ausrufer.foundation.scope import across_organisations, within_organisation
from ausrufer.hub.site.rebuild import rebuild_outdated
from ausrufer.records.actor import Actor


def move_site() -> None:
    """Give every own site the address of this start and write its pages anew; else do nothing."""
    address = settings.ENVIRONMENT.base_url
    with across_organisations(reason="the demo may have been started on another port"):
        sites = list(Channel.objects.filter(kind="hub").exclude(settings__base_url=address))
    for site in sites:
        with within_organisation(site.organisation_id):
            change_channel(
                actor=Actor.house(site.organisation_id),
                channel=site,
                name=site.name,
                settings={**site.settings, "base_url": address},
                secrets={},
            )
            report = ask_about_access(site.kind, opened_access(site))
            note_access_report(channel=site, report=report)
    if sites:
        list(rebuild_outdated(settings.PUBLIC_FOLDER))

"""The only way from an address of the web to a newsletter or a subscription."""

from collections.abc import Iterable
from urllib.parse import urlsplit
from uuid import UUID

import idna
from django.db.models import QuerySet
from django.utils.translation import gettext

from ausrufer.channels import registry
from ausrufer.channels.access import channel_to_administer
from ausrufer.channels.contract import Audience
from ausrufer.channels.models import Channel
from ausrufer.foundation.clock import now
from ausrufer.foundation.scope import across_organisations
from ausrufer.organisations.errors import NotForYou
from ausrufer.organisations.models import Member
from ausrufer.subscriptions.digests import nonce_of
from ausrufer.subscriptions.errors import LinkSpent, NoNewsletter
from ausrufer.subscriptions.models import Subscription
from ausrufer.subscriptions.states import State


def newsletters_at(host: str) -> list[Channel]:
    """Return what can be subscribed to on the site that readers see at `host`."""
    with across_organisations(reason="the host tells which town a reader is looking at"):
        towns = {site.organisation_id for site in _sites_at(host)}
        letters = _in_use(_letter_kinds())
        if not towns and len(everybody := {one.organisation_id for one in letters}) == 1:
            towns = everybody  # one town alone in the house answers under every name
        return [one for one in letters if one.organisation_id in towns]


def newsletter(public_id: UUID) -> Channel:
    """Return one newsletter; raises NoNewsletter for anything else."""
    with across_organisations(reason="the order form of a newsletter is open to everybody"):
        letters = _in_use(_letter_kinds())
    for one in letters:
        if one.public_id == public_id:
            return one
    raise NoNewsletter(
        gettext("Vielleicht wurde er eingestellt. Sehen Sie nach, was es stattdessen gibt."),
        heading=gettext("Diesen Newsletter gibt es nicht"),
    )


def newsletter_to_administer(member: Member, public_id: UUID) -> Channel:
    """Return a newsletter the member may set up; raises NotForYou, also for other channels."""
    channel = channel_to_administer(member, public_id)
    if channel.kind not in _letter_kinds():
        raise NotForYou
    return channel


def subscription_to_administer(member: Member, channel: Channel, key: UUID) -> Subscription:
    """Return a subscription of a newsletter the member administers; raises NotForYou."""
    newsletter_to_administer(member, channel.public_id)
    found = Subscription.objects.filter(channel=channel, public_id=key).first()
    if found is None:
        raise NotForYou
    return found


def language_at(host: str) -> str:
    """Return the language of the site at `host`; German where it says nothing else."""
    with across_organisations(reason="the host tells which town a reader is looking at"):
        return next((str(site.settings.get("language") or "de") for site in _sites_at(host)), "de")


def subscription_to_confirm(token: str) -> Subscription:
    """Return the subscription of a genuine, unused and unexpired link; raises LinkSpent."""
    nonce = nonce_of(token)
    with across_organisations(reason="the link tells which subscription it belongs to"):
        found = (
            _with_names()
            .filter(confirm_nonce=nonce, state=State.PENDING, confirm_until__gt=now())
            .first()
            if nonce
            else None
        )
    if found is None:
        raise LinkSpent(
            gettext(
                "Vielleicht haben Sie die Anmeldung schon bestätigt, dann ist nichts weiter zu "
                "tun. Sonst bestellen Sie den Newsletter bitte noch einmal."
            ),
            heading=gettext("Dieser Link gilt nicht mehr"),
        )
    return found


def subscription_to_end(token: str) -> Subscription:
    """Return the subscription of a link in a letter, also once it has ended; raises LinkSpent."""
    with across_organisations(reason="the link tells which subscription it belongs to"):
        found = _with_names().filter(end_token=token).first()
    if found is None:
        raise LinkSpent(
            gettext(
                "Bitte prüfen Sie, ob der Link vollständig ist, oder schreiben Sie uns an die "
                "Adresse am Ende dieser Seite."
            ),
            heading=gettext("Diesen Link kennen wir nicht"),
        )
    return found


def _with_names() -> QuerySet[Subscription]:
    return Subscription.objects.select_related("channel__organisation")


def _sites_at(host: str) -> list[Channel]:
    own = [kind.kind for kind in registry.kinds() if kind.own_ground]
    return [one for one in _in_use(own) if _host(str(one.settings.get("base_url", ""))) == host]


def _in_use(kinds: Iterable[str]) -> list[Channel]:
    found = Channel.objects.filter(active=True, kind__in=list(kinds))
    return list(found.select_related("organisation"))


def _letter_kinds() -> list[str]:
    return [one.kind for one in registry.kinds() if one.audience is Audience.SUBSCRIBERS]


def _host(url: str) -> str:
    """Return host and port as browsers ask for them."""
    try:
        parts = urlsplit(url)
        name, port = parts.hostname or "", parts.port
        plain = name if name.isascii() else idna.encode(name, uts46=True).decode()
    except (ValueError, idna.IDNAError):
        return ""
    return f"{plain}:{port}" if port else plain

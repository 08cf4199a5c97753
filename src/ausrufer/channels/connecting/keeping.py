"""Storing what a platform granted: the only writer of tokens."""

from django.db import transaction

from ausrufer.channels import registry
from ausrufer.channels.contract import Grant, Renews, Tokens
from ausrufer.channels.journal import CHANNEL_CONNECTED
from ausrufer.channels.lifetimes import WARN_DAYS, Lifetime, moved
from ausrufer.channels.models import Channel, ConsentRequest
from ausrufer.channels.queries import access_of_people, seal
from ausrufer.foundation.clock import now
from ausrufer.notices.actions.reading import no_longer_asked
from ausrufer.notices.policy import Kind
from ausrufer.organisations.errors import NotForYou
from ausrufer.organisations.models import Member
from ausrufer.records.actions import record

ACCESS, RENEWAL = "access_token", "refresh_token"
_COLUMNS = (
    "settings",
    "sealed_secrets",
    "account",
    "access_since",
    "access_expires_at",
    "access_renews",
    "renewal_since",
    "renewal_expires_at",
)


@transaction.atomic
def keep_grant(
    *, member: Member, channel: Channel, way: ConsentRequest, tokens: Tokens, grant: Grant
) -> None:
    """Connect a channel to a granted account; what one way brought is kept once."""
    open_way = ConsentRequest.objects.filter(pk=way.pk, chosen_at=None)
    # nothing that opens an account stays behind
    if not open_way.update(chosen_at=now(), sealed_way=seal().close({})):
        raise NotForYou
    locked = Channel.objects.select_for_update(of=("self",)).get(pk=channel.pk)
    _tell_nobody_any_more(locked)
    kept = seal().open(bytes(locked.sealed_secrets))
    kept.pop(RENEWAL, None)
    own = grant.secrets.get(ACCESS)  # some hand every account a token of its own
    kept |= {ACCESS: tokens.access, **_renewal(tokens), **grant.secrets}
    locked.sealed_secrets = seal().close(kept)
    locked.settings = {**locked.settings, **grant.settings}
    locked.account = grant.account[:200]
    ends = grant.expires_at if own else grant.expires_at or tokens.expires_at
    locked.access_since, locked.access_expires_at = now(), ends
    locked.access_renews = bool(kept.get(RENEWAL)) or renews_by_itself(locked.kind)
    _note_renewal(locked, Lifetime(now(), tokens.renewal_expires_at))
    locked.save(update_fields=_COLUMNS)
    record(
        CHANNEL_CONNECTED,
        actor=member.actor,
        subject=f"channel:{locked.public_id}",
        channel=locked.name,
        account=locked.account,
    )


@transaction.atomic
def keep_renewed(*, channel_id: int, used: str, tokens: Tokens) -> None:
    """Store renewed tokens in place of those they were `used` for.

    Where a person has connected the channel anew meanwhile, theirs stay.
    """
    locked = Channel.objects.select_for_update(of=("self",)).get(pk=channel_id)
    kept = seal().open(bytes(locked.sealed_secrets))
    if (kept.get(RENEWAL) or kept.get(ACCESS, "")) != used:
        return
    _tell_nobody_any_more(locked)
    kept |= {ACCESS: tokens.access, **_renewal(tokens)}
    locked.sealed_secrets = seal().close(kept)
    locked.access_since, locked.access_expires_at = now(), tokens.expires_at
    if tokens.renewal_expires_at is not None:
        before = Lifetime(locked.renewal_since, locked.renewal_expires_at)
        _note_renewal(locked, moved(before, tokens.renewal_expires_at, now()))
    locked.save(update_fields=_COLUMNS)


def renews_by_itself(kind: str) -> bool:
    """Tell whether a connector renews tokens in a way of its own."""
    # protocols with data members refuse issubclass: the ability is asked for by its one method
    return hasattr(registry.connector_class(kind), Renews.renew.__name__)


def warned_on(days: int, lifetime: Lifetime) -> str:
    """Return the occasion of one warning: so many days before one end of the access."""
    return f"access:{lifetime.ends:%Y-%m-%dT%H:%M}:{days}" if lifetime.ends else ""


def _renewal(tokens: Tokens) -> dict[str, str]:
    return {RENEWAL: tokens.renewal} if tokens.renewal else {}


def _note_renewal(channel: Channel, lifetime: Lifetime) -> None:
    channel.renewal_since = lifetime.since if lifetime.ends else None
    channel.renewal_expires_at = lifetime.ends


def _tell_nobody_any_more(channel: Channel) -> None:
    lifetime = access_of_people(channel)
    if lifetime.ends is None:
        return
    for days in WARN_DAYS:
        no_longer_asked(
            subject=f"channel:{channel.public_id}",
            kinds=(Kind.DUE, Kind.ACCESS_LOST),
            occasion=warned_on(days, lifetime),
        )

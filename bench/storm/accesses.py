"""Accesses that end during a storm: renewed by the workers, connected anew by people where lost.

Tokens last so short that every worker renews some all the time, under kills and faults. A platform
that rotates makes the old tokens void with its answer: where that never arrives, or whoever got it
is killed before writing it down, no program can get the access back (RFC 6749 §6 knows no way to
ask twice). Such renewals are torn (`torn.py`) and counted; every other loss would be the house's
fault.
"""

import asyncio
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta
from typing import Any

from django.conf import settings

from ausrufer.channels import registry
from ausrufer.channels.actions import resume_channel
from ausrufer.channels.connecting.keeping import ACCESS, RENEWAL, keep_renewed
from ausrufer.channels.connecting.renewing import MARGIN, alone_with
from ausrufer.channels.contract import Tokens
from ausrufer.channels.errors import ConnectorFailure
from ausrufer.channels.models import Channel
from ausrufer.channels.queries import opened_access
from ausrufer.foundation.clock import now
from ausrufer.foundation.http import GuardedClient, HttpFailure
from ausrufer.foundation.scope import within_organisation
from bench.practice import PracticeTown
from bench.storm.orders import StormOrders
from bench.storm.platforms import ask
from bench.storm.torn import is_torn
from tests.consenting import consented

LASTS = MARGIN + timedelta(seconds=15)  # by then a worker must renew before it may call
THINKS_SECONDS = 0.3  # between what a renewal changes and its answer: a moment to die in
TRIES = 20
TOKENS = "/_tokens"
# networks whose tokens end and are renewed, with the names of their emulations
_ENDING = {
    **{kind: kind for kind in ("pinterest", "reddit", "tiktok", "x", "youtube")},
    "linkedin_page": "linkedin",
}
_BY_ITSELF = "threads"  # one token, prolonged: its emulation knows no time, so its end is moved


class Accesses:
    """Connects the channels of a storm, and counts what became of their tokens."""

    def __init__(self, town: PracticeTown, orders: StormOrders, ended: Sequence[float]) -> None:
        self._town, self._orders, self._ended = town, orders, ended
        self._moved, self._since = 0.0, now()
        self.connected_anew = 0
        self._torn: Counter[str] = Counter()
        self._lost: Counter[str] = Counter()
        self._prolonged = 0

    def connect(self) -> None:
        """Connect the channels whose tokens end, as if a person had consented a moment ago."""
        wished = {"expires_in": int(LASTS.total_seconds()), "thinks": THINKS_SECONDS}
        with within_organisation(self._orders.organisation.pk):
            for channel in Channel.objects.filter(kind__in=_ENDING):
                ask(self._town, _ENDING[channel.kind], TOKENS, "PUT", wished)
                self._consent(channel)

    def connect_anew(self) -> None:
        """Do what a person does whose channel lost its access: connect it anew."""
        with within_organisation(self._orders.organisation.pk):
            for channel in Channel.objects.filter(paused_at__isnull=False):
                with suppress(ConnectorFailure):  # a worker renews it right now: a moment later
                    self._connect_anew(channel)

    def let_time_pass(self) -> None:
        """Let the token that is prolonged come to its end again."""
        if time.monotonic() - self._moved < (LASTS - MARGIN).total_seconds():
            return
        self._moved = time.monotonic()
        with within_organisation(self._orders.organisation.pk):
            channel = Channel.objects.filter(kind=_BY_ITSELF)
            renewed = channel.filter(access_since__gt=self._since, access_expires_at__gt=now())
            self._prolonged += renewed.filter(access_expires_at__gt=now() + LASTS).exists()
            self._since = now()
            channel.update(access_renews=True, access_expires_at=now() + MARGIN)

    def told(self) -> dict[str, Any]:
        """Return how many renewals there were, and which accesses they cost."""
        counts = {
            kind: ask(self._town, network, TOKENS, "GET") for kind, network in _ENDING.items()
        }
        renewed = {kind: one["renewed"] for kind, one in counts.items()}
        twice = {kind: one["used_twice"] for kind, one in counts.items() if one["used_twice"]}
        return {
            "renewals": {**renewed, _BY_ITSELF: self._prolonged},
            "renewals_with_used_tokens": twice,
            "accesses_lost_by_torn_renewals": dict(self._torn),
            "accesses_lost_otherwise": dict(self._lost),
            "accesses_connected_anew": self.connected_anew,
        }

    def _connect_anew(self, channel: Channel) -> None:
        with alone_with(channel.pk):
            self._note_loss(channel)
        resume_channel(actor=self._orders.dirk.actor, channel=channel)
        self.connected_anew += 1

    def _note_loss(self, channel: Channel) -> None:
        if channel.kind not in _ENDING:
            return
        token = opened_access(Channel.objects.get(pk=channel.pk))[RENEWAL]
        network = _ENDING[channel.kind]
        told = ask(self._town, network, TOKENS, "POST", {"token": token})
        if told["behind"] == 0:
            return  # only this call was refused: the token is still the newest
        (self._torn if is_torn(told, self._ended) else self._lost)[channel.kind] += 1
        self._consent(channel)

    def _consent(self, channel: Channel) -> None:
        access = opened_access(Channel.objects.get(pk=channel.pk))
        tokens = self._consented(channel)
        used = access[RENEWAL] or access[ACCESS]
        keep_renewed(channel_id=channel.pk, used=used, tokens=tokens)
        Channel.objects.filter(pk=channel.pk).update(access_renews=True)

    def _consented(self, channel: Channel) -> Tokens:
        manifest, access = registry.manifest(channel.kind), opened_access(channel)
        back = f"{self._town.environment['AUSRUFER_BASE_URL']}/"

        async def allow() -> Tokens:
            async with GuardedClient(settings.HTTP_POLICY) as http:
                return await consented(http, manifest, access, back=back)

        for _ in range(TRIES):
            try:
                return asyncio.run(allow())
            except (ConnectorFailure, HttpFailure, AssertionError, KeyError):
                time.sleep(0.1)  # something went wrong by lot: a person tries once more
        raise TimeoutError(f"{channel.kind} could not be connected")

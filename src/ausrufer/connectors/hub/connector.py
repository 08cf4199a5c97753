"""Translates the canonical form into entries of the town's own site."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import ClassVar, TypeVar

from ausrufer.channels.contract import (
    Access,
    AccessReport,
    Command,
    Manifest,
    Published,
    RemotePart,
    Surroundings,
)
from ausrufer.connectors.hub.failures import told_to_the_house
from ausrufer.connectors.hub.manifest import MANIFEST
from ausrufer.foundation.clock import now
from ausrufer.hub.site.entry import Entry, Step
from ausrufer.hub.site.publishing import Site
from ausrufer.hub.site.settings import SiteSettings, read_settings

T = TypeVar("T")


class HubConnector:
    """The own site as a channel like any other, except that it always goes first."""

    manifest: ClassVar[Manifest] = MANIFEST

    def __init__(self, surroundings: Surroundings) -> None:
        self._public_folder = surroundings.public_folder

    async def publish(self, access: Access, command: Command) -> Published:
        """Write the message, its lists and feeds; a repeat changes nothing."""
        return await self._at_work(
            access, lambda site: _published(site, site.publish(command.outgoing, _step(command)))
        )

    async def amend(
        self,
        access: Access,
        command: Command,
        published: Sequence[RemotePart],  # noqa: ARG002 - the id of the message says where it is
    ) -> Published:
        """Write the corrected message under the same address, with what was corrected."""
        return await self.publish(access, command)

    async def withdraw(self, access: Access, published: Sequence[RemotePart]) -> None:
        """Leave a note that the message was withdrawn, and nothing else of it."""

        def work(site: Site) -> None:
            for part in published:
                site.withdraw(part.remote_id, at=now())

        await self._at_work(access, work)

    async def find(self, access: Access, command: Command) -> Published:
        """Look whether this very delivery is on every page."""

        def work(site: Site) -> Published:
            entry = site.find(command.outgoing.public_id, command.key)
            return _published(site, entry) if entry else Published(())

        return await self._at_work(access, work)

    async def check_access(self, access: Access) -> AccessReport:
        """Check the settings and bring the site, if it is new, to its empty front page."""

        def work(site: Site) -> AccessReport:
            site.prepare()
            return AccessReport(f"{site.settings.town_name} ({site.settings.host})")

        return await self._at_work(access, work)

    async def _at_work(self, access: Access, work: Callable[[Site], T]) -> T:
        """Do file work in a thread: the worker's loop goes on sending meanwhile."""

        def run() -> T:
            with told_to_the_house():
                return work(Site(self._public_folder, _settings(access)))

        return await asyncio.to_thread(run)


def _settings(access: Access) -> SiteSettings:
    # The folder is never typed: nobody can write into the site of another organisation.
    found = read_settings({**access.settings, "folder": access.owner})
    if access.practice_targets is None:
        return found
    # no page of an exercise vouches for the house's real accounts
    return replace(found, exercise=True, profiles=())


def _step(command: Command) -> Step:
    # The first attempt is noted before the call, so every repeat writes the same time.
    at: datetime = command.first_attempt_at or now()
    return Step(command.key, at.astimezone(UTC))


def _published(site: Site, entry: Entry) -> Published:
    return Published((RemotePart(entry.public_id, site.address(entry)),))

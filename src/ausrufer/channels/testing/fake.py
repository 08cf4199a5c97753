"""Connectors to the in-memory network: one that can do everything, one that can only send."""

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from ausrufer.channels.contract import (
    Access,
    AccessField,
    AccessReport,
    ByHand,
    Command,
    Form,
    Manifest,
    OnlyByHand,
    PictureRules,
    Published,
    RemotePart,
    Surroundings,
    TextRules,
)
from ausrufer.channels.errors import AccessLost, PermanentFailure
from ausrufer.channels.testing.platform import FakeCopy, FakePlatform, Verb

_ACCESS = (
    AccessField("platform", "Name des Netzes im Arbeitsspeicher"),
    AccessField("token", "Zugangstoken", secret=True),
)


class FakeOneWayConnector:
    """Sends, and can neither be asked nor correct nor take back: the poorest kind of network."""

    manifest: ClassVar[Manifest] = Manifest(
        kind="fake_one_way",
        label="Einbahn-Netz (Probe)",
        mark="Probe",
        form=Form.POST,
        text=TextRules(limit=500, hashtags=True),
        pictures=PictureRules(most=4, alt_text_limit=1500),
        access=_ACCESS,
    )

    def __init__(self, surroundings: Surroundings) -> None:
        del surroundings  # everything happens in memory

    async def publish(self, access: Access, command: Command) -> Published:
        """Keep every part that is not `already` there."""
        platform = _platform(access)
        mishap = await platform.called("publish", command.key)
        parts = list(command.already)
        for number, text in enumerate(command.outgoing.parts[len(parts) :], start=len(parts)):
            if mishap.failure is not None and number >= mishap.after:
                raise mishap.failure
            reply_to = parts[-1].remote_id if parts else ""
            copy = FakeCopy(
                "", command.key, number, text, command.outgoing, command.recipient, reply_to
            )
            parts.append(_remote(platform.take(copy, once=self.manifest.repeatable)))
        if mishap.failure is not None:
            raise mishap.failure
        return Published(tuple(parts))


class FakeConnector(FakeOneWayConnector):
    """Does everything a connector can do."""

    manifest: ClassVar[Manifest] = replace(
        FakeOneWayConnector.manifest, kind="fake", label="Netz (Probe)", repeatable=True
    )

    async def amend(
        self, access: Access, command: Command, published: Sequence[RemotePart]
    ) -> Published:
        """Replace the text of the parts that are there; add or drop the rest."""
        platform = _platform(access)
        mishap = await platform.called("amend", command.key)
        parts: list[RemotePart] = []
        for number, text in enumerate(command.outgoing.parts):
            if mishap.failure is not None and number >= mishap.after:
                raise mishap.failure
            reply_to = parts[-1].remote_id if parts else ""
            copy = FakeCopy(
                "", command.key, number, text, command.outgoing, command.recipient, reply_to
            )
            parts.append(_remote(_placed(platform, copy, published)))
        if mishap.failure is not None:
            raise mishap.failure
        for part in published[len(parts) :]:
            platform.copies.pop(part.remote_id, None)
        return Published(tuple(parts))

    async def withdraw(self, access: Access, published: Sequence[RemotePart]) -> None:
        """Drop every part."""
        platform = await _asked(access, "withdraw")
        for part in published:
            platform.copies.pop(part.remote_id, None)

    async def find(self, access: Access, command: Command) -> Published:
        """Return the leading parts that are there."""
        platform = await _asked(access, "find", command.key)
        there = {copy.number: copy for copy in platform.copies.values() if copy.key == command.key}
        parts: list[RemotePart] = []
        while len(parts) in there:
            parts.append(_remote(there[len(parts)]))
        return Published(tuple(parts))

    async def find_added(
        self, access: Access, command: Command, published: Sequence[RemotePart]
    ) -> Published:
        """Return the parts and those that follow them under the command's key."""
        platform = await _asked(access, "find", command.key)
        there = {copy.number: copy for copy in platform.copies.values() if copy.key == command.key}
        parts = list(published)
        while len(parts) in there:
            parts.append(_remote(there[len(parts)]))
        return Published(tuple(parts))

    async def check_access(self, access: Access) -> AccessReport:
        """Tell the name of the network and its limits."""
        platform = await _asked(access, "check_access")
        return AccessReport(f"@{platform.name}", {"text_limit": self.manifest.text.limit or 0})


def _platform(access: Access) -> FakePlatform:
    platform = FakePlatform.named(access["platform"])
    if (access["access_token"] or access["token"]) != platform.token:
        raise AccessLost("Der Zugang wird nicht mehr angenommen. Bitte richten Sie ihn neu ein.")
    return platform


async def _asked(access: Access, verb: Verb, key: str = "") -> FakePlatform:
    platform = _platform(access)
    mishap = await platform.called(verb, key)
    if mishap.failure is not None:
        raise mishap.failure
    return platform


def _placed(platform: FakePlatform, copy: FakeCopy, published: Sequence[RemotePart]) -> FakeCopy:
    if copy.number >= len(published):
        every = platform.copies.values()
        known = (one for one in every if (one.key, one.number) == (copy.key, copy.number))
        return next(known, None) or platform.take(copy, once=False)
    old = platform.copies.get(published[copy.number].remote_id)
    if old is None:
        raise PermanentFailure("Der Beitrag wurde dort inzwischen gelöscht.")
    new = replace(copy, remote_id=old.remote_id, key=old.key, revision=old.revision + 1)
    platform.copies[old.remote_id] = new
    return new


def _remote(copy: FakeCopy) -> RemotePart:
    return RemotePart(copy.remote_id, f"https://netz.example/{copy.remote_id}")


class FakeByHandConnector(OnlyByHand):
    """A network without an interface: people post there."""

    manifest: ClassVar[Manifest] = Manifest(
        kind="fake_by_hand",
        label="Netz von Hand (Probe)",
        mark="Hand",
        form=Form.POST,
        text=TextRules(limit=500, hashtags=True),
        pictures=PictureRules(most=4, narrowest=1.0, widest=1.0, alt_text_limit=200),
        by_hand=ByHand(place="https://netz.example/neu", hosts=("netz.example",)),
    )

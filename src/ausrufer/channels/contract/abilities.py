"""What a connector can do: small optional protocols, and the surroundings it is built from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import ClassVar, Protocol, runtime_checkable

from ausrufer.channels.contract.by_hand import Errand
from ausrufer.channels.contract.call import Access, AccessReport, Command, Published, RemotePart
from ausrufer.channels.contract.consent import Grant, Tokens
from ausrufer.channels.contract.handing_over import HandOver, handed_over
from ausrufer.channels.contract.hearing import Heard, Measured, Told
from ausrufer.channels.contract.manifest import Manifest
from ausrufer.channels.contract.message import Outgoing
from ausrufer.foundation.http import GuardedClient


class Lends(Protocol):
    """Lends files to platforms that fetch what they show."""

    def __call__(self, content: bytes | Path, media_type: str) -> str:
        """Return a signed address of bytes, or of a copy of a file, that ends after a day."""
        ...


def lends_nothing(content: bytes | Path, media_type: str) -> str:
    """Refuse: where nobody is published to, nothing is lent."""
    told = content.name if isinstance(content, Path) else f"{len(content)} bytes"
    raise RuntimeError(f"{told} of {media_type} cannot be lent here")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a connector may use of the machine: guarded client, public files, lent ones."""

    http: GuardedClient
    public_folder: Path
    lend: Lends = lends_nothing

    def for_access(self, access: Access) -> "Surroundings":
        """Return what may be used with `access`: who practises reaches practice platforms only."""
        if access.practice_targets is None:
            return self
        return replace(self, http=self.http.within(access.practice_targets))


@runtime_checkable
class Connector(Protocol):
    """Every connector has a manifest and is built from its surroundings."""

    manifest: ClassVar[Manifest]

    def __init__(self, surroundings: Surroundings) -> None: ...


class OnlyShown:
    """Base of a connector that can do nothing: its network is previewed, never sent to.

    It lacks `Publishes`, so no channel can be set up for it (`registry.kinds` leaves it out).
    """

    def __init__(self, surroundings: Surroundings) -> None:
        del surroundings  # nothing is called


@runtime_checkable
class HandsOver(Connector, Protocol):
    """Its network has no interface for posts: people post there by hand (`manifest.by_hand`)."""

    @classmethod
    def hand_over(
        cls, outgoing: Outgoing, errand: Errand, settings: Mapping[str, str], post: str = ""
    ) -> HandOver:
        """Return what a person copies and does; pure. `post` is the address of what is there."""
        ...


class OnlyByHand:
    """Base of a connector whose network is served by people, as every network can be."""

    manifest: ClassVar[Manifest]

    def __init__(self, surroundings: Surroundings) -> None:
        del surroundings  # nothing is called

    @classmethod
    def hand_over(
        cls, outgoing: Outgoing, errand: Errand, settings: Mapping[str, str], post: str = ""
    ) -> HandOver:
        """Return what a person copies and does."""
        return handed_over(cls.manifest, outgoing, errand, settings, post)


@runtime_checkable
class Publishes(Connector, Protocol):
    """Can bring a message out.

    Without this ability a network can be previewed and nothing else: no channel is set up for it.
    """

    async def publish(self, access: Access, command: Command) -> Published:
        """Send `command` once; raises one of the four failures."""
        ...


@runtime_checkable
class Amends(Connector, Protocol):
    """Can correct a published message in place."""

    async def amend(
        self, access: Access, command: Command, published: Sequence[RemotePart]
    ) -> Published:
        """Replace what was published under the same address; repeatable."""
        ...


@runtime_checkable
class FindsAdded(Connector, Protocol):
    """Can tell what a correction added to a thread before it broke off."""

    async def find_added(
        self, access: Access, command: Command, published: Sequence[RemotePart]
    ) -> Published:
        """Return `published` and the parts an earlier `amend` by `command` added behind it.

        The answer must be certain; raises a failure where the platform did not tell.
        """
        ...


@runtime_checkable
class Withdraws(Connector, Protocol):
    """Can take a published message back."""

    async def withdraw(self, access: Access, published: Sequence[RemotePart]) -> None:
        """Remove every part; a part that is already gone counts as removed."""
        ...


@runtime_checkable
class Reconciles(Connector, Protocol):
    """Can ask the platform whether a message is already there."""

    async def find(self, access: Access, command: Command) -> Published:
        """Return the leading parts that are there: all, some, or none (empty `parts`).

        The answer must be certain; raises a failure where the platform did not tell.
        """
        ...


@runtime_checkable
class ChecksAccess(Connector, Protocol):
    """Can tell whether the access works, and which limits it grants."""

    async def check_access(self, access: Access) -> AccessReport:
        """Ask the platform without publishing anything; raises one of the four failures."""
        ...


@runtime_checkable
class Authorises(Connector, Protocol):
    """Is connected by consent on the platform's own page (`manifest.consent`)."""

    async def grants(self, access: Access, tokens: Tokens) -> Sequence[Grant]:
        """Return the accounts fresh tokens open, one of which a person chooses; may be empty."""
        ...


@runtime_checkable
class Renews(Connector, Protocol):
    """Renews its tokens in a way of its own, not by RFC 6749 §6."""

    async def renew(self, access: Access) -> Tokens:
        """Return new tokens for those of `access`; raises one of the four failures."""
        ...


@runtime_checkable
class Listens(Connector, Protocol):
    """Can read what people write below a post."""

    async def contributions(
        self, access: Access, published: Sequence[RemotePart], cursor: str = ""
    ) -> Heard:
        """Return one page of contributions below a publication."""
        ...


@runtime_checkable
class Replies(Connector, Protocol):
    """Can answer a contribution publicly."""

    async def reply(self, access: Access, contribution_id: str, text: str, key: str) -> RemotePart:
        """Answer once; `key` is a UUID fixed per answer. Raises one of the four failures."""
        ...


@runtime_checkable
class Hides(Connector, Protocol):
    """Can hide a contribution from the public and show it again."""

    async def hide(self, access: Access, contribution_id: str, *, hidden: bool) -> None:
        """Hide or show; repeatable."""
        ...


@runtime_checkable
class Removes(Connector, Protocol):
    """Can delete a contribution of somebody else."""

    async def remove(self, access: Access, contribution_id: str) -> None:
        """Delete; what is gone already counts as deleted."""
        ...


@runtime_checkable
class Measures(Connector, Protocol):
    """Can tell numbers of a publication."""

    async def measure(self, access: Access, published: Sequence[RemotePart]) -> Measured:
        """Return what the platform tells of it today."""
        ...


@runtime_checkable
class ReceivesWebhooks(Connector, Protocol):
    """Its platform calls the house by itself, at an address of the channel; both are pure."""

    @classmethod
    def verify(
        cls,
        headers: Mapping[str, str],
        body: bytes,
        secrets: Mapping[str, str],
        *,
        received_at: datetime,
    ) -> tuple[Told, ...]:
        """Return what a call tells, empty where it is not understood; raises NotSigned."""
        ...

    @classmethod
    def handshake(cls, params: Mapping[str, str], agreed: str) -> str | None:
        """Return the answer to a new subscription; None where it does not know the agreed word."""
        ...

"""What one call to a platform is given, and what it brings back."""

from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, field
from datetime import datetime

from ausrufer.channels.contract.message import Outgoing


@dataclass(frozen=True, slots=True)
class Recipient:
    """The one person a letter goes to."""

    address: str
    unsubscribe_url: str


@dataclass(frozen=True, slots=True)
class Access:
    """The opened access of a channel: plain settings and unsealed secrets by field name."""

    settings: Mapping[str, str]
    secrets: Mapping[str, str] = field(repr=False)
    limits: Mapping[str, int] = field(default_factory=dict)  # read from the platform at run time
    owner: str = ""  # the organisation's unique short name
    session: MutableMapping[str, str] = field(default_factory=dict, repr=False)
    """Short-lived log-in of this process; the caller hands the same mapping in at every call."""
    stand_ins: Mapping[str, str] = field(default_factory=dict)
    """Addresses of emulated platforms in place of real ones, where an organisation practises."""
    practice_targets: frozenset[str] | None = None
    """Where an organisation practises: the only "host:port" pairs it speaks to; else None."""

    def origin(self, real: str) -> str:
        """Return where the platform at the address `real` is to be asked."""
        return self.stand_ins.get(real, real)

    def __getitem__(self, name: str) -> str:
        """Return the value of an access field; empty where an optional one is not set."""
        return self.secrets.get(name) or self.settings.get(name, "")


@dataclass(frozen=True, slots=True)
class RemotePart:
    """Where one part of a message now is."""

    remote_id: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Command:
    """One call to one channel.

    `key` is a UUID fixed per delivery, the same for every attempt. `already` names the first parts
    that a look at the platform found there: they are not sent again. `first_attempt_at` is aware.
    `same_media`: a correction whose pictures and films are those the post is known to show.
    """

    key: str
    outgoing: Outgoing
    recipient: Recipient | None = None
    already: tuple[RemotePart, ...] = ()
    first_attempt_at: datetime | None = None
    same_media: bool = False


@dataclass(frozen=True, slots=True)
class Published:
    """The platform's yes: one entry per part, in order."""

    parts: tuple[RemotePart, ...]

    @property
    def permalink(self) -> str:
        """The address of the first part; empty where the channel has none."""
        return self.parts[0].url if self.parts else ""


@dataclass(frozen=True, slots=True)
class AccessReport:
    """What a check of the access found: the account's name and the limits it grants."""

    account: str
    limits: Mapping[str, int] = field(default_factory=dict)
    expires_at: datetime | None = None

"""The emulated platforms of an installation: who practises speaks to nobody else. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

LONGEST = 500  # characters of an address that is kept


@dataclass(frozen=True, slots=True)
class PracticePlatforms:
    """Where emulators stand: by the address they stand in for, and all of them as "host:port"."""

    stand_ins: Mapping[str, str]
    targets: frozenset[str]

    def leading(self, address: str) -> str:
        """Return where what stands at a real address stands here; others are left as they are.

        One that is too long to be kept becomes none.
        """
        try:
            found = urlsplit(address)
        except ValueError:  # nothing that could be followed
            return address
        real = f"{found.scheme}://{found.netloc}"
        stand_in = self.stand_ins.get(real)
        if stand_in is None:
            return address
        led = stand_in + address[len(real) :]
        return led if len(led) <= LONGEST else ""

    def has(self, address: str) -> bool:
        """Tell whether an address lies on one of them."""
        try:
            return _target(address) in self.targets
        except ValueError:  # no port number
            return False


def practice_platforms(entries: Iterable[str]) -> PracticePlatforms:
    """Return the platforms of entries such as "https://real.example=http://127.0.0.1:9001".

    An entry without "=" stands in for nothing: its address is typed in at the channel.
    """
    pairs = [entry.rpartition("=") for entry in entries]
    return PracticePlatforms(
        stand_ins={real.rstrip("/"): stand_in.rstrip("/") for real, _, stand_in in pairs if real},
        targets=frozenset(_target(stand_in) for _, _, stand_in in pairs),
    )


def _target(address: str) -> str:
    found = urlsplit(address)
    return f"{found.hostname}:{found.port}"

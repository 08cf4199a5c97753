"""The stage a connector is tried on: a platform, and eyes that see what it shows."""

import hashlib
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from io import BytesIO
from typing import ClassVar
from uuid import uuid4

from PIL import Image

from ausrufer.channels.contract import (
    Access,
    Command,
    Connector,
    LinkCard,
    Outgoing,
    Picture,
    Recipient,
)

_LINK = "https://www.musterstadt.example/verkehr/bruecke?ab=1&bis=2"
_TEXTS = (
    f"Die Brücke ist für Schwerverkehr gesperrt. 🚧 Größere Umwege: {_LINK} #Verkehr",
    "Teil 2: Fußgänger können passieren; „Danke“ an alle 👷🏽‍♀️ vor Ort & zu Hause.",
    "Teil 3: Freigabe voraussichtlich <Montag>, 7 Uhr.",
)


class Fault(StrEnum):
    """What a platform can do to the next call."""

    UNREACHABLE = "unreachable"  # no connection comes about
    ACCESS_LOST = "access_lost"  # our access is no longer accepted
    BUSY = "busy"  # asks to come back later, before taking anything
    REFUSED = "refused"  # rejects the content
    BROKEN_BEFORE = "broken_before"  # breaks off in the decisive request; nothing was taken
    BROKEN_AFTER = "broken_after"  # breaks off in the decisive request; it was taken
    NONSENSE = "nonsense"  # takes it, and answers what nobody understands


@dataclass(frozen=True, slots=True)
class SeenPicture:
    """A picture as a reader of the platform gets it."""

    sha256: str
    alt_text: str


@dataclass(frozen=True, slots=True)
class Seen:
    """One public copy as a reader of the platform sees it; `text` is plain."""

    remote_id: str
    text: str
    language: str = ""
    pictures: tuple[SeenPicture, ...] = ()


class Stage:
    """One connector in front of one platform; every demand of the contract gets a new one."""

    faults: ClassVar[frozenset[Fault]] = frozenset()  # what `arrange` can bring about
    threads: ClassVar[bool] = True  # whether a message may come in several parts
    hears: ClassVar[bool] = True  # whether what readers did can be asked for on this stage
    tells_language: ClassVar[bool] = True  # whether readers are told a message's language
    exchanges_pictures: ClassVar[bool] = True  # whether a correction may bring other pictures
    keeps_address: ClassVar[bool] = True  # whether what is corrected stays where it was
    recipient: ClassVar[Recipient | None] = None
    access: Access

    def connector(self) -> Connector:
        """Return a new connector, as a new worker would build it."""
        raise NotImplementedError

    async def seen(self) -> list[Seen]:
        """Return the public copies, oldest first."""
        raise NotImplementedError

    async def arrange(self, fault: Fault) -> None:
        """Let `fault` happen to the next message that is sent."""
        raise NotImplementedError

    def command(self, *, parts: int = 1, pictures: int = 0) -> Command:
        """Return an order to publish a new message of so many parts and pictures."""
        outgoing = Outgoing(
            public_id=uuid4().hex,
            language="de",
            title="Brücke gesperrt",
            parts=_TEXTS[:parts],
            html=f"<p>{_TEXTS[0]}</p>",
            summary="Umwege wegen Bauarbeiten",
            link=LinkCard(_LINK, "Brücke gesperrt", "Umwege wegen Bauarbeiten"),
            hashtags=("Verkehr",),
            pictures=tuple(example_picture(number) for number in range(pictures)),
            department="Tiefbauamt",
            publish_at=datetime(2026, 11, 21, 8, 0, tzinfo=UTC),
            path="/2026/bruecke-gesperrt/",
        )
        # An attempt is always noted before the call: the connector may rely on it.
        begun = datetime.now(UTC) - timedelta(seconds=1)
        return Command(str(uuid4()), outgoing, self.recipient, first_attempt_at=begun)


def corrected(command: Command, *, parts: tuple[str, ...], pictures: int = 0) -> Command:
    """Return the order to correct what `command` published: new texts, new pictures, a new key."""
    outgoing = replace(
        command.outgoing,
        parts=parts,
        pictures=tuple(example_picture(number + 3) for number in range(pictures)),
        correction="Uhrzeit berichtigt",
    )
    return replace(command, key=str(uuid4()), outgoing=outgoing)


def example_picture(number: int) -> Picture:
    """Return a small PNG of its own colour with an alt text."""
    buffer = BytesIO()
    Image.new("RGB", (48 + number, 32), (40 * number % 256, 120, 200)).save(buffer, "PNG")
    content = buffer.getvalue()
    return Picture(
        sha256=hashlib.sha256(content).hexdigest(),
        media_type="image/png",
        width=48 + number,
        height=32,
        alt_text=f"Gesperrte Brücke, Ansicht {number + 1} – „Straße“ 🚧",
        content=content,
    )

"""What a backup consists of."""

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from ausrufer.project.environment import Environment

FACTS, DUMP = "ausrufer.json", "database.dump"
FOLDERS = ("media", "public")
# originals that still tell where they were taken, and what is just being made
UNFINISHED = ("media/incoming/", "media/work-")
FORMAT = 1


class ArchiveFault(Exception):
    """A backup cannot be made or used; the text is German, for operators."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a backup says about itself; `created_at` is ISO 8601, `seal` names the sealing key."""

    format: int
    version: str
    created_at: str
    seal: str

    def to_json(self) -> bytes:
        """Return the form in the archive."""
        return json.dumps(asdict(self), indent=1).encode()

    @classmethod
    def from_json(cls, content: bytes) -> Self:
        """Read the form in the archive; raises ArchiveFault."""
        try:
            facts = cls(**json.loads(content))
        except (ValueError, TypeError):
            raise ArchiveFault("Die Sicherung ist beschädigt.") from None
        if facts.format != FORMAT:
            raise ArchiveFault("Die Sicherung stammt von einer neueren Version von Ausrufer.")
        return facts


def seal_of(environment: "Environment") -> str:
    """Return a fingerprint of the sealing key; says nothing about the key itself."""
    key = environment.sealing_keys()[0]
    return hashlib.sha256(b"ausrufer-seal:" + key.encode()).hexdigest()[:16]

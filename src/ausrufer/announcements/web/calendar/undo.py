"""The way back after a move, offered once on the next page of the calendar."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self
from uuid import UUID

from ausrufer.announcements.models import Announcement
from ausrufer.foundation.clock import now
from ausrufer.organisations.web.staff import StaffRequest

_SHOWN, _OFFERED = "calendar_moved", "calendar_undo"


@dataclass(frozen=True, slots=True)
class Move:
    """A move that happened: the message as it is now, where it was, whether approval ended."""

    public_id: UUID
    version: int
    title: str
    before: datetime
    after: datetime
    voided: bool

    @classmethod
    def read(cls, kept: Any) -> Self:
        """Return what a session keeps of a move."""
        return cls(
            public_id=UUID(kept["public_id"]),
            version=kept["version"],
            title=kept["title"],
            before=datetime.fromisoformat(kept["before"]),
            after=datetime.fromisoformat(kept["after"]),
            voided=kept["voided"],
        )

    @property
    def can_be_undone(self) -> bool:
        """Tell whether the time before is still to come."""
        return self.before > now()


def remember(request: StaffRequest, move: Move) -> None:
    """Keep a move until the calendar has shown it."""
    kept = {
        "public_id": str(move.public_id),
        "version": move.version,
        "title": move.title,
        "before": move.before.isoformat(),
        "after": move.after.isoformat(),
        "voided": move.voided,
    }
    request.session[_SHOWN] = request.session[_OFFERED] = kept


def move_to_show(request: StaffRequest) -> Move | None:
    """Return the move that was not shown yet, once."""
    kept = request.session.pop(_SHOWN, None)
    return Move.read(kept) if kept else None


def move_to_undo(request: StaffRequest, announcement: Announcement) -> Move | None:
    """Return the last move of this person, where it was of this message."""
    kept = request.session.pop(_OFFERED, None)
    move = Move.read(kept) if kept else None
    return move if move and move.public_id == announcement.public_id else None

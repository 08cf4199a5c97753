"""What announcements tell the floors above and their own subscribers; the rows are the truth."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CommentWritten:
    """Somebody commented on a message, or answered (`answer_id`); `mentioned_ids` were called."""

    organisation_id: int
    announcement_id: int
    comment_id: int
    member_id: int
    mentioned_ids: list[int]
    answer_id: int | None = None

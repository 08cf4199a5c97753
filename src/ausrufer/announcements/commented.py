"""What is said about a message: read, counted, and found again in the text as it is now."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import ngettext

from ausrufer.announcements.commenting.anchors import Place, located
from ausrufer.announcements.commenting.places import label, texts
from ausrufer.announcements.models import Announcement, Comment
from ausrufer.announcements.states import CAN_BE_COMMENTED
from ausrufer.announcements.telling import facts_of
from ausrufer.foundation.text import is_blank


@dataclass(frozen=True, slots=True)
class Placed:
    """A comment with where its words stand in the text of its field now; None: nowhere."""

    comment: Comment
    place: Place | None
    words: str

    @property
    def label(self) -> str:
        """What staff call its field."""
        return label(self.comment.field)

    @property
    def gone(self) -> bool:
        """Tell whether its words are no longer there."""
        return bool(self.comment.quote) and self.place is None


def texts_of(announcement: Announcement) -> dict[str, str]:
    """Return the texts of a message that can be commented on; one query for its pictures."""
    return texts(
        announcement.content,
        facts=facts_of(announcement.content),
        alt_texts=[one.alt_text for one in announcement.pictures.all()],
    )


def comments_on(announcement: Announcement) -> list[Placed]:
    """Return all comments on a message with their answers, in the order they were written."""
    found = announcement.comments.select_related("member", "resolved_by").prefetch_related(
        "answers__member"
    )
    comments = list(found)
    said = texts_of(announcement) if any(one.quote for one in comments) else {}
    return [_placed(one, said.get(one.field, "")) for one in comments]


def open_comments(announcement: Announcement) -> int:
    """Return how many comments on a message are not resolved."""
    return announcement.comments.filter(resolved_at=None).count()


def word_back(announcement: Announcement, comment: str) -> str:
    """Return the word of somebody who sends a message back: open comments are reason enough."""
    number = open_comments(announcement)
    if not number or not is_blank(comment):
        return comment
    return ngettext(
        "Bitte sehen Sie den offenen Kommentar an.",
        "Bitte sehen Sie die %(number)d offenen Kommentare an.",
        number,
    ) % {"number": number}


def open_by_announcement(shown: Iterable[Announcement]) -> dict[int, int]:
    """Return how many open comments each of these messages has, by key; one query.

    Messages that nobody can comment on now have none.
    """
    keys = [one.pk for one in shown if one.state in CAN_BE_COMMENTED]
    if not keys:
        return {}
    found = Comment.objects.filter(announcement_id__in=keys, resolved_at=None)
    return dict(Counter(found.values_list("announcement_id", flat=True).order_by()))


def _placed(comment: Comment, text: str) -> Placed:
    anchor = comment.anchor
    place = located(anchor, text) if anchor else None
    return Placed(comment, place, text[place.start : place.end] if place else "")

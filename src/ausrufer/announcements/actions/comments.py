"""Saying something about some words of a message: comments, answers, what is settled."""

from collections.abc import Mapping

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext

from ausrufer.announcements import journal
from ausrufer.announcements.commented import texts_of
from ausrufer.announcements.commenting.anchors import MOST_QUOTED, Anchor, anchored, located
from ausrufer.announcements.commenting.mentions import mentioned
from ausrufer.announcements.commenting.places import WHOLE, is_place, label
from ausrufer.announcements.facts import CommentWritten
from ausrufer.announcements.models import Announcement, Comment, CommentAnswer
from ausrufer.announcements.states import CAN_BE_COMMENTED, State
from ausrufer.foundation.clock import now
from ausrufer.foundation.facts import announce
from ausrufer.foundation.text import clean_text, is_blank
from ausrufer.organisations.errors import Refused, Unfit
from ausrufer.organisations.models import Member
from ausrufer.organisations.queries import member_names
from ausrufer.records.actions import record

MOST_SAID = 2_000
MOST_COMMENTS = 500  # on one message: a page shows all of them


@transaction.atomic
def write_comment(
    *,
    member: Member,
    announcement: Announcement,
    text: str,
    field: str = WHOLE,
    quote: str = "",
    before: str = "",
    start: int | None = None,
) -> Comment:
    """Say something about some words of a field, a field, or the whole message.

    `before` are the words in front of `quote`, `start` about where it begins: they tell two equal
    places apart. Raises Unfit for words that do not stand there, Refused where it is too late.
    """
    locked = _open_for_comments(announcement)
    said = _fit(text)
    if not is_place(field):
        raise Unfit("field", gettext("Diese Stelle gibt es in der Mitteilung nicht."))
    anchor = None
    if not is_blank(quote):
        field, anchor = _anchor(
            texts_of(locked), field, Anchor(_quoted(quote), before, "", start or 0)
        )
    last = locked.comments.aggregate(last=Max("number"))["last"] or 0
    if last >= MOST_COMMENTS:
        raise Refused(gettext("An dieser Mitteilung stehen schon sehr viele Kommentare."))
    comment = Comment.objects.create(
        organisation_id=locked.organisation_id,
        announcement=locked,
        number=last + 1,
        member=member,
        written_at=now(),
        version=locked.version,
        field=field,
        text=said,
        **_kept(anchor),
    )
    record(
        journal.COMMENTED,
        actor=member.actor,
        subject=locked.subject,
        title=locked.title,
        number=comment.number,
        place=label(field),
    )
    _tell(member, comment, said)
    return comment


@transaction.atomic
def answer_comment(*, member: Member, comment: Comment, text: str) -> CommentAnswer:
    """Answer a comment; raises Unfit for an empty answer, Refused where it is too late."""
    locked = _open_for_comments(comment.announcement)
    said = _fit(text)
    answer = CommentAnswer.objects.create(
        organisation_id=locked.organisation_id,
        comment=comment,
        member=member,
        written_at=now(),
        text=said,
    )
    _record(journal.COMMENT_ANSWERED, member, locked, comment)
    _tell(member, comment, said, answer)
    return answer


@transaction.atomic
def resolve_comment(*, member: Member, comment: Comment) -> Comment:
    """Note that a comment is dealt with; doing so twice changes nothing."""
    locked = _open_for_comments(comment.announcement)
    kept = Comment.objects.select_for_update().get(pk=comment.pk)
    if kept.resolved_at is None:
        kept.resolved_at, kept.resolved_by = now(), member
        kept.save(update_fields=["resolved_at", "resolved_by"])
        _record(journal.COMMENT_RESOLVED, member, locked, kept)
    return kept


@transaction.atomic
def reopen_comment(*, member: Member, comment: Comment) -> Comment:
    """Note that a comment is not dealt with after all; doing so twice changes nothing."""
    locked = _open_for_comments(comment.announcement)
    kept = Comment.objects.select_for_update().get(pk=comment.pk)
    if kept.resolved_at is not None:
        kept.resolved_at, kept.resolved_by = None, None
        kept.save(update_fields=["resolved_at", "resolved_by"])
        _record(journal.COMMENT_REOPENED, member, locked, kept)
    return kept


def _open_for_comments(announcement: Announcement) -> Announcement:
    """Lock the message: comments are numbered one after the other."""
    locked = Announcement.objects.select_for_update(of=("self",)).get(pk=announcement.pk)
    if State(locked.state) not in CAN_BE_COMMENTED:
        raise Refused(
            gettext(
                "Kommentieren lässt sich, was im Entwurf oder in der Freigabe ist. "
                "Diese Mitteilung ist schon weiter."
            )
        )
    return locked


def _fit(text: str) -> str:
    said = clean_text(_whole(text)).strip()
    if is_blank(said):
        raise Unfit("text", gettext("Bitte schreiben Sie, was Sie dazu sagen möchten."))
    if len(said) > MOST_SAID:
        raise Unfit(
            "text",
            gettext("Der Kommentar ist zu lang: höchstens %(most)d Zeichen sind möglich.")
            % {"most": MOST_SAID},
        )
    return said


def _quoted(quote: str) -> str:
    found = clean_text(_whole(quote)).strip()
    if len(found) > MOST_QUOTED:
        raise Unfit(
            "quote",
            gettext(
                "Die Stelle ist zu lang. Wählen Sie weniger Worte oder kommentieren Sie das ganze "
                "Feld."
            ),
        )
    return found


def _whole(text: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError as broken:
        raise Unfit("text", gettext("Der Text enthält beschädigte Zeichen.")) from broken
    return text


def _anchor(said: Mapping[str, str], field: str, sought: Anchor) -> tuple[str, Anchor]:
    """Return the field in which the words stand, first the one that was named, and their place."""
    for name in (field, *(one for one in said if one != field)):
        text = said.get(name, "")
        found = _standing(sought, text)
        if found is not None:
            return name, found
    raise Unfit(
        "quote",
        gettext(
            "Diese Worte stehen so nicht in der Mitteilung. Schreiben Sie sie genau ab, oder "
            "lassen Sie das Feld leer."
        ),
    )


def _standing(sought: Anchor, text: str) -> Anchor | None:
    """Return the anchor of the very words, or of those that contain them letter by letter."""
    place = located(sought, text) or located(Anchor(sought.quote, start=sought.start), text)
    if place is not None and not place.changed:
        return anchored(text, place.start, place.end)
    at = text.find(sought.quote)
    return anchored(text, at, at + len(sought.quote)) if at >= 0 else None


def _kept(anchor: Anchor | None) -> dict[str, str | int]:
    if anchor is None:
        return {}
    return {
        "quote": anchor.quote,
        "before": anchor.before,
        "after": anchor.after,
        "start": anchor.start,
    }


def _record(kind: str, member: Member, announcement: Announcement, comment: Comment) -> None:
    record(
        kind,
        actor=member.actor,
        subject=announcement.subject,
        title=announcement.title,
        number=comment.number,
    )


def _tell(member: Member, comment: Comment, said: str, answer: CommentAnswer | None = None) -> None:
    announce(
        CommentWritten(
            organisation_id=comment.organisation_id,
            announcement_id=comment.announcement_id,
            comment_id=comment.pk,
            member_id=member.pk,
            mentioned_ids=mentioned(said, member_names()),
            answer_id=answer.pk if answer else None,
        )
    )

"""Comments on a message: shown beside the text, written, answered, settled."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ausrufer.announcements.access import announcement_to_read, comment_to_answer
from ausrufer.announcements.actions import comments as actions
from ausrufer.announcements.commented import Placed, comments_on, texts_of
from ausrufer.announcements.commenting.anchors import located
from ausrufer.announcements.commenting.marks import Mark, marked, shown_text
from ausrufer.announcements.models import Announcement, Comment
from ausrufer.announcements.states import CAN_BE_COMMENTED
from ausrufer.announcements.web.forms.comments import AnswerForm, CommentForm
from ausrufer.announcements.web.shown import address
from ausrufer.design.parts import Task
from ausrufer.organisations.errors import Refused, Unfit
from ausrufer.organisations.models import Member
from ausrufer.organisations.web.staff import StaffRequest, for_staff

TYPED = frozenset({"title", "body", "link", "contact", "correction"})  # as they are in the form
IN_TEXT = frozenset({"body", "details"})  # shown together as one formatted text


@dataclass(frozen=True, slots=True)
class ShownComment:
    """A comment with its way to the words and back; without words on the page there is none."""

    placed: Placed
    marked: bool
    form: AnswerForm | None

    @property
    def comment(self) -> Comment:
        """What was said."""
        return self.placed.comment

    @property
    def open(self) -> bool:
        """Tell whether it still waits for somebody."""
        return self.comment.resolved_at is None


@dataclass(frozen=True, slots=True)
class Commented:
    """What the page of a message shows of comments, and its texts with the words marked."""

    open: list[ShownComment]
    resolved: list[ShownComment]
    html: SafeString
    title: SafeString | str
    fields: dict[str, SafeString | str]
    form: CommentForm | None


def commented(announcement: Announcement, html: str) -> Commented:
    """Return the comments on a message whose text reads as `html`; at most four queries."""
    placed = comments_on(announcement)
    may, said = announcement.state in CAN_BE_COMMENTED, texts_of(announcement)
    opened = [one for one in placed if one.comment.resolved_at is None]
    text = shown_text(html)
    in_text = _in_text(opened, text)
    plain = {
        name: _plain(value, [one for one in opened if one.comment.field == name])
        for name, value in said.items()
        if name not in IN_TEXT
    }
    known = {one.comment.pk for one in opened if one.place and one.comment.field not in IN_TEXT}
    known -= {one.comment.pk for one in opened if one.comment.field in {"pictures", "link"}}
    known |= set(in_text)
    shown = [
        ShownComment(
            one,
            one.comment.pk in known,
            AnswerForm(auto_id=f"antwort-{one.comment.number}_%s") if may else None,
        )
        for one in placed
    ]
    return Commented(
        open=[one for one in shown if one.open],
        resolved=[one for one in shown if not one.open],
        html=_trusted(marked(html, list(in_text.values()))),
        title=plain["title"],
        fields=plain,
        form=_form(said) if may else None,
    )


def said_about(announcement: Announcement) -> list[Task]:
    """Return the open comments as lines that lead to their words in the form of the message."""
    if announcement.state not in CAN_BE_COMMENTED:
        return []
    return [_line(one) for one in comments_on(announcement) if one.comment.resolved_at is None]


def _line(one: Placed) -> Task:
    comment, words = one.comment, one.place is not None and one.comment.field in TYPED
    gone = f" · {_('Stelle nicht mehr vorhanden')}" if one.gone else ""
    return Task(
        label=comment.text,
        url=f"#id_{comment.field}" if comment.field in TYPED else "",
        note=f"{comment.member.name} · {one.label}{gone}",
        start=one.place.start if one.place and words else None,
        end=one.place.end if one.place and words else None,
    )


@for_staff
def write(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Say something about a message; the page of its own is for mistakes and without scripts."""
    announcement = announcement_to_read(request.member, public_id)
    form = _form(texts_of(announcement), request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        comment = _written(request.member, announcement, form)
        if comment is not None:
            return redirect(_back(announcement, comment))
    context = {"announcement": announcement, "form": form}
    return render(request, "announcements/comments/write.html", context)


@for_staff
@require_POST
def answer(request: StaffRequest, public_id: UUID, key: UUID) -> HttpResponse:
    """Answer a comment."""
    comment = comment_to_answer(request.member, public_id, key)
    form = AnswerForm(request.POST)
    if form.is_valid():
        try:
            actions.answer_comment(member=request.member, comment=comment, **form.cleaned_data)
            return redirect(_back(comment.announcement, comment))
        except Refused as refused:
            form.add_error("text" if isinstance(refused, Unfit) else None, refused.for_staff)
    context = {"announcement": comment.announcement, "form": form, "comment": comment}
    return render(request, "announcements/comments/answer.html", context)


@for_staff
@require_POST
def resolve(request: StaffRequest, public_id: UUID, key: UUID) -> HttpResponse:
    """Note that a comment is dealt with."""
    return _settled(request, public_id, key, actions.resolve_comment)


@for_staff
@require_POST
def reopen(request: StaffRequest, public_id: UUID, key: UUID) -> HttpResponse:
    """Note that a comment is not dealt with after all."""
    return _settled(request, public_id, key, actions.reopen_comment)


def _settled(
    request: StaffRequest, public_id: UUID, key: UUID, settle: Callable[..., Comment]
) -> HttpResponse:
    comment = comment_to_answer(request.member, public_id, key)
    try:
        settle(member=request.member, comment=comment)
    except Refused as refused:
        messages.error(request, refused.for_staff)
    if getattr(request, "htmx", False):  # beside a text that is being written nothing may reload
        comment.refresh_from_db()
        return render(request, "announcements/comments/settled.html", {"comment": comment})
    return redirect(_back(comment.announcement, comment))


def _written(member: Member, announcement: Announcement, form: CommentForm) -> Comment | None:
    try:
        return actions.write_comment(member=member, announcement=announcement, **form.cleaned_data)
    except Refused as refused:
        field = refused.field if isinstance(refused, Unfit) else None
        form.add_error(field, refused.for_staff)
        return None


def _form(said: dict[str, str], posted: Any = None) -> CommentForm:
    return CommentForm(posted, fields=[name for name, text in said.items() if text])


def _back(announcement: Announcement, comment: Comment) -> str:
    return f"{address(announcement)}#kommentar-{comment.number}"


def _in_text(opened: list[Placed], text: str) -> dict[int, Mark]:
    """Return the marks in the shown text by the key of the comment."""
    found = {}
    for one in opened:
        anchor = one.comment.anchor
        if anchor is None or one.place is None or one.comment.field not in IN_TEXT:
            continue
        place = located(anchor, text)
        if place is not None:
            found[one.comment.pk] = Mark(place.start, place.end, _link(one))
    return found


def _plain(text: str, opened: list[Placed]) -> SafeString | str:
    marks = [
        Mark(one.place.start, one.place.end, _link(one)) for one in opened if one.place is not None
    ]
    return _trusted(marked(format_html("{}", text), marks)) if marks else text


def _link(one: Placed) -> str:
    number = one.comment.number
    said = _("Kommentar %(number)d") % {"number": number}
    return format_html(
        '<a class="msg-mark" id="stelle-{0}" href="#kommentar-{0}" aria-label="{1}">{0}</a>',
        number,
        said,
    )


def _trusted(html: str) -> SafeString:
    """Let through what was sanitised or escaped before the marks were put in."""
    return mark_safe(html)  # noqa: S308 - see above

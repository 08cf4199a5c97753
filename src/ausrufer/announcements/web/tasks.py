"""What people have to do by hand: the list, one task on the phone, and what became of it."""

from typing import Any, TypeVar
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from ausrufer.announcements.models import Announcement
from ausrufer.announcements.paths import task_path
from ausrufer.announcements.queries import announcements_by_subject
from ausrufer.announcements.task_access import report_to_read, task_to_finish, task_to_read
from ausrufer.announcements.web.delivery_words import word_alone
from ausrufer.announcements.web.forms.by_hand import DoneForm, NotDoneForm
from ausrufer.announcements.web.qr import qr_code
from ausrufer.announcements.web.task import shown_task, words_of
from ausrufer.channels.errors import ConnectorFailure
from ausrufer.channels.queries import is_exercise, manifest_of
from ausrufer.delivery.by_hand import Evidence, report_done, report_not_done
from ausrufer.delivery.errors import StillBeingMade, Tampered
from ausrufer.delivery.models import Delivery
from ausrufer.delivery.orders import approved_document, approved_film, approved_picture
from ausrufer.delivery.queries import reports_about, tasks_by_hand
from ausrufer.delivery.states import Purpose, State
from ausrufer.foundation.file_answers import file_answer
from ausrufer.foundation.file_store import FileStore
from ausrufer.library.actions import bounded, cleaned_picture
from ausrufer.organisations.errors import Refused, Unfit
from ausrufer.organisations.policy import may_finish_by_hand
from ausrufer.organisations.web.staff import StaffRequest, for_staff

_MOST = 200
_Answer = TypeVar("_Answer", bound=HttpResponseBase)
_ENDINGS = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/webp": "webp",
    "image/gif": "gif",
    "video/mp4": "mp4",
    "video/quicktime": "mov",
    "video/webm": "webm",
}


@for_staff
@require_safe
def overview(request: StaffRequest) -> HttpResponse:
    """Everything that is open, the longest due first."""
    tasks = list(tasks_by_hand()[:_MOST])
    known = announcements_by_subject({one.subject for one in tasks})
    rows = [(one, known[one.subject], words_of(one)) for one in tasks if one.subject in known]
    return render(request, "announcements/by_hand/list.html", {"tasks": rows})


@for_staff
@require_safe
def show(request: StaffRequest, key: UUID) -> HttpResponse:
    """One task: steps, texts to copy, pictures to save, and the report."""
    announcement, delivery = task_to_read(request.member, key)
    return _page(request, announcement, delivery)


@for_staff
@require_POST
def done(request: StaffRequest, key: UUID) -> HttpResponse:
    """Take a person's word that it is done, with what shows it."""
    announcement, delivery = task_to_finish(request.member, key)
    form = DoneForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, announcement, delivery, done=form)
    try:
        report_done(member=request.member, delivery=delivery, evidence=_evidence(form))
    except Unfit as unfit:
        form.add_error("link" if unfit.field == "link" else "picture", unfit.for_staff)
        return _page(request, announcement, delivery, done=form)
    except Refused as refused:
        messages.error(request, refused.for_staff)
    else:
        messages.success(request, _("Danke, das ist vermerkt."))
    return redirect("task", key)


@for_staff
@require_POST
def not_done(request: StaffRequest, key: UUID) -> HttpResponse:
    """Take a person's word that it was not done, and why."""
    announcement, delivery = task_to_finish(request.member, key)
    form = NotDoneForm(request.POST)
    if not form.is_valid():
        return _page(request, announcement, delivery, not_done=form)
    try:
        said = form.cleaned_data["reason"]
        report_not_done(member=request.member, delivery=delivery, reason=said)
    except Unfit as unfit:
        form.add_error("reason", unfit.for_staff)
        return _page(request, announcement, delivery, not_done=form)
    except Refused as refused:
        messages.error(request, refused.for_staff)
    else:
        messages.success(request, _("Ihre Angabe ist vermerkt."))
    return redirect("task", key)


@for_staff
@require_safe
@cache_control(private=True, max_age=600)
def picture(request: StaffRequest, key: UUID, number: int) -> HttpResponse:
    """Return a picture in the network's shape, to be saved."""
    _announcement, delivery = task_to_read(request.member, key)
    try:
        found = approved_picture(delivery, number)
    except (IndexError, ConnectorFailure, Tampered) as gone:
        raise Http404 from gone
    answer = HttpResponse(found.content, content_type=found.media_type)
    return _to_save(answer, f"bild-{number}.{_ENDINGS.get(found.media_type, 'bin')}")


@for_staff  # type: ignore[arg-type]  # a file is streamed, everything else is rendered
@require_safe
@cache_control(private=True, max_age=600)
def film(request: StaffRequest, key: UUID, number: int) -> HttpResponseBase:
    """Return a film as the network takes it, with captions in its pictures, to be saved."""
    _announcement, delivery = task_to_read(request.member, key)
    try:
        found = approved_film(delivery, number)
    except (IndexError, Tampered) as gone:
        raise Http404 from gone
    except ConnectorFailure as failed:
        return _no_film(request, delivery, failed)
    assert found.path is not None  # noqa: S101 - narrows: a film that is ready has its file
    answer = file_answer(request, found.path, found.media_type)
    return _to_save(answer, f"film-{number}.{_ENDINGS.get(found.media_type, 'bin')}")


@for_staff
@require_safe
@cache_control(private=True, max_age=600)
def document(request: StaffRequest, key: UUID, number: int) -> HttpResponse:
    """Return a document, to be saved."""
    _announcement, delivery = task_to_read(request.member, key)
    try:
        found = approved_document(delivery, number)
    except (IndexError, ConnectorFailure, Tampered) as gone:
        raise Http404 from gone
    answer = HttpResponse(found.content, content_type=found.media_type)
    return _to_save(answer, f"dokument-{number}.pdf")


@for_staff  # type: ignore[arg-type]  # a file is streamed, everything else is rendered
@require_safe
@cache_control(private=True, max_age=3600)
def evidence(request: StaffRequest, key: UUID, public_id: UUID) -> FileResponse:
    """Return the picture of the screen that somebody reported with."""
    found = report_to_read(request.member, key, public_id)
    file = FileStore(settings.MEDIA_FOLDER).path(found.picture_sha256)
    answer = FileResponse(file.open("rb"), content_type=found.picture_type)
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


def _to_save(answer: _Answer, name: str) -> _Answer:
    """Have a browser save a file under `name`, never run what is in it."""
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


def _no_film(request: StaffRequest, delivery: Delivery, failed: ConnectorFailure) -> HttpResponse:
    being_made = isinstance(failed, StillBeingMade)
    answer = render(
        request,
        "announcements/by_hand/no_film.html",
        {"delivery": delivery, "being_made": being_made, "reason": failed.for_staff},
        status=202 if being_made else 404,
    )
    patch_cache_control(answer, max_age=0)  # the next look is to find the film
    return answer


def _evidence(form: DoneForm) -> Evidence:
    file = form.cleaned_data["picture"]
    cleaned = cleaned_picture(bounded(file.size, file.read)) if file else None
    return Evidence(form.cleaned_data["link"], cleaned)


def _page(
    request: StaffRequest,
    announcement: Announcement,
    delivery: Delivery,
    *,
    done: DoneForm | None = None,
    not_done: NotDoneForm | None = None,
) -> HttpResponse:
    is_open = delivery.state == State.BY_HAND
    context: dict[str, Any] = {
        "announcement": announcement,
        "delivery": delivery,
        "words": words_of(delivery),
        "word": word_alone(delivery),
        "is_open": is_open,
        "exercise": is_exercise(delivery.channel),
        "task": shown_task(delivery) if is_open else None,
        "reports": reports_about(delivery),
        "may_finish": may_finish_by_hand(request.member.rights, announcement.department_id),
        "done": (done or DoneForm()).told_of(
            manifest_of(delivery.channel), needed=delivery.purpose == Purpose.PUBLISH
        ),
        "not_done": not_done or NotDoneForm(),
        "qr": qr_code(f"{settings.BASE_URL}{task_path(delivery)}") if is_open else None,
    }
    return render(request, "announcements/by_hand/task.html", context)

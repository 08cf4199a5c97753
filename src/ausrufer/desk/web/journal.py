"""The journal on the desk, filterable by what, who and when."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from ausrufer.announcements.models import Announcement
from ausrufer.announcements.queries import announcements_by_subject
from ausrufer.design.forms import DayInput
from ausrufer.design.pages import FromBothEnds
from ausrufer.foundation.clock import from_town_time
from ausrufer.organisations.access import reader_of_journal
from ausrufer.organisations.queries import member_names
from ausrufer.organisations.web.staff import StaffRequest, for_staff
from ausrufer.records.models import JournalEntry
from ausrufer.records.queries import entries_about, entries_matching
from ausrufer.records.sentences import sentence

ROWS = 50
_KINDS = [
    ("", _("alles")),
    ("announcement", _("Mitteilungen")),
    ("preflight", _("Prüfregeln")),
    ("approval", _("Freigaben")),
    ("delivery", _("Auslieferungen")),
    ("channel", _("Kanäle")),
    ("feed", _("Feeds")),
    ("snippet", _("Textbausteine")),
    ("blueprint", _("Vorlagen")),
    ("subscription", _("Newsletter")),
    ("member", _("Menschen")),
    ("invitation", _("Einladungen")),
    ("role", _("Rollen")),
    ("token", _("Programmzugänge")),
]


class JournalForm(forms.Form):
    """Which entries are shown."""

    was = forms.ChoiceField(label=_("Was"), choices=_KINDS, required=False)
    wer = forms.TypedChoiceField(label=_("Wer"), coerce=int, empty_value=None, required=False)
    von = forms.DateField(label=_("Von"), required=False, widget=DayInput())
    bis = forms.DateField(label=_("Bis"), required=False, widget=DayInput())

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["wer"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - narrows for the type checker
        field.choices = [("", _("alle")), *member_names().items()]


@for_staff
@require_safe
def journal(request: StaffRequest) -> HttpResponse:
    """All entries of the organisation, newest first, or those about one thing."""
    reader_of_journal(request.member)
    form = JournalForm(request.GET)
    subject = request.GET.get("zu", "").replace("\x00", "")[:120]
    found = entries_about(subject) if subject else _matching(form)
    page = FromBothEnds(found, ROWS).get_page(request.GET.get("seite"))
    context = {
        "form": form,
        "page": page,
        "rows": _rows(page.object_list),
        "subject": subject,
        "filtered": any(request.GET.get(name) for name in form.fields),
    }
    return render(request, "desk/journal.html", context)


def _matching(form: JournalForm) -> QuerySet[JournalEntry]:
    form.is_valid()
    given = form.cleaned_data
    until = given.get("bis")
    return entries_matching(
        kinds_of=given.get("was") or "",
        member_id=given.get("wer"),
        since=_start_of(given.get("von")),
        before=_start_of(until + timedelta(days=1)) if until else None,
    )


def _start_of(day: date | None) -> datetime | None:
    return from_town_time(datetime.combine(day, time.min)) if day else None


def _rows(entries: Iterable[JournalEntry]) -> list[tuple[JournalEntry, str, Announcement | None]]:
    """Return the entries as sentences with the message they are about; one query."""
    shown = list(entries)
    known = announcements_by_subject({one.subject for one in shown})
    return [(one, sentence(one), known.get(one.subject)) for one in shown]

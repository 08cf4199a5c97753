"""My absences and who stands in for me."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from ausrufer.announcements.web.forms.times import TownTimeField
from ausrufer.organisations.access import absence_to_end
from ausrufer.organisations.actions.absences import end_absence, enter_absence
from ausrufer.organisations.errors import Refused
from ausrufer.organisations.models import Member
from ausrufer.organisations.queries import absences_to_come, absent_for, members
from ausrufer.organisations.web.staff import StaffRequest, for_staff


class AbsenceForm(forms.Form):
    """From when to when, and who stands in."""

    begins_at = TownTimeField(label=gettext_lazy("Abwesend von"), required=True)
    ends_at = TownTimeField(label=gettext_lazy("bis"), required=True)
    deputy = forms.TypedChoiceField(
        label=gettext_lazy("Vertretung"),
        help_text=gettext_lazy("Gibt in dieser Zeit an Ihrer Stelle frei."),
        coerce=int,
        empty_value=None,
        required=False,
    )

    def __init__(self, *args: Any, member: Member, **options: Any) -> None:
        super().__init__(*args, **options)
        self._people = {one.pk: one for one in members().filter(active=True).exclude(pk=member.pk)}
        choices = [(pk, one.name) for pk, one in self._people.items()]
        self.fields["deputy"].choices = [("", _("niemand")), *choices]  # type: ignore[attr-defined]

    def absence(self) -> dict[str, Any]:
        """Return the values as the action takes them."""
        return {**self.cleaned_data, "deputy": self._people.get(self.cleaned_data["deputy"])}


@for_staff
def absences(request: StaffRequest) -> HttpResponse:
    """Show and enter absences."""
    posted = request.POST if request.method == "POST" else None
    form = AbsenceForm(posted, member=request.member)
    if request.method == "POST" and form.is_valid() and _entered(request, form):
        return redirect("absences")
    context = {
        "form": form,
        "absences": absences_to_come(request.member),
        "standing_in": absent_for(request.member),
    }
    return render(request, "desk/absences.html", context)


@for_staff
@require_POST
def end(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """End an absence."""
    end_absence(member=request.member, absence=absence_to_end(request.member, public_id))
    messages.success(request, _("Die Abwesenheit ist beendet."))
    return redirect("absences")


def _entered(request: StaffRequest, form: AbsenceForm) -> bool:
    try:
        enter_absence(member=request.member, **form.absence())
    except Refused as refused:
        form.add_error(None, refused.for_staff)
        return False
    messages.success(request, _("Eingetragen."))
    return True

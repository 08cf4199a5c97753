"""For whom a channel is kept: who writes for it, who approves what goes there."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from ausrufer.channels.access import channel_to_administer
from ausrufer.channels.actions import change_reach
from ausrufer.channels.models import Channel
from ausrufer.channels.policy import Reach, Use
from ausrufer.channels.queries import reaches
from ausrufer.design.forms import ArrivedWhole
from ausrufer.foundation.german_order import german_order
from ausrufer.organisations.queries import departments, members
from ausrufer.organisations.web.staff import StaffRequest, for_staff

_LABELS = {
    "write_departments": gettext_lazy("Ämter, die dort schreiben"),
    "write_members": gettext_lazy("Menschen, die dort schreiben"),
    "approve_departments": gettext_lazy("Ämter, die dafür freigeben"),
    "approve_members": gettext_lazy("Menschen, die dafür freigeben"),
}


class ReachForm(ArrivedWhole, forms.Form):
    """Departments and people for each use; nothing ticked means everybody."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        places = _in_order((str(one.pk), one.name) for one in departments())
        people = _in_order((str(one.pk), one.name) for one in members() if one.active)
        for name, label in _LABELS.items():
            self.fields[name] = forms.MultipleChoiceField(
                label=label,
                choices=places if name.endswith("departments") else people,
                required=False,
                widget=forms.CheckboxSelectMultiple,
                error_messages={
                    "invalid_choice": gettext_lazy(
                        "Diese Auswahl gibt es nicht mehr. Bitte wählen Sie neu."
                    )
                },
            )

    @property
    def wanted(self) -> dict[Use, Reach]:
        """What was chosen."""
        return {use: Reach(self._ids(use, "departments"), self._ids(use, "members")) for use in Use}

    def _ids(self, use: Use, kind: str) -> frozenset[int]:
        return frozenset(int(one) for one in self.cleaned_data[f"{use}_{kind}"])


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def reach(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Show for whom a channel is kept; posted, change it."""
    channel = channel_to_administer(request.member, public_id)
    form = ReachForm(request.POST if request.method == "POST" else None, initial=_initial(channel))
    if request.method == "POST" and form.is_valid():
        change_reach(member=request.member, channel=channel, wanted=form.wanted)
        messages.success(request, _("Gespeichert. Es gilt sofort."))
        return redirect("channel", public_id)
    return render(request, "channels/reach.html", {"form": form, "channel": channel})


def _initial(channel: Channel) -> dict[str, list[str]]:
    found = {}
    for use in Use:
        held = reaches(use, [channel.pk]).get(channel.pk, Reach())
        found[f"{use}_departments"] = [str(pk) for pk in held.department_ids]
        found[f"{use}_members"] = [str(pk) for pk in held.member_ids]
    return found


def _in_order(named: Any) -> list[tuple[str, str]]:
    return sorted(named, key=lambda one: german_order(one[1]))

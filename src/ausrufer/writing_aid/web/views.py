"""The writing aid in the settings."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from ausrufer.organisations.errors import NotForYou, Refused
from ausrufer.organisations.policy import may_administer
from ausrufer.organisations.web.staff import StaffRequest, for_staff
from ausrufer.writing_aid.actions import set_up
from ausrufer.writing_aid.queries import set_up_aid
from ausrufer.writing_aid.web.forms import WritingAidForm


@for_staff
def settings(request: StaffRequest) -> HttpResponse:
    """Set up the writing aid, or switch it off."""
    if not may_administer(request.member.rights):
        raise NotForYou
    aid = set_up_aid()
    names = ("active", "address", "model", "sees_pictures")
    initial = {name: getattr(aid, name) for name in names} if aid else {}
    form = WritingAidForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            set_up(member=request.member, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.for_staff)
        else:
            messages.success(request, _("Gespeichert."))
            return redirect("house")
    context = {"form": form, "aid": aid, "has_key": bool(aid and aid.sealed_key)}
    return render(request, "writing_aid/settings.html", context)

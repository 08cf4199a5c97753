"""How I am told: each kind by each way, and in which browsers."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ausrufer.design.parts import Crumb
from ausrufer.notices.actions.wishes import keep_wishes
from ausrufer.notices.queries import devices_of, matrix_access, stored_wishes, wishes_in
from ausrufer.notices.sending.keys import push_key
from ausrufer.notices.web.forms import WishesForm, initial_wishes
from ausrufer.organisations.web.staff import StaffRequest, for_staff


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def wishes(request: StaffRequest) -> HttpResponse:
    """Show and keep how a person is told."""
    stored, access = stored_wishes(request.member), matrix_access()
    sent = request.POST if request.method == "POST" else None
    form = WishesForm(sent, initial=initial_wishes(wishes_in(stored)))
    if form.is_valid():
        keep_wishes(member=request.member, wishes=form.wishes())
        messages.success(request, _("So werden Sie ab jetzt benachrichtigt."))
        return redirect("notice_wishes")
    context = {
        "form": form,
        "devices": devices_of(request.member),
        "key": push_key().public,
        "matrix": bool(access and access.active and stored.matrix_room),
        "crumbs": [Crumb(_("Mein Konto"), "../"), Crumb(_("Benachrichtigungen"))],
    }
    return render(request, "notices/wishes.html", context)

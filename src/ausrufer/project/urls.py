"""Every address of the house."""

from django.urls import include, path, re_path
from django.views.decorators.csrf import csrf_exempt

from ausrufer.channels.web.lent import hand_out
from ausrufer.project.api import api
from ausrufer.project.problems import no_such_operation
from ausrufer.project.web import faults, health, language
from ausrufer.project.web.metrics import metrics

urlpatterns = [
    path("health/live", health.live),
    path("health/ready", health.ready),
    path("health/worker", health.worker),
    path("metrics", metrics),
    path("sprache/", language.choose, name="choose_language"),
    path("", include("ausrufer.design.web.urls")),
    path("", include("ausrufer.desk.web.people_urls")),
    path("accounts/sessions/", faults.no_such_room),  # shown on the page of the account
    path("accounts/email/", faults.no_such_room),  # people are invited by address and keep it
    path("accounts/", include("allauth.urls")),
    path("desk/", include("ausrufer.desk.web.urls")),
    path("desk/", include("ausrufer.notices.web.urls")),
    path("desk/", include("ausrufer.announcements.web.urls")),
    path("desk/", include("ausrufer.channels.web.urls")),
    path("desk/", include("ausrufer.writing_aid.web.urls")),
    path("desk/", include("ausrufer.library.web.urls")),
    path("api/v1/", api.urls),
    re_path(r"^api/(?P<path>.*)$", csrf_exempt(no_such_operation)),
    path("geliehen/<path:address>", hand_out, name="lent"),
    path("", include("ausrufer.subscriptions.web.urls")),
    path("", include("ausrufer.intake.web.urls")),
    re_path(r"^desk/.*/$", faults.no_such_room),
    path("", include("ausrufer.hub.web.urls")),
]

handler400 = "ausrufer.project.web.faults.unreadable"
handler403 = "ausrufer.project.web.faults.forbidden"
handler404 = "ausrufer.project.web.faults.missing"
handler500 = "ausrufer.project.web.faults.broken"
handler429 = "ausrufer.project.web.faults.too_many"  # asked for by allauth

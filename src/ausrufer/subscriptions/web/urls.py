"""The addresses for residents, and those of the desk.

Tokens have their own shape so that nothing else is looked up.
"""

from django.urls import path, re_path

from ausrufer.subscriptions.web import staff, views

app_name = "subscriptions"
_TOKEN = r"(?P<token>[A-Za-z0-9_.-]{20,200})"  # noqa: S105 - the shape of one

urlpatterns = [
    path("abonnieren/", views.overview, name="overview"),
    path("abonnieren/bestellt/", views.requested, name="requested"),
    re_path(rf"^abonnieren/bestaetigen/{_TOKEN}/$", views.confirm, name="confirm"),
    re_path(rf"^abonnieren/ende/{_TOKEN}/$", views.end, name="end"),
    path("abonnieren/<uuid:public_id>/", views.subscribe, name="subscribe"),
    path("desk/kanaele/<uuid:public_id>/abonnements/", staff.overview, name="of_channel"),
    path(
        "desk/kanaele/<uuid:public_id>/abonnements/<uuid:key>/beenden/",
        staff.end_on_request,
        name="end_on_request",
    ),
]

"""Pages of the gallery; the product never serves them."""

from django import forms as django_forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path

from tests.journeys.gallery import content, forms


def page(name: str, **more: object) -> object:
    """A view that draws `gallery/<name>.html` with everything there is to show."""

    def view(request: HttpRequest) -> HttpResponse:
        shown = {
            "shell": content.shell(),
            "town": "Stadt Musterstadt",
            "content": content,
            "rows": content.table_rows(25),
            "page": Paginator(range(1234), 25).get_page(request.GET.get("seite", 7)),
            "form": forms.EveryField(),
            "wrong": forms.wrong(),
        } | more
        return render(request, f"gallery/{name}.html", shown)

    return view


QR = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 29 29'%3E"
    "%3Cpath d='M4 4h7v7H4zM18 4h7v7h-7zM4 18h7v7H4zM14 14h2v2h-2zM18 18h3v3h-3z'/%3E%3C/svg%3E"
)
CODES = ["0a1b-2c3d", "4e5f-6071", "8293-a4b5", "c6d7-e8f9", "1122-3344", "5566-7788"]


class Key(forms.Code):
    """A form with the key that allauth's own form carries."""

    secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def account(request: HttpRequest, name: str) -> HttpResponse:
    """Any page of the log-in, with what allauth would hand it."""
    shown = {
        "shell": content.shell(),
        "form": Key() if name.startswith("mfa/totp/activate") else forms.Code(),
        "authenticators": {"totp": True, "recovery_codes": {"get_unused_codes": CODES}},
        "is_mfa_enabled": True,
        "unused_codes": CODES,
        "unused_code_count": len(CODES),
        "can_view_codes": True,
        "can_download_codes": True,
        "can_generate_codes": True,
        "totp_svg_data_uri": QR,
        "reauthentication_alternatives": [{"url": "/x", "description": "Passwort benutzen"}],
    }
    if "deactivate" in name or "generate" in name:
        shown["form"] = NoFields()
    return render(request, f"{name}.html", shown)


class NoFields(django_forms.Form):
    """What asks only for a yes."""


def accept(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok")


everything_overruled = content.shell(overrides=(content.INCIDENT, content.PRACTICE))
urlpatterns = [
    path("", page("components")),
    path("form/", page("form")),
    path("wrong/", page("form", form=None)),
    path("table/", page("table", shell=content.shell(current="Mitteilungen"))),
    path("message/", page("message", shell=content.shell(current="Mitteilungen"))),
    path("today/", page("today", shell=everything_overruled)),
    path("empty/", page("empty", shell=content.shell(town=content.LONG_TOWN))),
    path("plain/", page("plain")),
    path("public/", page("public")),
    path("public/long/", page("public", town=content.LONG_TOWN)),
    path("account/<path:name>/", account),
    path("sprache/", accept, name="choose_language"),
    path("", include("ausrufer.design.web.urls")),
    path("accounts/", include("allauth.urls")),
]

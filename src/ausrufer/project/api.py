"""The API of the house: routers of all floors, problems after RFC 9457."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema

from ausrufer.announcements.web.api.announcements import router as announcements
from ausrufer.announcements.web.api.approvals import router as approvals
from ausrufer.announcements.web.api.comments import router as comments
from ausrufer.announcements.web.api.documents import router as documents
from ausrufer.announcements.web.api.feeds import router as feeds
from ausrufer.announcements.web.api.films import router as films
from ausrufer.announcements.web.api.texts import router as texts
from ausrufer.channels.web.api import router as channels
from ausrufer.delivery.web.api import router as deliveries
from ausrufer.organisations.errors import NotForYou, Refused, TooBig, Unfit
from ausrufer.organisations.web.api import router as organisations
from ausrufer.project.predicates import predicate
from ausrufer.project.problems import problem

_TITLES = {
    400: "Die Anfrage ist nicht lesbar",
    401: "Anmeldung fehlt",
    403: "Nicht erlaubt",
    404: "Nicht gefunden",
    405: "Diese Methode gibt es hier nicht",
    409: "Das geht so nicht",
    413: "Zu groß",
    422: "Die Angaben passen nicht",
}


class HouseAPI(NinjaAPI):
    """Describes its problems with their own media type."""

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        """Return the OpenAPI document, problems as application/problem+json."""
        schema = super().get_openapi_schema(**options)
        for operations in schema["paths"].values():
            for operation in operations.values():
                for status, answer in operation.get("responses", {}).items():
                    content = answer.get("content", {})
                    if int(status) >= 400 and "application/json" in content:  # noqa: PLR2004
                        content["application/problem+json"] = content.pop("application/json")
        return schema


api = HouseAPI(
    title="Ausrufer",
    version="1",
    description="Einmal schreiben, je Kanal passend ausliefern, im Vier-Augen-Prinzip freigeben.",
    openapi_url="/openapi.json",
    docs_url=None,
    urls_namespace="api",
)
for router in (announcements, texts, approvals, deliveries, channels, feeds, organisations):
    api.add_router("", router)
api.add_router("", comments)
api.add_router("", films)
api.add_router("", documents)


def _told(
    status: int, detail: str, field: str | None = None, faults: Sequence[Mapping[str, str]] = ()
) -> HttpResponse:
    return problem(status, _TITLES.get(status, "Fehler"), detail, field, faults)


@api.exception_handler(Unfit)
def _unfit(_: HttpRequest, unfit: Unfit) -> HttpResponse:
    fault = {"field": unfit.field, "detail": unfit.for_staff}
    return _told(422, unfit.for_staff, unfit.field, [fault])


@api.exception_handler(TooBig)
def _more_than_fits(_: HttpRequest, too_big: TooBig) -> HttpResponse:
    return _told(413, too_big.for_staff)


@api.exception_handler(Refused)
def _refused(_: HttpRequest, refused: Refused) -> HttpResponse:
    return _told(409, refused.for_staff)


@api.exception_handler(NotForYou)
@api.exception_handler(Http404)
def _missing(_: HttpRequest, __: Exception) -> HttpResponse:
    return _told(404, "Das gibt es hier nicht, oder es ist nicht für Sie bestimmt.")


@api.exception_handler(AuthenticationError)
def _unknown(_: HttpRequest, __: AuthenticationError) -> HttpResponse:
    return _told(401, "Bitte senden Sie einen gültigen Programmzugang als Bearer-Token mit.")


@api.exception_handler(ValidationError)
def _invalid(_: HttpRequest, invalid: ValidationError) -> HttpResponse:
    faults = [_fault(one) for one in invalid.errors]
    first = faults[0]
    return _told(422, first["detail"], first.get("field"), faults)


def _fault(error: dict[str, Any]) -> dict[str, str]:
    field = ".".join(_place([str(step) for step in error["loc"]]))
    what = f"Das Feld „{field}“" if field else "Der Inhalt der Anfrage"
    detail = f"{what} {predicate(error['type'], error.get('ctx', {}))}."
    return {"field": field, "detail": detail} if field else {"detail": detail}


def _place(steps: list[str]) -> list[str]:
    """Leave out where the field came from, and the name of our own parameter before it."""
    source, *rest = steps
    return rest[1:] if source == "body" else rest


@api.exception_handler(HttpError)
def _http(_: HttpRequest, error: HttpError) -> HttpResponse:
    detail = "Der Inhalt ist kein gültiges JSON." if error.status_code == 400 else str(error)  # noqa: PLR2004
    return _told(error.status_code, detail)


@api.exception_handler(RequestDataTooBig)
def _too_big(_: HttpRequest, __: RequestDataTooBig) -> HttpResponse:
    return _told(413, "Der Inhalt ist zu groß: höchstens 2 MB Text sind möglich.")


@api.exception_handler(SuspiciousOperation)
@api.exception_handler(UnicodeError)
def _unreadable(_: HttpRequest, __: Exception) -> HttpResponse:
    return _told(400, "Der Inhalt der Anfrage ist beschädigt.")

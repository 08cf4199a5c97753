"""What every part of the API shares: who is asking, and how a problem is told (RFC 9457)."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Router, Schema
from ninja.errors import HttpError
from ninja.security import HttpBearer
from pydantic import Field

from ausrufer.organisations.models import Department, Member
from ausrufer.organisations.policy import Scope, may_write
from ausrufer.organisations.queries import departments, must_set_up_second_factor

# PostgreSQL's bigint: larger numbers cannot name anything
RowId = Annotated[int, Field(ge=1, le=2**63 - 1)]


class Fault(Schema):
    """What is wrong with one value; `field` is its name in the request, parts joined by dots."""

    field: str | None = None
    detail: str


class Problem(Schema):
    """A problem as RFC 9457 describes it; `detail` is a German sentence for people.

    400: not readable; 409: the state of things forbids it, however it is asked; 413: more than the
    house takes; 422: values do not fit: `errors` names each, `field` and `detail` are the first.
    """

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    field: str | None = None
    errors: list[Fault] = []


PROBLEMS: dict[Any, Any] = dict.fromkeys((400, 401, 403, 404, 409, 413, 422), Problem)


class Bearer(HttpBearer):
    """A token that carries the scope an operation needs."""

    openapi_name = "Programmzugang"

    def __init__(self, scope: Scope) -> None:
        super().__init__()
        self._scope = scope

    def authenticate(self, request: HttpRequest, token: str) -> Member | None:  # noqa: ARG002
        """Return the member; the middleware has checked the token and opened its organisation."""
        bearer = getattr(request, "bearer", None)
        if bearer is None:
            return None
        if self._scope not in bearer.scopes:
            raise HttpError(
                403, f"Diesem Programmzugang fehlt die Berechtigung „{self._scope.value}“."
            )
        member: Member = bearer.member
        if must_set_up_second_factor(member):
            raise HttpError(
                403,
                f"{member.name} muss zuerst einen zweiten Schritt für die Anmeldung einrichten; "
                "danach gilt der Programmzugang wieder.",
            )
        return member


def acting(request: HttpRequest) -> Member:
    """Return the member an authenticated request acts as."""
    member: Member = request.member  # type: ignore[attr-defined]  # set by ActiveMember
    return member


class DepartmentOut(Schema):
    """A department; `may_write` says whether this token's member writes for it."""

    id: int
    name: str
    contact: str
    may_write: bool


router = Router(tags=["Ämter"])


@router.get(
    "/departments",
    response={200: list[DepartmentOut], **PROBLEMS},
    auth=Bearer(Scope.ANNOUNCEMENTS_READ),
    summary="Ämter",
)
def list_departments(request: HttpRequest) -> list[dict[str, Any]]:
    """Return all departments of the organisation."""
    rights = acting(request).rights
    return [_department(one, may=may_write(rights, one.pk)) for one in departments()]


def _department(department: Department, *, may: bool) -> dict[str, Any]:
    return {
        "id": department.pk,
        "name": department.name,
        "contact": department.contact,
        "may_write": may,
    }

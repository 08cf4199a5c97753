"""Problems told to programs as RFC 9457 says."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse


def problem(
    status: int,
    title: str,
    detail: str,
    field: str | None = None,
    faults: Sequence[Mapping[str, str]] = (),
) -> HttpResponse:
    """Return an answer with media type application/problem+json."""
    content: dict[str, Any] = {"type": "about:blank", "title": title, "status": status}
    content["detail"] = detail
    if field:
        content["field"] = field
    if faults:
        content["errors"] = list(faults)
    answer = HttpResponse(
        json.dumps(content, ensure_ascii=False),
        status=status,
        content_type="application/problem+json",
    )
    if status == 401:  # noqa: PLR2004 - RFC 9110 asks for the scheme
        answer.headers["WWW-Authenticate"] = "Bearer"
    return answer


def no_such_operation(request: HttpRequest, path: str = "") -> HttpResponse:  # noqa: ARG001
    """Answer for every path below the API that does not exist."""
    return problem(404, "Nicht gefunden", "Diese Adresse gibt es in der Schnittstelle nicht.")

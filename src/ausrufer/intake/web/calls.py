"""Being called by platforms: no log-in, no cookies, the signature is the key."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.views.decorators.csrf import csrf_exempt

from ausrufer.channels.contract import NotSigned
from ausrufer.intake.errors import NoSuchAddress, TooManyCalls
from ausrufer.intake.models import WebhookAddress
from ausrufer.intake.receiving import address_called, receive, shaken

MOST_BYTES = 1_000_000  # a platform may bundle a thousand changes
_METHODS = ("GET", "POST")
_AGAIN_IN = "60"


@csrf_exempt
def called(request: HttpRequest, key: str) -> HttpResponse:
    """Answer a platform that subscribes or tells of changes; strangers learn nothing."""
    if request.method not in _METHODS:
        return _said(HTTPStatus.METHOD_NOT_ALLOWED)
    try:
        address = address_called(key)
    except NoSuchAddress:
        return _said(HTTPStatus.NOT_FOUND)
    if request.method == "POST":
        return _taken(request, address, key)
    answer = shaken(address, request.GET.dict())
    return _said(HTTPStatus.FORBIDDEN) if answer is None else _said(HTTPStatus.OK, answer)


def _taken(request: HttpRequest, address: WebhookAddress, key: str) -> HttpResponse:
    try:
        body = request.read(MOST_BYTES + 1)  # never more than that, whatever the headers promise
    except UnreadablePostError:  # broken off
        return _said(HTTPStatus.BAD_REQUEST)
    if len(body) > MOST_BYTES:
        return _said(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    try:
        receive(address, key, request.headers, body)
    except NotSigned:
        return _said(HTTPStatus.FORBIDDEN)
    except TooManyCalls:
        return _said(HTTPStatus.TOO_MANY_REQUESTS)
    return _said(HTTPStatus.OK)


def _said(status: HTTPStatus, words: str = "") -> HttpResponse:
    answer = HttpResponse(words, status=status, content_type="text/plain; charset=utf-8")
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["X-Robots-Tag"] = "noindex"
    if status is HTTPStatus.TOO_MANY_REQUESTS:
        answer.headers["Retry-After"] = _AGAIN_IN
    if status is HTTPStatus.METHOD_NOT_ALLOWED:
        answer.headers["Allow"] = ", ".join(_METHODS)
    # Django would write the address of what was refused into its log: its key is a secret
    answer._has_been_logged = True  # type: ignore[attr-defined]  # noqa: SLF001
    return answer

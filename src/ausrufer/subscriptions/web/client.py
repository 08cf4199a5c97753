"""Where a request came from."""

from django.conf import settings
from django.http import HttpRequest


def client_of(request: HttpRequest) -> str:
    """Return the address of the connection; behind a proxy of our own, what the proxy saw.

    Only the last entry of X-Forwarded-For was written by that proxy; the others are hearsay.
    """
    if settings.ENVIRONMENT.trust_proxy:
        last = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
        if last:
            return last
    return str(request.META.get("REMOTE_ADDR", ""))

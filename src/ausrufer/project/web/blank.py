"""A word where Django says nothing."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

from ausrufer.project.web import faults


class NothingBlank:
    """Put a page with words where a view only refused the method."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Keep the header that lists the methods; HEAD stays without a body."""
        response = self._get_response(request)
        if not isinstance(response, HttpResponseNotAllowed):
            return response
        page = faults.not_allowed(request)
        page.headers["Allow"] = response.headers["Allow"]
        return page

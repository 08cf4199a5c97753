"""Every form of the house as a browser finds it: by looking at all pages."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from django.forms import BaseForm
from django.test import Client
from django.urls import resolve
from lxml import html

from tests.integration.tenancy.planted import Ours, addresses

TYPED = ("text", "search", "email", "url", "tel", "number", "date", "datetime-local", None)


@dataclass(frozen=True)
class Found:
    """A form on a page: where it leads, and what would be sent without touching it."""

    page: str
    goal: str
    values: tuple[tuple[str, str], ...]
    typed: frozenset[str]
    files: frozenset[str]
    names: frozenset[str]

    def given(self, **changed: Any) -> dict[str, Any]:
        """Return what a browser sends, with some fields changed."""
        sent: dict[str, Any] = {}
        for name, value in self.values:
            sent.setdefault(name, []).append(value)
        return {**sent, **changed}


def forms_of(client: Client, ours: Ours) -> list[Found]:
    """Return every form that is posted, found on all pages of the desk and of subscriptions."""
    routes = [one for one in addresses("desk/", "abonnieren/") if "^" not in one]
    # writing anew is the form of a change with less in it
    routes = [one for one in routes if "<slug:" not in one and not one.endswith("/neu/")]
    paths = [ours.path(one) for one in routes if not one.startswith("abonnieren/<")]
    paths += [f"/abonnieren/{ours.ids['kanaele']}/"]
    paths += [f"/desk/mitteilungen/{ours.ids['announcements']}/"]
    paths += [f"/desk/mitteilungen/{ours.ids['draft']}/fassung/{ours.ids['kanaele']}/"]
    paths += [f"/desk/mitteilungen/{ours.ids['draft']}/wiederholen/"]
    paths += ["/desk/pruefregeln/pruefung/mobile_number/"]
    paths += ["/desk/haeuser/neu/", "/desk/menschen/rollen/neu/"]
    found = {}
    for path in ["/desk/kanaele/neu/fake/", *paths]:
        for one in forms_on(client, path):
            found.setdefault((resolve(one.goal).route, one.names), one)
    return list(found.values())


def forms_on(client: Client, path: str) -> Iterator[Found]:
    """Return the forms of one page."""
    answer = client.get(path)
    if answer.streaming:
        assert b"".join(answer.streaming_content)
    elif answer.status_code == 200 and "html" in answer.headers["Content-Type"]:
        yield from read(answer.content, path)


def read(page: bytes, path: str) -> Iterator[Found]:
    """Return the forms in a page that stood at this path."""
    for form in html.document_fromstring(page.decode()).forms:
        if form.method != "POST":
            continue
        inputs = [
            one for one in form.xpath(".//*[@name]") if one.get("name") != "csrfmiddlewaretoken"
        ]
        yield Found(
            page=path,
            goal=urljoin(path, form.get("action") or path).partition("?")[0],
            values=tuple(
                (one, value) for one, value in form.form_values() if one != "csrfmiddlewaretoken"
            ),
            typed=frozenset(
                one.get("name")
                for one in inputs
                if one.tag == "textarea" or (one.tag == "input" and one.get("type") in TYPED)
            ),
            files=frozenset(one.get("name") for one in inputs if one.get("type") == "file"),
            names=frozenset(one.get("name") for one in inputs),
        )


def form_classes() -> list[type[BaseForm]]:
    """Return every form class of the house that is used by itself."""
    found: list[type[BaseForm]] = []
    waiting = list(BaseForm.__subclasses__())
    while waiting:
        one = waiting.pop()
        waiting += one.__subclasses__()
        if one.__module__.startswith("ausrufer.") and not one.__name__.startswith("_"):
            found.append(one)
    return found

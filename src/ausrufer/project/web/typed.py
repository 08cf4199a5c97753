"""What somebody typed into a form that came too late: given back so that nothing is lost."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from ausrufer.announcements.content import GERMAN

_WRITING = ("title", "body", "link", "topic", "contact", "correction")
_SAID = GERMAN | {
    "comment": gettext_noop("Ihr Wort"),
    "reason": gettext_noop("Ihre Begründung"),
    "text": gettext_noop("Ihr Text"),
}
_WITH_SECRETS = ("/desk/kanaele/", "/desk/menschen/", "/desk/konto/")
_SECRET = re.compile("token|password|secret|credential|code|key")


@dataclass(frozen=True, slots=True)
class Typed:
    """One text of a form, under the name staff know."""

    label: str
    text: str

    @property
    def rows(self) -> int:
        """How many lines to show, counted in lines of about eighty characters."""
        return min(12, max(1, sum(1 + len(line) // 80 for line in self.text.split("\n"))))


def typed(request: HttpRequest) -> list[Typed]:
    """Return the texts of a form of our own; never files, passwords or tokens."""
    writes = request.path.startswith("/desk/") and not request.path.startswith(_WITH_SECRETS)
    # a strange page must not make this one say its words
    if request.method != "POST" or not writes or not _from_here(request):
        return []
    return [
        Typed(_(_SAID[name]) if name in _SAID else _("Eingabe %(number)d") % {"number": n}, text)
        for n, (name, text) in enumerate(_texts(request), 1)
    ]


def _from_here(request: HttpRequest) -> bool:
    return urlsplit(request.headers.get("origin", "")).netloc == request.get_host()


def _texts(request: HttpRequest) -> Iterator[tuple[str, str]]:
    for name, values in request.POST.lists():
        for value in values:
            text = value.strip()
            # one word is a choice or a number, except where people write
            if not _SECRET.search(name) and (name in _WRITING or len(text.split()) > 1) and text:
                yield name, text.replace("\r\n", "\n")

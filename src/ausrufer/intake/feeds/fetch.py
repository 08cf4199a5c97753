"""Getting feeds and their pictures: through the guarded client, or from a file."""

from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path

from ausrufer.foundation.http import Answer, GuardedClient
from ausrufer.foundation.pictures import PictureRefused, sniff
from ausrufer.intake.feeds.guarding import MOST_BYTES
from ausrufer.intake.feeds.shapes import FeedRefused

_REDIRECTS = 5
_ACCEPTED = (
    "application/atom+xml, application/rss+xml, application/xml;q=0.9, text/xml;q=0.8, */*;q=0.1"
)
_REASONS = {
    HTTPStatus.UNAUTHORIZED: "verlangt dafür eine Anmeldung",
    HTTPStatus.FORBIDDEN: "verweigert den Zugriff",
    HTTPStatus.NOT_FOUND: "kennt diese Adresse nicht",
    HTTPStatus.GONE: "hat diese Adresse abgeschafft",
    HTTPStatus.TOO_MANY_REQUESTS: "bittet um eine Pause; es wird später wieder versucht",
}


@dataclass(frozen=True, slots=True)
class Fetched:
    """A fetched feed; where it is `not_modified` the content is empty. `url` is after redirects."""

    content: bytes
    content_type: str
    etag: str
    last_modified: str
    not_modified: bool
    url: str


async def fetch_feed(
    http: GuardedClient, url: str, *, etag: str = "", last_modified: str = ""
) -> Fetched:
    """Fetch the feed unless it is still the one `etag` or `last_modified` stand for.

    Raises FeedRefused where the server does not hand it out, and HttpFailure.
    """
    known = {"If-None-Match": etag, "If-Modified-Since": last_modified}
    headers = {"Accept": _ACCEPTED} | {name: value for name, value in known.items() if value}
    answer = await http.request(
        "GET", url, headers=headers, redirects=_REDIRECTS, most_bytes=MOST_BYTES
    )
    unchanged = answer.status == HTTPStatus.NOT_MODIFIED and any(known.values())
    if not unchanged:
        _check_status(answer, "Der Feed")
    return Fetched(
        content=answer.content,
        content_type=answer.headers.get("content-type", ""),
        etag=answer.headers.get("etag", etag if unchanged else ""),
        last_modified=answer.headers.get("last-modified", last_modified if unchanged else ""),
        not_modified=unchanged,
        url=answer.url,
    )


async def fetch_enclosure(http: GuardedClient, url: str, *, most_bytes: int) -> bytes:
    """Fetch a picture, whatever the server calls it; raises FeedRefused and HttpFailure."""
    answer = await http.request(
        "GET",
        url,
        headers={"Accept": "image/jpeg, image/png, image/webp, image/gif"},
        redirects=_REDIRECTS,
        most_bytes=most_bytes,
    )
    _check_status(answer, "Das Bild")
    try:
        sniff(answer.content)
    except PictureRefused as refused:
        raise FeedRefused(refused.for_staff) from refused
    return answer.content


def read_file(path: Path) -> bytes:
    """Return the content of a feed's file; raises FeedRefused."""
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)  # one too many, for `read_feed` to refuse
    except (OSError, ValueError) as unreadable:
        raise FeedRefused(f"Die Datei „{path.name}“ lässt sich nicht lesen.") from unreadable


def _check_status(answer: Answer, what: str) -> None:
    if answer.status == HTTPStatus.OK:
        return
    try:
        reason = _REASONS.get(HTTPStatus(answer.status))
    except ValueError:
        reason = None
    raise FeedRefused(
        f"{what} ist nicht abrufbar: Der Server "
        f"{reason or f'antwortet mit dem Status {answer.status}'}."
    )

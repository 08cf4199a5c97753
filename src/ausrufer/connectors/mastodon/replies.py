"""What people answer below a post of ours, as far as everybody may read it."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from ausrufer.channels.contract import Contribution, Heard, RemotePart
from ausrufer.channels.rest import object_of, objects_of, text_of
from ausrufer.connectors.mastodon.api import Api, read_object
from ausrufer.connectors.mastodon.search import own_account
from ausrufer.connectors.mastodon.texts import text_of_html

_PUBLIC = frozenset({"public", "unlisted"})  # the rest was written to few, not below our post


async def heard(api: Api, published: Sequence[RemotePart]) -> Heard:
    """Return everything others wrote below a thread; the instance tells it in one piece."""
    if not published:
        return Heard(())
    answer = await api.ask("GET", f"/api/v1/statuses/{published[0].remote_id}/context")
    below = objects_of(read_object(answer), "descendants")
    own = text_of(await own_account(api), "id") if below else ""
    ours = [part.remote_id for part in published]
    others = [one for one in below if _author(one, "id") != own and _is_public(one)]
    return Heard(tuple(_contribution(one, ours) for one in others))


def _contribution(status: Mapping[str, Any], ours: Sequence[str]) -> Contribution:
    above = text_of(status, "in_reply_to_id")
    written: datetime | None = None
    with suppress(ValueError):
        written = datetime.fromisoformat(text_of(status, "created_at"))
    url = text_of(status, "url") or text_of(status, "uri")
    return Contribution(
        remote_id=text_of(status, "id"),
        post_id=above if above in ours else ours[0],
        text=text_of_html(text_of(status, "content")),
        author=_author(status, "display_name") or _author(status, "acct"),
        author_id=_author(status, "acct"),
        written_at=written if written is None or written.tzinfo else written.replace(tzinfo=UTC),
        url=url if url.startswith(("https://", "http://")) else "",
        answers="" if above in ours else above,
    )


def _is_public(status: Mapping[str, Any]) -> bool:
    return text_of(status, "visibility") in _PUBLIC and bool(text_of(status, "id"))


def _author(status: Mapping[str, Any], field: str) -> str:
    return text_of(object_of(status, "account"), field)

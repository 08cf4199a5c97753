"""Asking the instance what is there: needed once it forgot the idempotency key."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise, takewhile
from typing import Any

from ausrufer.channels.contract import Command, Picture, RemotePart
from ausrufer.channels.errors import OutcomeUnclear
from ausrufer.channels.rest import objects_of
from ausrufer.channels.rest.waiting import server_time
from ausrufer.connectors.mastodon.api import Api, gibberish, read_object, read_objects, text_of
from ausrufer.connectors.mastodon.posts import remote_part
from ausrufer.connectors.mastodon.texts import essence_of_html, essence_of_text
from ausrufer.foundation.http import Answer

_MARGIN = timedelta(minutes=1)
_ABSENT = frozenset({404, 410})
_PAGE = 40  # the most an instance hands out at once
_MOST_PAGES = 25
_TWINS = (
    "Auf Mastodon stehen mehrere gleichlautende Beiträge; welcher zu dieser Auslieferung gehört, "
    "ist nicht zu erkennen. Bitte sehen Sie dort nach."
)
_CHANGED = (
    "Auf Mastodon wurde seit dem Versand ein Beitrag von Hand geändert; ob es dieser war, ist "
    "nicht zu erkennen. Bitte sehen Sie dort nach."
)
_TOO_MANY = (
    "Das Konto hat seit dem Versand zu viele Beiträge veröffentlicht, um diesen sicher zu finden. "
    "Bitte sehen Sie auf Mastodon nach."
)

Status = Mapping[str, Any]


async def own_account(api: Api) -> dict[str, Any]:
    """Return the account the token belongs to."""
    answer = await api.ask("GET", "/api/v1/accounts/verify_credentials")
    account = read_object(answer)
    if not text_of(account, "id").isalnum() or not text_of(account, "username"):
        raise gibberish(answer)
    return account


async def find_parts(api: Api, command: Command, first_attempt_at: datetime) -> list[RemotePart]:
    """Return the leading parts of the thread that are there; raises where that is not certain."""
    account_id = text_of(await own_account(api), "id")
    statuses = await _statuses_since(api, account_id, first_attempt_at - _MARGIN)
    return _thread(statuses, command)


async def find_replies(api: Api, command: Command, parts: list[RemotePart]) -> list[RemotePart]:
    """Return `parts` and those of the command that hang below them, one below the other."""
    for text in command.outgoing.parts[len(parts) :]:
        found = await find_reply(api, parts[-1], text) if parts else None
        if found is None:
            break
        parts = [*parts, found]
    return parts


async def find_reply(api: Api, above: RemotePart, text: str) -> RemotePart | None:
    """Return our own reply to `above` with that text, should it be there."""
    replies = [
        status for status in await _below(api, above) if _says(status, text, above.remote_id)
    ]
    if not replies:
        return None
    account_id = text_of(await own_account(api), "id")
    own = (remote_part(dict(status)) for status in replies if _author(status) == account_id)
    return next(own, None)


async def chained(api: Api, published: Sequence[RemotePart]) -> list[RemotePart]:
    """Return the leading parts that still hang one below the other; the first is not asked for.

    What follows a part that was deleted hangs below nothing.
    """
    if len(published) <= 1:
        return list(published)
    below = await _below(api, published[0])
    over = {text_of(status, "id"): text_of(status, "in_reply_to_id") for status in below}
    hanging = takewhile(
        lambda pair: over.get(pair[1].remote_id) == pair[0].remote_id, pairwise(published)
    )
    return [published[0], *(part for _above, part in hanging)]


def left_over(published: Sequence[RemotePart], there: Sequence[RemotePart]) -> list[RemotePart]:
    """Return the parts of `published` that are not among `there`."""
    known = {part.remote_id for part in there}
    return [part for part in published if part.remote_id not in known]


async def _below(api: Api, part: RemotePart) -> list[Status]:
    """Return everything below a part; nothing where it is gone: deleting it cut its thread."""
    path = f"/api/v1/statuses/{part.remote_id}/context"
    answer = await api.ask("GET", path, fine=_ABSENT | {200})
    if answer.status in _ABSENT:
        return []
    context = read_object(answer)
    if not isinstance(context.get("descendants"), list):
        raise gibberish(answer)  # nothing may be taken for gone that is only not told of
    return list(objects_of(context, "descendants"))


async def _statuses_since(api: Api, account_id: str, since: datetime) -> list[Status]:
    """Return the account's statuses from `since` on, by our clock; newest first."""
    found: list[Status] = []
    params = {"limit": str(_PAGE), "exclude_reblogs": "true"}
    for _ in range(_MOST_PAGES):
        answer = await api.ask("GET", f"/api/v1/accounts/{account_id}/statuses", params=params)
        page = read_objects(answer)
        # The instance dates by its own clock. Where that is slow, look back further; never less
        # far, for a post that is overlooked is sent twice.
        start = since + min(server_time(answer.headers) - datetime.now(UTC), timedelta())
        recent = [status for status in page if _created(status, answer) >= start]
        found += recent
        if not page and 'rel="next"' in answer.headers.get("link", ""):
            raise gibberish(answer)  # more is there, and nothing says where it begins
        if len(recent) < len(page) or not page:
            return found
        params = {**params, "max_id": text_of(page[-1], "id")}
    raise OutcomeUnclear(_TOO_MANY, for_log=f"more than {_MOST_PAGES} pages of statuses")


def _created(status: Status, answer: Answer) -> datetime:
    try:
        created = datetime.fromisoformat(text_of(status, "created_at"))
    except ValueError:
        raise gibberish(answer) from None
    return created if created.tzinfo else created.replace(tzinfo=UTC)


def _thread(statuses: Sequence[Status], command: Command) -> list[RemotePart]:
    outgoing = command.outgoing
    parts: list[RemotePart] = []
    for text in outgoing.parts:
        above = parts[-1].remote_id if parts else ""
        same = [status for status in statuses if _says(status, text, above)]
        if len(same) > 1 and not parts:
            same = [status for status in same if _shows(status, outgoing.pictures)] or same
        if len(same) > 1:
            raise OutcomeUnclear(_TWINS, for_log=f"{len(same)} equal statuses")
        part = remote_part(dict(same[0])) if same else None
        if part is None:
            _be_certain(statuses, above)
            break
        parts.append(part)
    return parts


def _author(status: Status) -> str:
    account = status.get("account")
    return text_of(account, "id") if isinstance(account, dict) else ""


def _says(status: Status, text: str, above: str) -> bool:
    same_place = text_of(status, "in_reply_to_id") == above
    return same_place and essence_of_html(text_of(status, "content")) == essence_of_text(text)


def _shows(status: Status, pictures: Iterable[Picture]) -> bool:
    there = status.get("media_attachments")
    shown = [one for one in there if isinstance(one, dict)] if isinstance(there, list) else []
    return [essence_of_text(text_of(one, "description")) for one in shown] == [
        essence_of_text(picture.alt_text) for picture in pictures
    ]


def _be_certain(statuses: Iterable[Status], above: str) -> None:
    """An edited post in the right place might be ours with other words: then nobody can tell."""
    if any(s.get("edited_at") and text_of(s, "in_reply_to_id") == above for s in statuses):
        raise OutcomeUnclear(_CHANGED, for_log="an edited status may be ours")

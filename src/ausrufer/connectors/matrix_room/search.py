"""Asking the room what is there: our events carry the mark of their delivery."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from ausrufer.channels.contract import Command
from ausrufer.channels.errors import OutcomeUnclear, PermanentFailure
from ausrufer.channels.rest import number_of, object_of, objects_of, text_of
from ausrufer.channels.rest.waiting import server_time
from ausrufer.connectors.matrix_room import events
from ausrufer.connectors.matrix_room.api import Api, contents, quoted

_MARGIN = timedelta(minutes=1)
_PAGE, _MOST_PAGES = 100, 25
_TOO_MANY = (
    "Im Matrix-Raum steht seit dem Versand zu viel, um diese Nachricht sicher zu finden. Bitte "
    "sehen Sie dort nach."
)
_TAKEN_BACK = (
    "Im Matrix-Raum wurde seit dem Versand eine Nachricht dieses Kontos gelöscht; ob es diese war, "
    "ist nicht zu erkennen. Bitte sehen Sie dort nach."
)


async def found(api: Api, command: Command, begun: datetime) -> list[str]:
    """Return the events of a delivery, the words first; none unless all are there."""
    known = await there(api, command.key, begun)
    wanted = events.marks(command.key, len(command.outgoing.pictures))
    return [known[mark] for mark in wanted] if all(mark in known for mark in wanted) else []


async def there(api: Api, key: str, begun: datetime) -> Mapping[str, str]:
    """Return the events of a delivery that are in the room by their marks; raises OutcomeUnclear.

    An event that was redacted has lost its mark: then nobody can tell.
    """
    own = await _own_events_since(api, begun - _MARGIN)
    known = _marked(own, key)
    gone = sum(map(_is_redacted, own))
    if gone and not known:
        raise OutcomeUnclear(_TAKEN_BACK, for_log=f"{gone} redacted events")
    return known


async def added(api: Api, command: Command, begun: datetime, known: Sequence[str]) -> list[str]:
    """Return the events of a post and those that a correction put behind them, in their order.

    What was redacted since is gone: nobody has to know it.
    """
    newest_first = _marked(await _own_events_since(api, begun - _MARGIN), command.key).values()
    return [*known, *(one for one in reversed(newest_first) if one not in known)]


async def still_there(api: Api, event_ids: Sequence[str]) -> list[str]:
    """Return those of some events that were not redacted."""
    return [event_id for event_id in event_ids if await _stands(api, event_id)]


async def edits_of(api: Api, event_id: str) -> list[str]:
    """Return the events that replaced one; none where the room does not know it."""
    room, found, params = quoted(await api.room()), [], {"limit": str(_PAGE)}
    path = f"/_matrix/client/v1/rooms/{room}/relations/{quoted(event_id)}/m.replace"
    for _ in range(_MOST_PAGES):
        try:
            page = api.object_in(await api.ask("GET", path, params=params))
        except PermanentFailure:
            break
        found += [text_of(one, "event_id") for one in objects_of(page, "chunk")]
        if not text_of(page, "next_batch"):
            break
        params = {**params, "from": text_of(page, "next_batch")}
    return [one for one in found if one]


async def _stands(api: Api, event_id: str) -> bool:
    try:
        event = await api.in_room("GET", f"/event/{quoted(event_id)}")
    except PermanentFailure:  # the room does not know it
        return False
    api.text_in(event, "event_id")
    return not _is_redacted(event)


async def _own_events_since(api: Api, since: datetime) -> list[Mapping[str, Any]]:
    """Return the account's messages from `since` on, by our clock; newest first."""
    wanted = {"types": ["m.room.message"], "senders": [await api.whoami()]}
    params = {"dir": "b", "limit": str(_PAGE), "filter": json.dumps(wanted)}
    kept: list[Mapping[str, Any]] = []
    path = f"/_matrix/client/v3/rooms/{quoted(await api.room())}/messages"
    for _ in range(_MOST_PAGES):
        answer = await api.ask("GET", path, params=params)
        page = api.object_in(answer)
        # The server dates by its own clock. Where that is slow, look back further; never less far.
        start = since + min(server_time(answer.headers) - datetime.now(UTC), timedelta())
        chunk = api.list_in(page, "chunk")
        recent = [one for one in chunk if _at(one) >= start]
        kept += recent
        end = text_of(page, "end")
        if not end or len(recent) < len(chunk):
            return kept
        params = {**params, "from": end}
    raise OutcomeUnclear(_TOO_MANY, for_log=f"more than {_MOST_PAGES} pages of events")


def _marked(own: Sequence[Mapping[str, Any]], key: str) -> dict[str, str]:
    """Return the events that carry marks of a delivery, without those that replace others."""
    found = {events.mark_of(contents(one)): one for one in own if not _replaces(one)}
    return {
        mark: text_of(one, "event_id") for mark, one in found.items() if mark.startswith(f"{key}-")
    }


def _is_redacted(event: Mapping[str, Any]) -> bool:
    return bool(object_of(event, "unsigned").get("redacted_because"))


def _at(event: Mapping[str, Any]) -> datetime:
    return datetime.fromtimestamp((number_of(event, "origin_server_ts") or 0) / 1000, UTC)


def _replaces(event: Mapping[str, Any]) -> bool:
    return text_of(object_of(contents(event), "m.relates_to"), "rel_type") == "m.replace"

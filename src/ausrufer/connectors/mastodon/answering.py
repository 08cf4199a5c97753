"""Answering what somebody wrote below a post of ours."""

from ausrufer.channels.contract import RemotePart
from ausrufer.channels.errors import PermanentFailure
from ausrufer.channels.rest import object_of, text_of
from ausrufer.connectors.mastodon.api import Api, gibberish, read_object
from ausrufer.connectors.mastodon.posts import remote_part

_OK, _NOT_FOUND, _GONE = 200, 404, 410
_ABSENT = frozenset({_NOT_FOUND, _GONE})
_FOR_FEW = frozenset({"private", "direct"})
_DELETED = "Worauf Sie antworten, ist auf Mastodon nicht mehr vorhanden."


async def reply(api: Api, contribution_id: str, text: str, key: str) -> RemotePart:
    """Answer once: the instance knows `key` again for an hour.

    The writer is named, for people hear of answers only where their name stands. What was written
    to few is answered to few.
    """
    if not contribution_id.isalnum():  # it becomes part of an address
        raise PermanentFailure(_DELETED, for_log=f"{contribution_id!r} is no status")
    path = f"/api/v1/statuses/{contribution_id}"
    seen = await api.ask("GET", path, fine=_ABSENT | {_OK})
    if seen.status in _ABSENT:
        raise PermanentFailure(_DELETED, for_log=f"{path}: {seen.status}")
    above = read_object(seen)
    told = text_of(above, "visibility")
    answer = await api.ask(
        "POST",
        "/api/v1/statuses",
        json={
            "status": _addressed(text, text_of(object_of(above, "account"), "acct")),
            "in_reply_to_id": contribution_id,
            "visibility": told if told in _FOR_FEW else "public",
        },
        headers={"Idempotency-Key": key},
        decisive=True,
        fine=_ABSENT | {_OK},
    )
    if answer.status in _ABSENT:
        raise PermanentFailure(_DELETED, for_log=f"POST status: {answer.status}")
    part = remote_part(read_object(answer, decisive=True))
    if part is None:
        raise gibberish(answer, decisive=True)
    return part


def _addressed(text: str, writer: str) -> str:
    name = f"@{writer}"
    return text if not writer or name.lower() in text.lower() else f"{name} {text}"

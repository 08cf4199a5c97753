"""Posting and deleting: every request here is one the public can see."""

from collections.abc import Sequence
from typing import Any

from ausrufer.channels.contract import Command, RemotePart
from ausrufer.channels.errors import ConnectorFailure, OutcomeUnclear, PermanentFailure
from ausrufer.channels.rest import Effect, object_of
from ausrufer.connectors.x.api import Api, MaybeThere, number_in
from ausrufer.connectors.x.search import find_parts, since_attempt

_OK, _NOT_FOUND = 200, 404


async def post_rest(api: Api, command: Command, media: Sequence[str]) -> list[RemotePart]:
    """Post the parts that are not `already` there and return all; `media` belongs to the first.

    Raises OutcomeUnclear for every failure after the first post: then something is public, and
    what was taken has to be asked for.
    """
    there, texts = list(command.already), command.outgoing.parts
    for number in range(len(there), len(texts)):
        try:
            there.append(await _post(api, command, there, () if number else media))
        except ConnectorFailure as failure:
            if len(there) == len(command.already):
                raise
            raise _interrupted(failure, done=len(there), of=len(texts)) from failure
    return there


async def send(
    api: Api, text: str, *, over: str, media: Sequence[str] = (), instead_of: str = ""
) -> RemotePart:
    """Post one text below `over` and return where it is; raises MaybeThere and the failures.

    `instead_of` is the id of the version of an own post that it takes over.
    """
    body: dict[str, Any] = {"text": text}
    if instead_of:
        body["edit_options"] = {"previous_post_id": instead_of}
    if over:
        body["reply"] = {"in_reply_to_tweet_id": over}
    if media:
        body["media"] = {"media_ids": list(media)}
    made = await api.publish(body, edits=bool(instead_of))
    post_id = number_in(object_of(made, "data"))
    if not post_id:
        raise api.gibberish(Effect.PUBLISHES, "/2/tweets")
    return api.part(post_id)


async def delete(api: Api, parts: Sequence[RemotePart]) -> None:
    """Delete posts with all versions, the last first; those that are gone do not matter."""
    for part in reversed(parts):
        await api.ask("DELETE", f"/2/tweets/{part.remote_id}", fine=frozenset({_OK, _NOT_FOUND}))


async def _post(
    api: Api, command: Command, there: Sequence[RemotePart], media: Sequence[str]
) -> RemotePart:
    number, texts = len(there), command.outgoing.parts
    over = there[-1].remote_id if there else ""
    try:
        return await send(api, texts[number], over=over, media=media)
    except MaybeThere as refused:
        found = await find_parts(api, texts[: number + 1], since_attempt(command), there)
        if len(found) > number:
            return found[number]
        raise PermanentFailure(refused.for_staff, for_log=refused.for_log) from None


def _interrupted(failure: ConnectorFailure, *, done: int, of: int) -> OutcomeUnclear:
    return OutcomeUnclear(
        f"Von {of} Teilen sind {done} auf X erschienen, dann riss der Versand ab. "
        f"{failure.for_staff}",
        for_log=f"part {done + 1} of {of}: {failure.for_log}",
    )

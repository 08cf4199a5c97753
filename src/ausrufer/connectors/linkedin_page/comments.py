"""Comments below the page's posts: read, answered, deleted where LinkedIn lets us.

LinkedIn tells who wrote as a URN only; names need rights that pages do not get.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from ausrufer.channels.contract import Contribution, Heard, Measured, RemotePart
from ausrufer.channels.errors import AccessLost, PermanentFailure
from ausrufer.channels.rest import Effect, number_of, object_of, objects_of, text_of
from ausrufer.channels.rest.reading import body_of
from ausrufer.connectors.linkedin_page.api import Api, in_path

_PAGE = 50
_COMMENT = re.compile(r"urn:li:comment:\((urn:li:[A-Za-z]+:[0-9]{1,25}),([0-9]{1,25})\)")
_UNKNOWN = "Diese Antwort gehört zu keinem Kommentar auf LinkedIn, der noch bekannt ist."
_NOT_OURS = (
    "LinkedIn lässt eine Seite fremde Kommentare nicht über die Schnittstelle löschen. Bitte "
    "erledigen Sie das auf LinkedIn selbst: dort am Kommentar unter „…“."
)
_OK, _DONE, _FORBIDDEN, _NOT_FOUND = 200, 204, 403, 404


async def heard(api: Api, published: Sequence[RemotePart], cursor: str) -> Heard:
    """Return one page of what others wrote below a post; the cursor is where it begins."""
    if not published:
        return Heard(())
    post, start = published[0].remote_id, int(cursor) if cursor.isdecimal() else 0
    elements = await _below(api, post, start)
    found: list[Contribution] = []
    for element in elements:
        comment = _contribution(post, element)
        found += [comment] if comment else []
        if comment and number_of(object_of(element, "commentsSummary"), "totalFirstLevelComments"):
            nested = [_contribution(post, one) for one in await _below(api, comment.remote_id, 0)]
            found += [one for one in nested if one]
    others = tuple(one for one in found if one.author_id != api.organisation)
    return Heard(others, str(start + _PAGE) if len(elements) >= _PAGE else "")


async def measured(api: Api, published: Sequence[RemotePart]) -> Measured:
    """Return reactions of every kind and comments."""
    told = await api.read(f"/socialMetadata/{in_path(published[0].remote_id)}")
    kinds = object_of(told, "reactionSummaries").values()
    numbers = {"comments": number_of(object_of(told, "commentSummary"), "count")}
    if "reactionSummaries" in object_of(told):
        numbers["likes"] = sum(number_of(one, "count") or 0 for one in kinds)
    return Measured({name: found for name, found in numbers.items() if found is not None})


async def reply(api: Api, contribution_id: str, text: str) -> RemotePart:
    """Answer a comment once; raises the failures."""
    entity = _entity(contribution_id)
    answer = await api.ask(
        "POST",
        f"/socialActions/{in_path(contribution_id)}/comments",
        effect=Effect.PUBLISHES,
        json={
            "actor": api.organisation,
            "object": entity,
            "parentComment": contribution_id,
            "message": {"text": text},
        },
    )
    told = answer.headers.get("x-restli-id", "") or text_of(body_of(answer), "id")
    urn = f"urn:li:comment:({entity},{told})" if told.isdecimal() else told
    if not _COMMENT.fullmatch(urn):
        raise api.gibberish(Effect.PUBLISHES, "POST comments: no id")
    return RemotePart(urn)


async def remove(api: Api, contribution_id: str) -> None:
    """Delete a comment; what is gone already counts as deleted."""
    entity = _entity(contribution_id)
    number = contribution_id.rpartition(",")[2].rstrip(")")
    try:
        await api.ask(
            "DELETE",
            f"/socialActions/{in_path(entity)}/comments/{number}",
            effect=Effect.HARMLESS,
            params={"actor": api.organisation},
            fine={_OK, _DONE, _NOT_FOUND},
        )
    except AccessLost as refused:
        if f": {_FORBIDDEN}" not in refused.for_log:
            raise
        raise PermanentFailure(_NOT_OURS, for_log=refused.for_log) from None


async def _below(api: Api, urn: str, start: int) -> list[Mapping[str, Any]]:
    params = {"start": str(start), "count": str(_PAGE)}
    told = await api.read(f"/socialActions/{in_path(urn)}/comments", params)
    return objects_of(told, "elements")


def _contribution(post: str, comment: Mapping[str, Any]) -> Contribution | None:
    urn = text_of(comment, "commentUrn") or text_of(comment, "id")
    if urn.isdecimal():
        urn = f"urn:li:comment:({text_of(comment, 'object') or post},{urn})"
    if not _COMMENT.fullmatch(urn):
        return None
    actor, written = text_of(comment, "actor"), number_of(object_of(comment, "created"), "time")
    return Contribution(
        remote_id=urn,
        post_id=post,
        text=text_of(object_of(comment, "message"), "text"),
        author="Seite auf LinkedIn" if ":organization:" in actor else "Mitglied auf LinkedIn",
        author_id=actor,
        written_at=datetime.fromtimestamp(written / 1000, UTC) if written else None,
        answers=text_of(comment, "parentComment"),
    )


def _entity(contribution_id: str) -> str:
    found = _COMMENT.fullmatch(contribution_id)
    if found is None:
        raise PermanentFailure(_UNKNOWN)
    return found[1]

"""Posts of the page: created, changed in their words, deleted."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from ausrufer.channels.contract import Command, Outgoing, RemotePart
from ausrufer.channels.errors import PermanentFailure, TemporaryFailure
from ausrufer.channels.rest import Effect, number_of, text_of
from ausrufer.channels.rest.reading import body_of
from ausrufer.connectors.linkedin_page import little_text, media
from ausrufer.connectors.linkedin_page.api import Api, in_path
from ausrufer.connectors.linkedin_page.duplicates import Duplicate

URN = re.compile(r"urn:li:(?:share|ugcPost):[0-9]{1,25}")
MARGIN = timedelta(minutes=1)
_BEGINNING = 40  # signs
_OK, _DONE, _NOT_FOUND = 200, 204, 404
_GONE = "Der Beitrag ist auf LinkedIn nicht mehr vorhanden und kann nicht mehr berichtigt werden."
_OTHER_PICTURES = (
    "Auf LinkedIn lässt sich nur der Text eines Beitrags ändern, nicht seine Bilder, deren "
    "Alternativtexte oder sein Dokument. Bitte ziehen Sie den Beitrag zurück und veröffentlichen "
    "Sie ihn neu."
)
_SAID_BEFORE = (
    "Derselbe Text steht schon in einem früheren Beitrag der Seite, und LinkedIn nimmt ihn kein "
    "zweites Mal an. Bitte ändern Sie den Wortlaut."
)
_GHOST = (
    "LinkedIn erinnert sich noch an einen gelöschten Beitrag mit demselben Text und nimmt ihn "
    "deshalb bis zu zwei Tage lang nicht an. Ausrufer versucht es weiter; schneller geht es mit "
    "geändertem Wortlaut."
)


async def create(api: Api, command: Command) -> RemotePart:
    """Post a message once; raises the failures."""
    outgoing = command.outgoing
    post: dict[str, Any] = {
        "author": api.organisation,
        "commentary": little_text.written(_text(outgoing)),
        "visibility": "PUBLIC",
        "distribution": {
            "feedDistribution": "MAIN_FEED",
            "targetEntities": [],
            "thirdPartyDistributionChannels": [],
        },
        **await media.content_of(api, outgoing),
        "lifecycleState": "PUBLISHED",
        "isReshareDisabledByAuthor": False,
    }
    try:
        answer = await api.ask("POST", "/posts", effect=Effect.PUBLISHES, json=post)
    except Duplicate as duplicate:
        return await _already(api, command, duplicate)
    urn = answer.headers.get("x-restli-id", "") or text_of(body_of(answer), "id")
    if not URN.fullmatch(urn):
        raise api.gibberish(Effect.PUBLISHES, "POST /posts: no id")
    return part_of(urn)


async def edit(api: Api, outgoing: Outgoing, part: RemotePart) -> RemotePart:
    """Replace the words of a post; ends the same when repeated."""
    post = await _read(api, part.remote_id)
    if post is None:
        raise PermanentFailure(_GONE)
    if not media.shows(post, outgoing):
        raise PermanentFailure(_OTHER_PICTURES)
    change = {"patch": {"$set": {"commentary": little_text.written(_text(outgoing))}}}
    answer = await api.ask(
        "POST",
        f"/posts/{in_path(part.remote_id)}",
        effect=Effect.HARMLESS,
        json=change,
        headers={"X-RestLi-Method": "PARTIAL_UPDATE"},
        fine={_OK, _DONE, _NOT_FOUND},
    )
    if answer.status == _NOT_FOUND:
        raise PermanentFailure(_GONE, for_log=f"partial update: {answer.status}")
    return part


async def delete(api: Api, parts: Sequence[RemotePart]) -> None:
    """Delete posts; those that are gone already do not matter."""
    for part in parts:
        await api.ask(
            "DELETE",
            f"/posts/{in_path(part.remote_id)}",
            effect=Effect.HARMLESS,
            headers={"X-RestLi-Method": "DELETE"},
            fine={_OK, _DONE, _NOT_FOUND},
        )


def part_of(urn: str) -> RemotePart:
    """Return where a post is."""
    return RemotePart(urn, f"https://www.linkedin.com/feed/update/{urn}/")


def says(post: object, outgoing: Outgoing) -> bool:
    """Tell whether a post has the words of a message."""
    return _essence(post) == little_text.essence(_text(outgoing))


def begins(post: object, outgoing: Outgoing) -> bool:
    """Tell whether a post may be a message LinkedIn has cut, as it was seen to do silently."""
    there, ours = _essence(post), little_text.essence(_text(outgoing))
    return len(there) * 4 > len(ours) and ours.startswith(there)


def alike(post: object, outgoing: Outgoing) -> bool:
    """Tell whether a post may be a message somebody changed there: it begins in the same way."""
    there = _beginning(little_text.read(text_of(post, "commentary")))
    return bool(there) and there == _beginning(_text(outgoing))


def created(post: object) -> datetime | None:
    """Return when a post came into being, by LinkedIn's clock; None where it does not tell."""
    told = number_of(post, "createdAt") or number_of(post, "publishedAt")
    return datetime.fromtimestamp(told / 1000, UTC) if told and told < 10**14 else None


async def _already(api: Api, command: Command, duplicate: Duplicate) -> RemotePart:
    """Return the post LinkedIn saw first, where it is this very message; raises the failures."""
    post = await _read(api, duplicate.urn) if duplicate.urn else None
    if post is None:
        wait = timedelta(hours=6)
        raise TemporaryFailure(_GHOST, for_log=duplicate.for_log, retry_after=wait) from None
    moment, first = created(post), command.first_attempt_at
    same = text_of(post, "author") == api.organisation and begins(post, command.outgoing)
    if same and moment and first and moment >= first - MARGIN + api.behind:
        return part_of(duplicate.urn)
    raise PermanentFailure(_SAID_BEFORE, for_log=duplicate.for_log) from None


async def _read(api: Api, urn: str) -> object | None:
    answer = await api.ask(
        "GET", f"/posts/{in_path(urn)}", effect=Effect.HARMLESS, fine={_OK, _NOT_FOUND}
    )
    found = body_of(answer)
    if answer.status == _NOT_FOUND:
        return None
    if not isinstance(found, dict):
        raise api.gibberish(Effect.HARMLESS, "GET /posts/…: unreadable")
    return found


def _beginning(plain: str) -> str:
    lines = plain.strip().splitlines()
    return little_text.essence(lines[0])[:_BEGINNING].casefold() if lines else ""


def _essence(post: object) -> str:
    return little_text.essence(little_text.read(text_of(post, "commentary")))


def _text(outgoing: Outgoing) -> str:
    return "\n\n".join(outgoing.parts)

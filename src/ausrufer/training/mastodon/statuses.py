"""Posting, reading, editing and deleting statuses."""

from typing import Any

from aiohttp import web

from ausrufer.training.mastodon import wording
from ausrufer.training.mastodon.entities import status_json
from ausrufer.training.mastodon.instance import PracticeAccount, PracticeInstance
from ausrufer.training.mastodon.media import read_focus
from ausrufer.training.mastodon.memory import Media, Status
from ausrufer.training.mastodon.moments import moment
from ausrufer.training.mastodon.requests import (
    PARAMETERS,
    Parameters,
    Refused,
    holder_of,
    instance_of,
    origin_of,
)

routes = web.RouteTableDef()


@routes.post("/api/v1/statuses")
async def create(request: web.Request) -> web.Response:
    """Post a status; a key that is still known answers with the first one."""
    account = holder_of(request, "write:statuses")
    instance, key = instance_of(request), request.headers.get("Idempotency-Key", "")
    made = instance.memory.made_by(account.username, key, instance.clock()) if key else ""
    status = _own(instance, account, made) if made else _post(request, account, key)
    return web.json_response(status_json(instance, status, origin_of(request)))


@routes.get("/api/v1/statuses/{id}")
async def show(request: web.Request) -> web.Response:
    """Show a status to anybody."""
    instance = instance_of(request)
    status = _there(instance, request.match_info["id"])
    return web.json_response(status_json(instance, status, origin_of(request)))


@routes.get("/api/v1/statuses/{id}/context")
async def context(request: web.Request) -> web.Response:
    """Show what a status answers and what answers it."""
    instance, origin = instance_of(request), origin_of(request)
    status = _there(instance, request.match_info["id"])
    ancestors = [status_json(instance, one, origin) for one in above(instance, status)]
    descendants = [status_json(instance, one, origin) for one in below(instance, status)]
    return web.json_response({"ancestors": ancestors, "descendants": descendants})


@routes.get("/api/v1/statuses/{id}/source")
async def source(request: web.Request) -> web.Response:
    """Show the text as it was typed, to its author."""
    account = holder_of(request, "read:statuses")
    status = _own(instance_of(request), account, request.match_info["id"])
    return web.json_response(
        {"id": status.id, "text": status.text, "spoiler_text": status.spoiler_text}
    )


@routes.put("/api/v1/statuses/{id}")
async def update(request: web.Request) -> web.Response:
    """Edit a status; pictures that are not named are taken off."""
    account = holder_of(request, "write:statuses")
    instance, parameters = instance_of(request), request[PARAMETERS]
    status = _own(instance, account, request.match_info["id"])
    before = _likeness(instance, status)
    pictures = _pictures(instance, account, parameters, status)
    _check(instance, parameters, pictures)
    _fill(status, parameters)
    _attach(instance, status, pictures)
    _describe(instance, status, parameters)
    if _likeness(instance, status) != before:
        status.edited_at = moment(instance.clock())
    instance.memory.keep_status(status)
    return web.json_response(status_json(instance, status, origin_of(request)))


@routes.delete("/api/v1/statuses/{id}")
async def delete(request: web.Request) -> web.Response:
    """Delete a status and show it once more, with its source."""
    account = holder_of(request, "write:statuses")
    instance = instance_of(request)
    status = _own(instance, account, request.match_info["id"])
    shown = status_json(instance, status, origin_of(request))
    status.deleted_at = moment(instance.clock())
    instance.memory.keep_status(status)
    for reply in instance.memory.public():
        if reply.reply_to == status.id:
            reply.reply_to = ""
            instance.memory.keep_status(reply)
    return web.json_response({**shown, "text": status.text})


def above(instance: PracticeInstance, status: Status) -> list[Status]:
    """Return what a status answers, the first post first."""
    found: list[Status] = []
    while upper := instance.memory.statuses.get(status.reply_to):
        found.insert(0, upper)
        status = upper
    return found


def below(instance: PracticeInstance, status: Status) -> list[Status]:
    """Return what answers a status, directly or not, each after what it answers."""
    found: list[Status] = []
    for reply in instance.memory.public():
        if reply.reply_to == status.id:
            found += [reply, *below(instance, reply)]
    return found


def _post(request: web.Request, account: PracticeAccount, key: str) -> Status:
    instance, parameters = instance_of(request), request[PARAMETERS]
    memory, now = instance.memory, instance.clock()
    reply_to = parameters.text("in_reply_to_id")
    if reply_to and (reply_to not in memory.statuses or memory.statuses[reply_to].deleted_at):
        raise Refused(404, "The post you are trying to reply to does not appear to exist.")
    pictures = _pictures(instance, account, parameters, None)
    _check(instance, parameters, pictures)
    status = Status(memory.new_id(now), account.username, "", moment(now), key, reply_to=reply_to)
    status.visibility = parameters.text("visibility") or "public"
    _fill(status, parameters)
    _attach(instance, status, pictures)
    memory.keep_status(status)
    if key:
        memory.keep_key(account.username, key, status.id, now)
    return status


def _there(instance: PracticeInstance, status_id: str) -> Status:
    status = instance.memory.statuses.get(status_id)
    if status is None or status.deleted_at:
        raise Refused(404, "Record not found")
    return status


def _own(instance: PracticeInstance, account: PracticeAccount, status_id: str) -> Status:
    status = _there(instance, status_id)
    if status.account != account.username:
        raise Refused(404, "Record not found")
    return status


def _pictures(
    instance: PracticeInstance,
    account: PracticeAccount,
    parameters: Parameters,
    status: Status | None,
) -> list[Media]:
    """Return the named pictures; each must be the account's, processed, and free."""
    ids = parameters.texts("media_ids")
    if len(ids) > instance.limits.pictures:
        raise Refused(422, f"Cannot attach more than {instance.limits.pictures} files")
    own = {"", status.id} if status else {""}
    found = [instance.memory.media.get(media_id) for media_id in ids]
    pictures = [m for m in found if m and m.account == account.username and m.status_id in own]
    if len(pictures) != len(ids):
        raise Refused(422, "Media not found or already attached to another post")
    if any(media.polls for media in pictures):
        raise Refused(
            422, "Cannot attach files that have not finished processing. Try again in a moment!"
        )
    return pictures


def _check(instance: PracticeInstance, parameters: Parameters, pictures: list[Media]) -> None:
    text, limit = parameters.text("status").strip(), instance.limits.characters
    if not text and not pictures:
        raise Refused(422, "Validation failed: Text can't be blank")
    if wording.length(text + parameters.text("spoiler_text")) > limit:
        raise Refused(422, f"Validation failed: Text character limit of {limit} exceeded")


def _fill(status: Status, parameters: Parameters) -> None:
    status.text = parameters.text("status").strip()
    status.spoiler_text = parameters.text("spoiler_text")
    status.sensitive = bool(parameters.fields.get("sensitive") or status.spoiler_text)
    status.language = parameters.text("language") or status.language


def _attach(instance: PracticeInstance, status: Status, pictures: list[Media]) -> None:
    memory = instance.memory
    for media_id in set(status.media_ids) - {media.id for media in pictures}:
        memory.media[media_id].status_id = ""
        memory.keep_media(memory.media[media_id])
    for media in pictures:
        media.status_id = status.id
        memory.keep_media(media)
    status.media_ids = [media.id for media in pictures]


def _describe(instance: PracticeInstance, status: Status, parameters: Parameters) -> None:
    attributes = parameters.fields.get("media_attributes")
    for one in attributes if isinstance(attributes, list) else []:
        if isinstance(one, dict) and one.get("id") in status.media_ids:
            media = instance.memory.media[str(one["id"])]
            media.description = str(one.get("description", media.description))
            media.focus = read_focus(str(one.get("focus", ""))) or media.focus
            instance.memory.keep_media(media)


def _likeness(instance: PracticeInstance, status: Status) -> tuple[Any, ...]:
    """Return what readers would notice a change of."""
    pictures = [instance.memory.media[media_id] for media_id in status.media_ids]
    described = [(media.id, media.description, media.focus) for media in pictures]
    return (status.text, status.spoiler_text, status.sensitive, status.language, described)

"""Uploading pictures, asking whether they are processed, and handing them out."""

import io

from aiohttp import web
from PIL import Image, UnidentifiedImageError

from ausrufer.training.mastodon.entities import media_json
from ausrufer.training.mastodon.instance import PracticeInstance
from ausrufer.training.mastodon.memory import Media
from ausrufer.training.mastodon.requests import (
    PARAMETERS,
    Parameters,
    Refused,
    Upload,
    holder_of,
    instance_of,
    origin_of,
)

routes = web.RouteTableDef()
_ACCEPTED, _NOT_YET = 202, 206


@routes.post("/api/v2/media")
async def upload(request: web.Request) -> web.Response:
    """Take a picture; it may have to be asked for until it is processed."""
    account = holder_of(request, "write:media")
    instance, parameters = instance_of(request), request[PARAMETERS]
    width, height = _size(instance, parameters.files.get("file"))
    file = parameters.files["file"]
    media = Media(
        id=instance.memory.new_id(instance.clock()),
        account=account.username,
        sha256=instance.memory.keep_content(file.content),
        media_type=file.media_type,
        width=width,
        height=height,
        polls=instance.polls,
    )
    _describe(instance, media, parameters)
    instance.memory.keep_media(media)
    status = _ACCEPTED if media.polls else 200
    return web.json_response(media_json(media, origin_of(request)), status=status)


@routes.get("/api/v1/media/{id}")
async def show(request: web.Request) -> web.Response:
    """Tell how far a picture is; every question brings its processing forward."""
    media = _free(request)
    if media.polls:
        media.polls -= 1
        instance_of(request).memory.keep_media(media)
        return web.json_response(media_json(media, origin_of(request)), status=_NOT_YET)
    return web.json_response(media_json(media, origin_of(request)))


@routes.put("/api/v1/media/{id}")
async def update(request: web.Request) -> web.Response:
    """Describe a picture that is not attached yet."""
    media, instance = _free(request), instance_of(request)
    _describe(instance, media, request[PARAMETERS])
    instance.memory.keep_media(media)
    return web.json_response(media_json(media, origin_of(request)))


@routes.get("/system/media_attachments/{id}/{name}")
async def serve(request: web.Request) -> web.Response:
    """Hand out the bytes exactly as they came."""
    media = instance_of(request).memory.media.get(request.match_info["id"])
    if media is None:
        raise web.HTTPNotFound
    content = instance_of(request).memory.content(media.sha256)
    headers = {"X-Content-Type-Options": "nosniff"}
    return web.Response(body=content, content_type=media.media_type, headers=headers)


def _free(request: web.Request) -> Media:
    account = holder_of(request, "write:media")
    media = instance_of(request).memory.media.get(request.match_info["id"])
    if media is None or media.account != account.username or media.status_id:
        raise Refused(404, "Record not found")
    return media


def _describe(instance: PracticeInstance, media: Media, parameters: Parameters) -> None:
    description = parameters.text("description").strip()
    limit = instance.limits.alt_text
    if len(description) > limit:
        raise Refused(
            422, f"Validation failed: Description is too long (maximum is {limit} characters)"
        )
    media.description = description or media.description
    media.focus = read_focus(parameters.text("focus")) or media.focus


def read_focus(told: str) -> tuple[float, float] | None:
    """Return the point a picture is cropped around, as "x,y" tells it; None where it does not."""
    try:
        x, y = (float(number) for number in told.split(","))
    except ValueError:
        return None
    return (x, y)


def _size(instance: PracticeInstance, file: Upload | None) -> tuple[int, int]:
    if file is None or not file.content:
        raise Refused(422, "Validation failed: File can't be blank")
    if len(file.content) > instance.limits.picture_bytes:
        raise Refused(422, "Validation failed: File is too big")
    try:
        with Image.open(io.BytesIO(file.content)) as image:
            size = image.size
            true_type = Image.MIME.get(image.format or "")
    except (UnidentifiedImageError, Image.DecompressionBombError):
        true_type, size = None, (0, 0)
    if true_type != file.media_type:
        raise Refused(422, "Validation failed: File content type is invalid, File is invalid")
    if size[0] * size[1] > instance.limits.picture_pixels:
        raise Refused(422, "Validation failed: File has too many pixels")
    return size

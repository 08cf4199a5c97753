"""Posts of the emulated TikTok: announced, brought or fetched, looked after."""

import hashlib
import re
from typing import Any

import aiohttp
from aiohttp import web

from ausrufer.training.tiktok.refusals import fine, refusal
from ausrufer.training.tiktok.state import SELF_ONLY, Post, PracticeTikTok

_RANGE = re.compile(r"bytes (\d+)-(\d+)/(\d+)")
_LEAST_PIECE, _MOST_PIECE, _MOST_LAST = 5_000_000, 64_000_000, 128_000_000
_MOST_CAPTION, _MOST_TITLE, _MOST_DESCRIPTION, _MOST_PICTURES = 2200, 90, 4000, 35
_PULL_SECONDS = 10


def publishing_routes(tiktok: PracticeTikTok) -> list[web.RouteDef]:
    """Return the routes of posts."""

    async def direct(request: web.Request) -> web.Response:
        told = await request.json()
        post = told["post_info"]
        if _length(post.get("title", "")) > _MOST_CAPTION:
            return refusal(400, "invalid_params")
        return _refused(tiktok, post["privacy_level"]) or _film(
            tiktok, request, told["source_info"], post.get("title", ""), post["privacy_level"]
        )

    async def inbox(request: web.Request) -> web.Response:
        return _film(tiktok, request, (await request.json())["source_info"], "", "")

    async def photos(request: web.Request) -> web.Response:
        told = await request.json()
        post, images = told["post_info"], told["source_info"]["photo_images"]
        privacy = post["privacy_level"] if told["post_mode"] == "DIRECT_POST" else ""
        wrong = _length(post["title"]) > _MOST_TITLE or not 0 < len(images) <= _MOST_PICTURES
        if wrong or _length(post["description"]) > _MOST_DESCRIPTION:
            return refusal(400, "invalid_params")
        refused = _refused(tiktok, privacy) if privacy else None
        if refused is not None:
            return refused
        pictures = tuple([await _pulled(address) for address in images])
        begun = tiktok.begin(post["description"], privacy, pictures=pictures)
        tiktok.arrived(begun)
        return fine({"publish_id": begun.publish_id})

    async def status(request: web.Request) -> web.Response:
        post = tiktok.post((await request.json())["publish_id"])
        return fine(_status(post)) if post else refusal(400, "invalid_publish_id")

    return [
        web.post("/v2/post/publish/video/init/", direct),
        web.post("/v2/post/publish/inbox/video/init/", inbox),
        web.post("/v2/post/publish/content/init/", photos),
        web.post("/v2/post/publish/status/fetch/", status),
        _piece_route(tiktok),
    ]


def _piece_route(tiktok: PracticeTikTok) -> web.RouteDef:
    async def piece(request: web.Request) -> web.Response:
        post = tiktok.post(request.match_info["publish_id"])
        found = _RANGE.fullmatch(request.headers.get("Content-Range", ""))
        content = await request.read()
        if post is None or request.headers.get("Authorization"):
            return web.Response(status=403)
        if found is None or not _fits(post, int(found[1]), int(found[2]), int(found[3]), content):
            return web.Response(status=416)
        post.content += content
        if len(post.content) < post.size:
            return web.Response(status=206)
        tiktok.arrived(post)
        return web.Response(status=201)

    return web.put("/upload/{publish_id}", piece)


def _fits(post: Post, begin: int, last: int, size: int, content: bytes) -> bool:
    right = begin == len(post.content) and size == post.size and last - begin + 1 == len(content)
    number = begin // post.piece
    expected = post.size - begin if number == post.count - 1 else post.piece
    return right and not post.is_there and len(content) == expected


def _film(
    tiktok: PracticeTikTok, request: web.Request, source: Any, caption: str, privacy: str
) -> web.Response:
    size, piece, count = (
        source[name] for name in ("video_size", "chunk_size", "total_chunk_count")
    )
    whole = size < _LEAST_PIECE or count == 1
    sound = piece == size if whole else _LEAST_PIECE <= piece <= _MOST_PIECE
    last = size - piece * (count - 1)
    if not sound or count != max(1, size // piece) or last > _MOST_LAST:
        return refusal(400, "invalid_params")
    post = tiktok.begin(caption, privacy, size=size, piece=piece, count=count)
    address = f"{request.scheme}://{request.host}/upload/{post.publish_id}?upload_id=1%2F2"
    return fine({"publish_id": post.publish_id, "upload_url": address})


def _refused(tiktok: PracticeTikTok, privacy: str) -> web.Response | None:
    if privacy not in tiktok.creator.privacies:
        return refusal(400, "privacy_level_option_mismatch")
    if not tiktok.creator.audited and privacy != SELF_ONLY:
        return refusal(403, "unaudited_client_can_only_post_to_private_accounts")
    return None


def _status(post: Post) -> dict[str, Any]:
    told: dict[str, Any] = {"uploaded_bytes": len(post.content)}
    if not post.is_there:
        return {**told, "status": "PROCESSING_UPLOAD"}
    if post.slow:
        post.slow -= 1
        return {**told, "status": "PROCESSING_UPLOAD"}
    if post.failure:
        return {**told, "status": "FAILED", "fail_reason": post.failure}
    if not post.privacy:
        return {**told, "status": "SEND_TO_USER_INBOX"}
    ids = [] if post.privacy == SELF_ONLY else [post.number]
    return {**told, "status": "PUBLISH_COMPLETE", "publicaly_available_post_id": ids}


async def _pulled(address: str) -> str:
    timeout = aiohttp.ClientTimeout(total=_PULL_SECONDS)
    async with aiohttp.ClientSession(timeout=timeout) as http, http.get(address) as answer:
        return hashlib.sha256(await answer.read()).hexdigest()


def _length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2

"""The account of the emulated TikTok: what it allows, its tokens, its public posts."""

import asyncio
from typing import Any

from aiohttp import web

from ausrufer.training.consent import PracticeConsent
from ausrufer.training.consent.server import ConsentServer
from ausrufer.training.tiktok.refusals import fine
from ausrufer.training.tiktok.state import Post, PracticeTikTok


def account_routes(tiktok: PracticeTikTok) -> list[web.RouteDef]:
    """Return the routes of the account."""
    own = tiktok.creator

    async def info(request: web.Request) -> web.Response:
        del request
        return fine(
            {
                "creator_nickname": own.name,
                "creator_username": own.username,
                "privacy_level_options": list(own.privacies),
                "max_video_post_duration_sec": own.longest_seconds,
                "can_post_more": own.can_post_more,
                "comment_disabled": False,
                "duet_disabled": True,
                "stitch_disabled": True,
            }
        )

    async def user(request: web.Request) -> web.Response:
        del request
        return fine({"user": {"open_id": "practice-open-id", "display_name": own.name}})

    async def token(request: web.Request) -> web.Response:
        form = await request.post()
        if tiktok.consent is not None:
            sent = {name: str(value) for name, value in form.items()}
            return await _handed_out(tiktok.consent, request, sent)
        if form.get("refresh_token") != own.renewal:
            told = {"error": "invalid_grant", "error_description": "Refresh token is invalid."}
            return web.json_response({**told, "log_id": "1"})  # TikTok says this no with a 200
        return web.json_response(tiktok.renewed())

    return [
        web.post("/v2/post/publish/creator_info/query/", info),
        web.get("/v2/user/info/", user),
        web.post("/v2/oauth/token/", token),
        *_list_routes(tiktok),
    ]


async def _handed_out(
    memory: PracticeConsent, request: web.Request, sent: dict[str, str]
) -> web.Response:
    """Exchange a code or a token for renewal; TikTok calls the id of the app its key."""
    fields = {**sent, "client_id": sent.get("client_key", "")}
    asked = {"method": "POST", "path": request.path_qs, "fields": fields, "headers": {}}
    body = dict(ConsentServer(memory).create_token_response(asked)[1])
    if "refresh_token_expires_in" in body:
        body["refresh_expires_in"] = body.pop("refresh_token_expires_in")
    await asyncio.sleep(memory.thinks)
    return web.json_response(body)


def _list_routes(tiktok: PracticeTikTok) -> list[web.RouteDef]:
    async def listed(request: web.Request) -> web.Response:
        asked = await request.json()
        start, most = asked.get("cursor", 0), asked["max_count"]
        newest = tiktok.public()[::-1]
        videos = [_shown(tiktok, one) for one in newest[start : start + most]]
        more = len(newest) > start + most
        return fine({"videos": videos, "cursor": start + most, "has_more": more})

    async def queried(request: web.Request) -> web.Response:
        wanted = (await request.json())["filters"]["video_ids"]
        found = [one for one in tiktok.public() if str(one.number) in wanted]
        return fine({"videos": [_shown(tiktok, one) for one in found]})

    return [web.post("/v2/video/list/", listed), web.post("/v2/video/query/", queried)]


def _shown(tiktok: PracticeTikTok, post: Post) -> dict[str, Any]:
    kind = "photo" if post.pictures else "video"
    return {
        "id": str(post.number),
        "title": post.caption[:150],
        "video_description": post.caption,
        "create_time": post.created,
        "share_url": f"https://www.tiktok.com/@{tiktok.creator.username}/{kind}/{post.number}",
        "view_count": 40,
        "like_count": 7 + len(post.liked),
    }

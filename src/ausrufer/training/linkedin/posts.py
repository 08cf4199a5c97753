"""Posts and pages of the emulated LinkedIn."""

from typing import Any

from aiohttp import web

from ausrufer.training.linkedin.media import flaw, media_routes
from ausrufer.training.linkedin.refusals import duplicate, refusal
from ausrufer.training.linkedin.state import PAGE, Post, PracticeLinkedIn, PracticePage

_MOST_TEXT = 3000


def post_routes(linkedin: PracticeLinkedIn) -> list[web.RouteDef]:
    """Return the routes of posts, their files and organisations."""

    async def create(request: web.Request) -> web.Response:
        page: PracticePage = request[PAGE]
        told = await request.json()
        if told["author"] != page.urn:
            return refusal(403, "ACCESS_DENIED", "Field Value validation failed: author")
        if len(told["commentary"]) > _MOST_TEXT * 2:
            return refusal(422, "FIELD_LENGTH_TOO_LONG", "commentary is too long")
        found = flaw(linkedin, told.get("content", {}))
        if found:
            return refusal(400, "INVALID_CONTENT", found)
        before = linkedin.same(page.urn, told["commentary"])
        if before is not None:
            return duplicate(before.urn)
        post = linkedin.take(page.urn, told["commentary"], told.get("content", {}))
        return web.Response(status=201, headers={"x-restli-id": post.urn})

    return [
        web.post("/rest/posts", create),
        *_kept_routes(linkedin),
        *media_routes(linkedin),
        *_page_routes(linkedin),
    ]


def _kept_routes(linkedin: PracticeLinkedIn) -> list[web.RouteDef]:
    async def read(request: web.Request) -> web.Response:
        post = linkedin.post(request.match_info["urn"])
        return web.json_response(_shown(post)) if post else _gone()

    async def change(request: web.Request) -> web.Response:
        post = linkedin.post(request.match_info["urn"])
        if post is None:
            return _gone()
        if request.headers.get("X-RestLi-Method") != "PARTIAL_UPDATE":
            return refusal(400, "ILLEGAL_ARGUMENT", "method expected")
        post.commentary = (await request.json())["patch"]["$set"]["commentary"]
        post.edited += 1
        return web.Response(status=204)

    async def delete(request: web.Request) -> web.Response:
        post = linkedin.post(request.match_info["urn"])
        if post is None:
            return _gone()
        post.deleted = True
        return web.Response(status=204)

    async def own(request: web.Request) -> web.Response:
        start, count = int(request.query["start"]), int(request.query["count"])
        there = [p for p in linkedin.posts if p.author == request.query["author"] and not p.deleted]
        newest = sorted(there, key=lambda post: (post.created, post.urn), reverse=True)
        found = [_shown(post) for post in newest[start : start + count]]
        paging = {"start": start, "count": count, "links": []}
        return web.json_response({"paging": paging, "elements": found})

    return [
        web.get("/rest/posts", own, allow_head=False),
        web.get("/rest/posts/{urn}", read, allow_head=False),
        web.post("/rest/posts/{urn}", change),
        web.delete("/rest/posts/{urn}", delete),
    ]


def _page_routes(linkedin: PracticeLinkedIn) -> list[web.RouteDef]:
    async def administered(request: web.Request) -> web.Response:
        own = [page for page in linkedin.pages if page.token == request[PAGE].token]
        elements = [
            {"organization": page.urn, "role": "ADMINISTRATOR", "state": "APPROVED"} for page in own
        ]
        return web.json_response({"elements": elements})

    async def organisation(request: web.Request) -> web.Response:
        number = int(request.match_info["number"])
        page = next((one for one in linkedin.pages if one.number == number), None)
        if page is None or page.token != request[PAGE].token:
            return refusal(404, "RESOURCE_NOT_FOUND", "Could not find entity")
        return web.json_response({"id": page.number, "localizedName": page.name})

    return [
        web.get("/rest/organizationAcls", administered),
        web.get("/rest/organizations/{number:[0-9]+}", organisation),
    ]


def _shown(post: Post) -> dict[str, Any]:
    return {
        "id": post.urn,
        "author": post.author,
        "commentary": post.commentary,
        "content": dict(post.content),
        "visibility": "PUBLIC",
        "lifecycleState": "PUBLISHED",
        "createdAt": post.created,
        "publishedAt": post.created,
        "lastModifiedAt": post.created + post.edited,
    }


def _gone() -> web.Response:
    return refusal(404, "RESOURCE_NOT_FOUND", "Could not find entity")

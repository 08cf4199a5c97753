"""What the emulated Reddit does for a post, a comment, a listing."""

from collections.abc import Mapping
from typing import Any

from aiohttp import web

from ausrufer.training.forms import form_of
from ausrufer.training.reddit.state import Community, PracticeReddit, Redditor, Thing
from ausrufer.training.reddit.wording import (
    Json,
    Refused,
    listing,
    shown_comment,
    shown_community,
    shown_post,
)

REDDIT: web.AppKey[PracticeReddit] = web.AppKey("reddit")
WHO: web.RequestKey[Redditor] = web.RequestKey("who", Redditor)
_MOST_TITLE, _MOST_TEXT, _MOST_COMMENT = 300, 40_000, 10_000
_SUBMIT = {"sr", "title", "kind", "text", "url", "resubmit", "sendreplies", "flair_id"}
_FIELDS: Mapping[str, set[str]] = {  # as recorded by PRAW
    "/api/submit/": {"api_type", *_SUBMIT, "flair_text"},
    "/api/editusertext/": {"api_type", "thing_id", "text"},
    "/api/del/": {"api_type", "id"},
    "/api/comment/": {"api_type", "thing_id", "text"},
    "/api/remove/": {"api_type", "id", "spam"},
    "/api/approve/": {"api_type", "id"},
}
routes = web.RouteTableDef()


async def faults_of(request: web.Request) -> str:
    """Return in what a request is unlike the recorded ones; empty where it is not."""
    if request.query.get("raw_json") != "1":
        return "raw_json is missing"
    if request.method != "POST":
        return ""
    fields, _files = await form_of(request)
    known = _FIELDS.get(request.path, set())
    unknown = sorted(set(fields) - known)
    return f"unknown fields {unknown}" if unknown or "api_type" not in fields else ""


@routes.get("/api/v1/me")
async def _me(request: web.Request) -> web.Response:
    who = request[WHO]
    return web.json_response({"name": who.name, "is_suspended": who.suspended})


@routes.get("/subreddits/mine/moderator/")
async def _moderated(request: web.Request) -> web.Response:
    who = request[WHO]
    own = [one for one in request.app[REDDIT].communities if who.name in one.moderators]
    return web.json_response(_page(request, [shown_community(one, who) for one in own]))


@routes.get("/r/{name}/about/")
async def _about(request: web.Request) -> web.Response:
    found = request.app[REDDIT].community(request.match_info["name"])
    if found is None:
        raise Refused("banned", "Not Found", status=404)
    return web.json_response(shown_community(found, request[WHO]))


@routes.get("/user/{name}/submitted/")
async def _submitted(request: web.Request) -> web.Response:
    name, reddit = request.match_info["name"], request.app[REDDIT]
    own = [one for one in reddit.posts() if one.author.name == name]
    return web.json_response(_page(request, [shown_post(one) for one in own[::-1]]))


@routes.get("/api/info/")
async def _info(request: web.Request) -> web.Response:
    found = request.app[REDDIT].thing(request.query.get("id", ""))
    return web.json_response(listing([shown_post(found)] if found else []))


@routes.get("/comments/{id}/")
async def _comments(request: web.Request) -> web.Response:
    reddit = request.app[REDDIT]
    post = reddit.thing(f"t3_{request.match_info['id']}")
    if post is None:
        raise Refused("", "Not Found", status=404)
    top = [one for one in reddit.things if one.over == post.name]
    told = [shown_comment(reddit, one) for one in top[: reddit.shown]]
    rest = [one.name[3:] for one in top[reddit.shown :]]
    if rest:
        told.append({"kind": "more", "data": {"count": len(rest), "children": rest}})
    return web.json_response([listing([shown_post(post)]), listing(told)])


@routes.get("/api/morechildren/")
async def _more(request: web.Request) -> web.Response:
    reddit = request.app[REDDIT]
    asked = [reddit.thing(f"t1_{one}") for one in request.query["children"].split(",")]
    things = [shown_comment(reddit, one) for one in asked if one is not None]
    return web.json_response({"json": {"errors": [], "data": {"things": things}}})


@routes.post("/api/submit/")
async def _submit(request: web.Request) -> web.Response:
    fields, _files = await form_of(request)
    reddit, who = request.app[REDDIT], request[WHO]
    community = reddit.community(fields.get("sr", ""))
    if community is None:
        raise Refused("SUBREDDIT_NOEXIST", "that subreddit doesn't exist")
    _check(reddit, community, fields)
    post = reddit.take(
        "t3",
        author=who,
        community=community,
        title=" ".join(fields["title"].split()),
        text=fields.get("text", ""),
        link=fields.get("url", ""),
        flair=fields.get("flair_text", ""),
    )
    number = post.name.removeprefix("t3_")
    url = f"https://www.reddit.com/r/{community.name}/comments/{number}/titel/"
    return _yes({"url": url, "id": number, "name": post.name})


def _check(reddit: PracticeReddit, community: Community, fields: Mapping[str, str]) -> None:
    if not fields.get("title", "").strip():
        raise Refused("NO_TEXT", "we need something here")
    if len(fields["title"]) > _MOST_TITLE or len(fields.get("text", "")) > _MOST_TEXT:
        raise Refused("TOO_LONG", "this is too long")
    known = fields.get("flair_id", "") in community.flairs
    if community.flair_needed and not known:
        raise Refused("SUBMIT_VALIDATION_FLAIR_REQUIRED", "Your post must contain post flair.")
    if fields["kind"] == "link" and fields.get("resubmit") != "True":
        there = [one for one in reddit.posts() if one.community is community]
        if any(one.link == fields["url"] for one in there):
            raise Refused("ALREADY_SUB", "that link has already been submitted")


@routes.post("/api/editusertext/")
async def _edit(request: web.Request) -> web.Response:
    fields, _files = await form_of(request)
    thing = _own(request, fields["thing_id"])
    if thing.text != fields["text"]:
        thing.text, thing.edited = fields["text"], True
    return _yes({"things": [shown_post(thing)]})


@routes.post("/api/del/")
async def _delete(request: web.Request) -> web.Response:
    fields, _files = await form_of(request)
    thing = request.app[REDDIT].thing(fields["id"])
    if thing is not None and thing.author is request[WHO]:
        thing.deleted = True
    return web.json_response({})


@routes.post("/api/comment/")
async def _comment(request: web.Request) -> web.Response:
    fields, _files = await form_of(request)
    reddit = request.app[REDDIT]
    over = reddit.thing(fields["thing_id"])
    if over is None or over.deleted:
        raise Refused("DELETED_COMMENT", "that comment has been deleted")
    if len(fields["text"]) > _MOST_COMMENT:
        raise Refused("TOO_LONG", "this is too long")
    written = comment_on(reddit, over, request[WHO], fields["text"])
    return _yes({"things": [shown_comment(reddit, written)]})


@routes.post("/api/remove/")
async def _remove(request: web.Request) -> web.Response:
    (await _moderated_thing(request)).removed = True
    return web.json_response({})


@routes.post("/api/approve/")
async def _approve(request: web.Request) -> web.Response:
    (await _moderated_thing(request)).removed = False
    return web.json_response({})


def comment_on(reddit: PracticeReddit, over: Thing, author: Redditor, text: str) -> Thing:
    """Let somebody write below a post or a comment."""
    post = over.post or over.name
    return reddit.take(
        "t1", author=author, community=over.community, text=text, over=over.name, post=post
    )


async def _moderated_thing(request: web.Request) -> Thing:
    fields, _files = await form_of(request)
    thing = request.app[REDDIT].thing(fields["id"])
    if thing is None or request[WHO].name not in thing.community.moderators:
        raise Refused("", "Forbidden", status=403)
    return thing


def _own(request: web.Request, name: str) -> Thing:
    thing = request.app[REDDIT].thing(name)
    if thing is None or thing.author is not request[WHO]:
        raise Refused("NOT_AUTHOR", "you can't do that")
    return thing


def _yes(data: Mapping[str, Any]) -> web.Response:
    return web.json_response({"json": {"errors": [], "data": data}})


def _page(request: web.Request, found: list[Json]) -> Json:
    most = min(request.app[REDDIT].page, int(request.query.get("limit", "25")))
    start = int(request.query.get("after", "0"))
    more = str(start + most) if len(found) > start + most else None
    return listing(found[start : start + most], more)

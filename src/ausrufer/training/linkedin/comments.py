"""Comments of the emulated LinkedIn."""

from typing import Any

from aiohttp import web

from ausrufer.training.linkedin.refusals import refusal
from ausrufer.training.linkedin.state import PAGE, Comment, PracticeLinkedIn


def comment_routes(linkedin: PracticeLinkedIn) -> list[web.RouteDef]:
    """Return the routes of comments."""

    async def below(request: web.Request) -> web.Response:
        urn = request.match_info["urn"]
        start, count = int(request.query["start"]), int(request.query["count"])
        place = _above if "comment" in urn else _top
        there = [one for one in linkedin.comments if place(one) == urn and not one.deleted]
        found = [_shown(linkedin, one) for one in there[start : start + count]]
        paging = {"start": start, "count": count, "total": len(there)}
        return web.json_response({"paging": paging, "elements": found})

    async def answer(request: web.Request) -> web.Response:
        told = await request.json()
        above = told.get("parentComment", "")
        if told["actor"] != request[PAGE].urn:
            return refusal(403, "ACCESS_DENIED", "actor")
        if above and above not in {one.urn for one in linkedin.comments if not one.deleted}:
            return refusal(404, "RESOURCE_NOT_FOUND", "parent comment")
        urn = linkedin.says(
            told["object"], told["message"]["text"], actor=told["actor"], above=above
        )
        return web.Response(status=201, headers={"x-restli-id": urn})

    async def delete(request: web.Request) -> web.Response:
        number = int(request.match_info["number"])
        comment = next((one for one in linkedin.comments if one.number == number), None)
        if comment is None or comment.deleted:
            return refusal(404, "RESOURCE_NOT_FOUND", "comment")
        if comment.actor != request[PAGE].urn:
            return refusal(403, "ACCESS_DENIED", "Not enough permissions to delete")
        comment.deleted = True
        return web.Response(status=204)

    async def numbers(request: web.Request) -> web.Response:
        urn = request.match_info["urn"]
        there = [one for one in linkedin.comments if one.post == urn and not one.deleted]
        post = linkedin.post(urn)
        likes = 5 + (len(post.liked) if post else 0)
        kinds = {"LIKE": {"reactionType": "LIKE", "count": likes}}
        kinds["EMPATHY"] = {"reactionType": "EMPATHY", "count": 2}
        counted = {"count": len(there), "topLevelCount": sum(not one.above for one in there)}
        return web.json_response(
            {"entity": urn, "reactionSummaries": kinds, "commentSummary": counted}
        )

    return [
        web.get("/rest/socialMetadata/{urn}", numbers, allow_head=False),
        web.get("/rest/socialActions/{urn}/comments", below, allow_head=False),
        web.post("/rest/socialActions/{urn}/comments", answer),
        web.delete("/rest/socialActions/{urn}/comments/{number:[0-9]+}", delete),
    ]


def _above(comment: Comment) -> str:
    return comment.above


def _top(comment: Comment) -> str:
    return "" if comment.above else comment.post


def _shown(linkedin: PracticeLinkedIn, comment: Comment) -> dict[str, Any]:
    nested = [one for one in linkedin.comments if one.above == comment.urn and not one.deleted]
    shown: dict[str, Any] = {
        "id": str(comment.number),
        "commentUrn": comment.urn,
        "actor": comment.actor,
        "object": comment.post,
        "message": {"text": comment.text},
        "created": {"time": comment.created},
        "commentsSummary": {"totalFirstLevelComments": len(nested)},
    }
    return shown | ({"parentComment": comment.above} if comment.above else {})

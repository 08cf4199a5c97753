"""Comments of the emulated YouTube."""

from typing import Any

from aiohttp import web

from ausrufer.training.youtube.refusals import refusal
from ausrufer.training.youtube.state import Comment, PracticeYouTube


def comment_routes(youtube: PracticeYouTube) -> list[web.RouteDef]:
    """Return the routes of comments."""

    async def threads(request: web.Request) -> web.Response:
        state, video = request.query["moderationStatus"], request.query["videoId"]
        top = [
            one
            for one in youtube.comments
            if (one.video, one.state, one.above) == (video, state, "")
        ]
        return web.json_response({"items": [_thread(youtube, one) for one in top]})

    async def answer(request: web.Request) -> web.Response:
        snippet = (await request.json())["snippet"]
        above = _comment(youtube, snippet["parentId"])
        if above is None:
            return refusal(404, "parentCommentNotFound")
        text, name = snippet["textOriginal"], youtube.channel.name
        number = youtube.says(above.video, text, author=name, above=above.number)
        return web.json_response(_shown(youtube, youtube.comments[-1]) | {"id": number})

    async def moderate(request: web.Request) -> web.Response:
        comment = _comment(youtube, request.query["id"])
        if comment is None:
            return refusal(404, "commentNotFound")
        comment.state = request.query["moderationStatus"]
        return web.Response(status=204)

    return [
        web.get("/youtube/v3/commentThreads", threads),
        web.post("/youtube/v3/comments", answer),
        web.post("/youtube/v3/comments/setModerationStatus", moderate),
    ]


def _comment(youtube: PracticeYouTube, number: object) -> Comment | None:
    return next((one for one in youtube.comments if one.number == number), None)


def _thread(youtube: PracticeYouTube, top: Comment) -> dict[str, Any]:
    below = [one for one in youtube.comments if one.above == top.number]
    thread: dict[str, Any] = {
        "id": top.number,
        "snippet": {"topLevelComment": _shown(youtube, top)},
    }
    return thread | (
        {"replies": {"comments": [_shown(youtube, one) for one in below]}} if below else {}
    )


def _shown(youtube: PracticeYouTube, comment: Comment) -> dict[str, Any]:
    own = comment.author == youtube.channel.name
    snippet: dict[str, Any] = {
        "textDisplay": comment.text,
        "textOriginal": comment.text,
        "authorDisplayName": comment.author,
        "authorChannelId": {"value": youtube.channel.number if own else f"UC-{comment.author}"},
        "publishedAt": comment.at.strftime("%Y-%m-%dT%H:%M:%SZ"),
    }
    if comment.above:
        snippet["parentId"] = comment.above
    return {"kind": "youtube#comment", "id": comment.number, "snippet": snippet}

"""Films and channels of the emulated YouTube."""

from typing import Any

from aiohttp import web

from ausrufer.training.youtube.refusals import refusal
from ausrufer.training.youtube.state import PracticeYouTube, Video


def video_routes(youtube: PracticeYouTube) -> list[web.RouteDef]:
    """Return the routes of films, their captions and the channel."""

    async def listed(request: web.Request) -> web.Response:
        video = youtube.video(request.query["id"])
        return web.json_response({"items": [shown(youtube, video)] if video else []})

    async def change(request: web.Request) -> web.Response:
        told = await request.json()
        video = youtube.video(told["id"])
        if video is None:
            return refusal(404, "videoNotFound")
        if request.query["part"] == "snippet":
            video.snippet = dict(told["snippet"])
        else:
            _release(youtube, video, told["status"]["privacyStatus"])
        return web.json_response(shown(youtube, video))

    async def delete(request: web.Request) -> web.Response:
        video = youtube.video(request.query["id"])
        if video is None:
            return refusal(404, "videoNotFound")
        video.deleted = True
        return web.Response(status=204)

    async def captions(request: web.Request) -> web.Response:
        video = youtube.video(request.query["videoId"])
        tracks = video.captions if video else {}
        items = [{"snippet": {"language": one, "trackKind": "standard"}} for one in tracks]
        return web.json_response({"items": items})

    return [
        web.get("/youtube/v3/videos", listed),
        web.put("/youtube/v3/videos", change),
        web.delete("/youtube/v3/videos", delete),
        web.get("/youtube/v3/captions", captions),
        *_channel_routes(youtube),
    ]


def _channel_routes(youtube: PracticeYouTube) -> list[web.RouteDef]:
    async def channels(request: web.Request) -> web.Response:
        del request
        own = youtube.channel
        snippet = {"title": own.name, "customUrl": "@musterstadt"}
        lists = {"relatedPlaylists": {"uploads": f"UU{own.number[2:]}"}}
        item = {"id": own.number, "snippet": snippet, "contentDetails": lists}
        return web.json_response({"items": [item]})

    async def uploads(request: web.Request) -> web.Response:
        there = [one for one in youtube.videos if not one.deleted]
        newest = sorted(there, key=lambda one: (one.added, one.number), reverse=True)
        start = int(request.query.get("pageToken", "0"))
        most = int(request.query["maxResults"])
        items = [{"snippet": _added(one)} for one in newest[start : start + most]]
        following = str(start + most) if len(newest) > start + most else ""
        return web.json_response(
            {"items": items} | ({"nextPageToken": following} if following else {})
        )

    return [
        web.get("/youtube/v3/channels", channels),
        web.get("/youtube/v3/playlistItems", uploads),
    ]


def shown(youtube: PracticeYouTube, video: Video) -> dict[str, Any]:
    """Return a film as the interface shows it."""
    del youtube
    return {
        "kind": "youtube#video",
        "id": video.number,
        "snippet": {**video.snippet, "publishedAt": video.added.isoformat()},
        "status": video.status,
        "statistics": {"viewCount": "12", "likeCount": str(3 + len(video.liked))},
    }


def _added(video: Video) -> dict[str, Any]:
    words = {name: video.snippet[name] for name in ("title", "description")}
    number = {"kind": "youtube#video", "videoId": video.number}
    return {**words, "publishedAt": video.added.isoformat(), "resourceId": number}


def _release(youtube: PracticeYouTube, video: Video, privacy: str) -> None:
    if not youtube.channel.audited:
        return  # like YouTube: a yes, and nothing changes
    if video.status["privacyStatus"] == "private" != privacy:
        video.released += 1
    video.status["privacyStatus"] = privacy

"""Uploads of the emulated YouTube: films in pieces, captions in one go."""

import json
import re

from aiohttp import web

from ausrufer.training.youtube.refusals import refusal
from ausrufer.training.youtube.related import parts_of
from ausrufer.training.youtube.state import PracticeYouTube, Session
from ausrufer.training.youtube.videos import shown

_RANGE = re.compile(r"bytes (?:(\d+)-(\d+)|\*)/(\d+)")
_UNIT = 256 * 1024
_MOST_TITLE, _MOST_DESCRIPTION = 100, 5000


def upload_routes(youtube: PracticeYouTube) -> list[web.RouteDef]:
    """Return the routes of uploads."""

    async def begin(request: web.Request) -> web.Response:
        about = await request.json()
        snippet = about["snippet"]
        if not 0 < len(snippet["title"]) <= _MOST_TITLE or set("<>") & set(snippet["title"]):
            return refusal(400, "invalidTitle", "invalid title")
        if len(snippet["description"].encode()) > _MOST_DESCRIPTION:
            return refusal(400, "invalidDescription", "invalid description")
        session = youtube.begin(about, int(request.headers["X-Upload-Content-Length"]))
        address = f"{request.scheme}://{request.host}/sessions/{session.number}?upload_id=a%3Ab"
        return web.Response(headers={"Location": address})

    async def piece(request: web.Request) -> web.Response:
        session = youtube.sessions.get(int(request.match_info["number"]))
        found = _RANGE.fullmatch(request.headers.get("Content-Range", ""))
        if session is None:
            return refusal(404, "notFound")
        if found is None or int(found[3]) != session.size:
            return refusal(400, "badContentRange")
        if found[1] is not None and not _taken(session, await request.read(), found):
            return refusal(400, "badContentRange")
        return _told(youtube, session)

    return [
        web.post("/upload/youtube/v3/videos", begin),
        web.put("/sessions/{number:[0-9]+}", piece),
        *_caption_routes(youtube),
    ]


def _caption_routes(youtube: PracticeYouTube) -> list[web.RouteDef]:
    async def captions(request: web.Request) -> web.Response:
        about, file = parts_of(request, await request.read())
        snippet = json.loads(about)["snippet"]
        video = youtube.video(snippet["videoId"])
        if video is None:
            return refusal(404, "videoNotFound")
        if snippet["language"] in video.captions:
            return refusal(409, "captionExists")
        video.captions[snippet["language"]] = file
        return web.json_response({"kind": "youtube#caption", "id": "AU1", "snippet": snippet})

    return [web.post("/upload/youtube/v3/captions", captions)]


def _taken(session: Session, content: bytes, found: re.Match[str]) -> bool:
    begin, last = int(found[1]), int(found[2])
    whole = last + 1 == session.size or not len(content) % _UNIT
    if begin != len(session.content) or last - begin + 1 != len(content) or not whole:
        return False
    session.content += content
    return True


def _told(youtube: PracticeYouTube, session: Session) -> web.Response:
    arrived = len(session.content)
    if arrived < session.size:
        headers = {"Range": f"bytes=0-{arrived - 1}"} if arrived else {}
        return web.Response(status=308, headers=headers)
    video = youtube.video(session.video) or youtube.finish(session)
    return web.json_response(shown(youtube, video), status=201)

"""Readable pages: every post and every profile, so that permalinks lead somewhere."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from html import escape
from pathlib import Path
from string import Template
from urllib.parse import urlencode, urlsplit
from zoneinfo import ZoneInfo

from aiohttp import web

from ausrufer.training.bluesky.conversations import likes_of, replies_to
from ausrufer.training.bluesky.memory import Stored
from ausrufer.training.bluesky.posts import POST, images_of
from ausrufer.training.bluesky.server import SERVER, PracticeAccount, PracticeServer
from ausrufer.training.bluesky.wording import card_of, hashtags, html
from ausrufer.training.wall.paper import counted

routes = web.RouteTableDef()
_FOLDER = Path(__file__).parent / "pages"
_BERLIN = ZoneInfo("Europe/Berlin")
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; img-src 'self'; style-src 'self'; base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


@routes.get("/")
async def start(request: web.Request) -> web.Response:
    """List the accounts of the server."""
    server = request.app[SERVER]
    entries = "".join(
        _template("account").substitute(
            href=escape(f"/profile/{account.handle}"),
            name=escape(account.display_name),
            handle=escape(f"@{account.handle}"),
        )
        for account in server.accounts
    )
    return _page(server, "Konten", f'<ul class="accounts">{entries}</ul>')


@routes.get("/profile/{name}")
async def profile(request: web.Request) -> web.Response:
    """Show an account with its posts and threads, newest first."""
    server = request.app[SERVER]
    account = server.account(request.match_info["name"])
    if account is None:
        return _missing(server, "Dieses Konto gibt es hier nicht.")
    own, posts = server.memory.of(account.did, POST), _everybodys(server)
    newest_first = _by_time([stored for stored in own if "reply" not in stored.value])[::-1]
    shown = [part for beginning in newest_first for part in _thread(posts, beginning)]
    lead = _template("profile").substitute(
        handle=escape(f"@{account.handle}"), note=escape(account.note)
    )
    return _page(server, account.display_name, lead + _list(server, shown))


@routes.get("/profile/{name}/post/{key}")
async def post(request: web.Request) -> web.Response:
    """Show a post with the thread it stands in."""
    server = request.app[SERVER]
    account = server.account(request.match_info["name"])
    uri = f"at://{account.did}/{POST}/{request.match_info['key']}" if account else ""
    stored = server.memory.records.get(uri)
    if account is None or stored is None:
        return _missing(server, "Dieser Beitrag ist nicht vorhanden oder wurde gelöscht.")
    thread = _thread(_everybodys(server), stored)
    return _page(server, f"Beitrag von {account.display_name}", _list(server, thread))


@routes.get("/hashtag/{tag}")
async def hashtag(request: web.Request) -> web.Response:
    """Show the posts with a hashtag, newest first."""
    server, wanted = request.app[SERVER], request.match_info["tag"].lower()
    posts = _everybodys(server)
    found = [stored for stored in _by_time(posts)[::-1] if wanted in hashtags(stored.value)]
    return _page(server, f"#{wanted}", _list(server, found))


@routes.get("/page.css")
async def style(request: web.Request) -> web.FileResponse:  # noqa: ARG001 - aiohttp's signature
    """Hand out the style sheet."""
    return web.FileResponse(_FOLDER / "page.css")


def _everybodys(server: PracticeServer) -> list[Stored]:
    return [one for one in server.memory.records.values() if one.collection == POST]


def _by_time(posts: Sequence[Stored]) -> list[Stored]:
    return sorted(posts, key=lambda stored: (stored.value["createdAt"], stored.uri))


def _thread(posts: Sequence[Stored], one: Stored) -> list[Stored]:
    root = one.value.get("reply", {}).get("root", {}).get("uri", one.uri)
    replies = [s for s in posts if s.value.get("reply", {}).get("root", {}).get("uri") == root]
    return [stored for stored in posts if stored.uri == root] + _by_time(replies)


def _list(server: PracticeServer, posts: Sequence[Stored]) -> str:
    if not posts:
        return '<p class="empty">Hier steht noch nichts.</p>'
    return "".join(_article(server, stored) for stored in posts)


def _article(server: PracticeServer, stored: Stored) -> str:
    account = server.account(stored.did) or PracticeAccount(stored.did, stored.did, "")
    value = stored.value
    answers, likes = len(replies_to(server, stored.uri)), likes_of(server, stored.uri)
    return _template("post").substitute(
        kind=' class="answer"' if "reply" in value else "",
        counts=counted(answers=answers, likes=likes),
        href=escape(f"/profile/{account.handle}/post/{stored.key}"),
        name=escape(account.display_name),
        profile=escape(f"/profile/{account.handle}"),
        handle=escape(f"@{account.handle}"),
        language=escape((value.get("langs") or ["de"])[0]),
        content=html(value),
        attached="".join(_figure(stored.did, image) for image in images_of(value)) + _card(value),
        machine_time=escape(value["createdAt"]),
        time=_spoken(value["createdAt"]),
    )


def _figure(did: str, image: dict[str, object]) -> str:
    match image:
        case {
            "image": {"ref": {"$link": str(cid)}},
            "alt": str(alt_text),
            "aspectRatio": {"width": int(width), "height": int(height)},
        }:
            address = f"/xrpc/com.atproto.sync.getBlob?{urlencode({'did': did, 'cid': cid})}"
            caption = f"Alternativtext: {alt_text}" if alt_text else "Ohne Alternativtext"
            return _template("picture").substitute(
                src=escape(address),
                alt=escape(alt_text),
                caption=escape(caption),
                width=width,
                height=height,
            )
    return ""


def _card(value: dict[str, object]) -> str:
    card = card_of(value)
    if card is None:
        return ""
    return _template("card").substitute(
        href=escape(card["uri"]),
        title=escape(card["title"]),
        description=escape(card["description"]),
        host=escape(urlsplit(card["uri"]).hostname or ""),
    )


def _spoken(moment: str) -> str:
    return f"{datetime.fromisoformat(moment).astimezone(_BERLIN):%d.%m.%Y, %H:%M} Uhr"


def _missing(server: PracticeServer, sentence: str) -> web.Response:
    return _page(server, "Nicht gefunden", f"<p>{escape(sentence)}</p>", status=404)


def _page(server: PracticeServer, title: str, body: str, *, status: int = 200) -> web.Response:
    text = _template("page").substitute(title=escape(title), server=escape(server.title), body=body)
    return web.Response(text=text, content_type="text/html", status=status, headers=_HEADERS)


@cache
def _template(name: str) -> Template:
    return Template((_FOLDER / f"{name}.html").read_text("utf-8"))

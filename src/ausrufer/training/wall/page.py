"""Showing a wall: one page, its style sheet, its pictures; no script, nothing from elsewhere."""

import io
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import cache
from html import escape
from pathlib import Path
from string import Template
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware
from PIL import Image, UnidentifiedImageError

from ausrufer.training.wall.post import Post, Wall

_OWN = Path(__file__).parent
_SHEETS = _OWN.parent / "mastodon" / "pages"  # all practice networks look alike
_ASSETS = ("/page.css", "/avatar.svg")
_PICTURES = "/_bild/"
_BERLIN = ZoneInfo("Europe/Berlin")
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; img-src 'self'; style-src 'self'; base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


def showing(network: str, read: Callable[[], Wall]) -> Middleware:
    """Return a middleware that answers readers; everything else goes on to the network."""

    @web.middleware
    async def show(request: web.Request, handler: Handler) -> web.StreamResponse:
        if request.method != "GET":
            return await handler(request)
        if request.path == "/":
            return _page(network, read())
        if request.path in _ASSETS:
            return web.FileResponse(_SHEETS / request.path[1:], headers=_HEADERS)
        if request.path.startswith(_PICTURES):
            return _picture(read().files.get(request.path.removeprefix(_PICTURES)))
        return await handler(request)

    return show


def _page(network: str, wall: Wall) -> web.Response:
    posts = "".join(_article(one, wall) for one in reversed(wall.posts))
    text = _template(_SHEETS / "page.html").substitute(
        title="Beiträge",
        instance=escape(f"{network} (Übung)"),
        body=posts or '<p class="empty">Hier steht noch nichts.</p>',
    )
    return web.Response(text=text, content_type="text/html", headers=_HEADERS)


def _article(post: Post, wall: Wall) -> str:
    lead = " · ".join(one for one in (post.place, post.title) if one)
    return _template(_OWN / "post.html").substitute(
        lead=f'<p class="author">{escape(lead)}</p>' if lead else "",
        text=_paragraphs(post.text),
        link="" if post.link in post.text else _link(post.link),
        pictures=_figures(post.pictures, wall),
        time=f'<p class="time">{_spoken(post.at)}</p>' if post.at else "",
    )


def _paragraphs(text: str) -> str:
    blocks = [escape(one).replace("\n", "<br>") for one in text.strip().split("\n\n") if one]
    return "".join(f"<p>{one}</p>" for one in blocks)


def _link(address: str) -> str:
    if urlsplit(address).scheme not in ("http", "https"):
        return ""
    return f'<p><a href="{escape(address)}" rel="noreferrer">{escape(address)}</a></p>'


def _figures(pictures: Sequence[tuple[str, str]], wall: Wall) -> str:
    return "".join(_figure(wall.files.get(name), name, alt) for name, alt in pictures)


def _figure(content: bytes | None, name: str, alt: str) -> str:
    caption = f"Alternativtext: {alt}" if alt else "Ohne Alternativtext"
    seen = _looked_at(content or b"")
    if seen is None:  # a film, or kept by its fingerprint only
        return f'<p class="time">{escape(f"Bild oder Film. {caption}")}</p>'
    _kind, width, height = seen
    return _template(_SHEETS / "picture.html").substitute(
        src=escape(f"{_PICTURES}{name}"),
        alt=escape(alt),
        caption=escape(caption),
        width=width,
        height=height,
    )


def _picture(content: bytes | None) -> web.Response:
    seen = _looked_at(content or b"")
    if seen is None:
        return web.Response(status=404, text="Dieses Bild gibt es nicht.", headers=_HEADERS)
    return web.Response(body=content, content_type=seen[0], headers=_HEADERS)


def _looked_at(content: bytes) -> tuple[str, int, int] | None:
    """Return type, width and height of a picture; None for anything else."""
    try:
        with Image.open(io.BytesIO(content)) as image:
            kind = image.get_format_mimetype() or ""
            return (kind, *image.size) if kind.startswith("image/") else None
    except (UnidentifiedImageError, OSError):
        return None


def _spoken(moment: datetime) -> str:
    return f"{moment.astimezone(_BERLIN):%d.%m.%Y, %H:%M} Uhr"


@cache
def _template(path: Path) -> Template:
    return Template(path.read_text("utf-8"))

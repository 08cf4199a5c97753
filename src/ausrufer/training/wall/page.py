"""Showing a wall: one page, its style sheet, its pictures; no script, nothing from elsewhere."""

import io
from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path
from urllib.parse import unquote, urlsplit

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware
from PIL import Image, UnidentifiedImageError

from ausrufer.training.wall.below import comments
from ausrufer.training.wall.paper import counted, paragraphs, spoken, template
from ausrufer.training.wall.post import Post, Wall

_OWN = Path(__file__).parent
_SHEETS = _OWN.parent / "mastodon" / "pages"  # all practice networks look alike
_ASSETS = ("/page.css", "/avatar.svg")
_PICTURES = "/_bild/"
_FIRST = 5  # comments below each post where all posts are shown
_ALSO_ASKED = ("/@", "/comments/")  # of a permalink, and of an address programs ask
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
            return _everything(network, read())
        if request.path in _ASSETS:
            return web.FileResponse(_SHEETS / request.path[1:], headers=_HEADERS)
        if request.path.startswith(_PICTURES):
            return _picture(read().files.get(request.path.removeprefix(_PICTURES)))
        if _is_for_readers(request):
            return _one(network, read(), request.path_qs)
        return await handler(request)

    return show


def _is_for_readers(request: web.Request) -> bool:
    """Tell whether the network itself has nothing there, so that it may be a post's permalink."""
    if request.match_info.http_exception is not None:
        return True
    return request.path.startswith(_ALSO_ASKED) and "Authorization" not in request.headers


def _everything(network: str, wall: Wall) -> web.Response:
    posts = "".join(_article(one, wall, most=_FIRST) for one in reversed(wall.posts))
    return _page(network, "Beiträge", posts or '<p class="empty">Hier steht noch nichts.</p>')


def _one(network: str, wall: Wall, path: str) -> web.Response:
    """Show the post of a permalink, whatever stands behind it in the address."""
    found = [one for one in wall.posts if one.path and unquote(path).startswith(one.path)]
    if not found:
        gone = "<p>Dieser Beitrag ist nicht vorhanden oder wurde gelöscht.</p>"
        return _page(network, "Nicht gefunden", gone, status=404)
    back = '<p><a href="/">Alle Beiträge</a></p>'
    return _page(network, "Beitrag", _article(found[-1], wall) + back)


def _page(network: str, title: str, body: str, *, status: int = 200) -> web.Response:
    text = template(_SHEETS / "page.html").substitute(
        title=title, instance=escape(f"{network} (Übung)"), body=body
    )
    return web.Response(text=text, content_type="text/html", status=status, headers=_HEADERS)


def _article(post: Post, wall: Wall, *, most: int = 0) -> str:
    lead = " · ".join(one for one in (post.place, post.title) if one)
    return template(_OWN / "post.html").substitute(
        lead=f'<p class="author">{escape(lead)}</p>' if lead else "",
        text=paragraphs(post.text, links=True),
        link="" if post.link in post.text else _link(post.link),
        pictures=_figures(post.pictures, wall),
        time=_footer(post),
        comments=comments(post.comments, most=most, path=post.path),
    )


def _footer(post: Post) -> str:
    at = spoken(post.at) if post.at else "Zum Beitrag"
    linked = f'<a href="{escape(post.path)}">{at}</a>' if post.path else at
    return linked + counted(likes=post.likes)


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
    return template(_SHEETS / "picture.html").substitute(
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

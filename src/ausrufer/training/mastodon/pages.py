"""Readable pages: every post and every profile, so that permalinks lead somewhere."""

from datetime import datetime
from functools import cache
from html import escape
from pathlib import Path
from string import Template
from zoneinfo import ZoneInfo

from aiohttp import web

from ausrufer.training.mastodon import wording
from ausrufer.training.mastodon.entities import content_of, media_url, status_url
from ausrufer.training.mastodon.instance import PracticeInstance
from ausrufer.training.mastodon.memory import Media, Status
from ausrufer.training.mastodon.requests import instance_of, origin_of
from ausrufer.training.mastodon.statuses import above, below
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
    """List the accounts of the instance."""
    instance = instance_of(request)
    entries = "".join(
        _template("account").substitute(
            href=escape(f"/@{account.username}"),
            name=escape(account.display_name),
            handle=escape(f"@{account.username}@{instance.domain}"),
        )
        for account in instance.accounts
    )
    return _page(instance, "Konten", f'<ul class="accounts">{entries}</ul>')


@routes.get("/@{name}")
async def profile(request: web.Request) -> web.Response:
    """Show an account with its posts, newest first."""
    instance = instance_of(request)
    account = instance.account(request.match_info["name"])
    if account is None:
        return _missing(instance, "Dieses Konto gibt es hier nicht.")
    posts = instance.memory.public(account.username)[::-1]
    handle = f"@{account.username}@{instance.domain}"
    lead = f'<p class="handle">{escape(handle)}</p><p>{escape(account.note)}</p>'
    return _page(instance, account.display_name, lead + _list(instance, posts, request))


@routes.get("/@{name}/{id}")
async def post(request: web.Request) -> web.Response:
    """Show a post with the thread it stands in."""
    instance = instance_of(request)
    status = instance.memory.statuses.get(request.match_info["id"])
    if status is None or status.deleted_at or status.account != request.match_info["name"]:
        return _missing(instance, "Dieser Beitrag ist nicht vorhanden oder wurde gelöscht.")
    thread = [*above(instance, status), status, *below(instance, status)]
    account = instance.account(status.account)
    title = f"Beitrag von {account.display_name if account else status.account}"
    return _page(instance, title, _list(instance, thread, request))


@routes.get("/tags/{tag}")
async def tag(request: web.Request) -> web.Response:
    """Show the posts with a hashtag, newest first."""
    instance, wanted = instance_of(request), request.match_info["tag"].lower()
    posts = [s for s in instance.memory.public()[::-1] if wanted in wording.hashtags(s.text)]
    return _page(instance, f"#{wanted}", _list(instance, posts, request))


@routes.get("/{name:(?:page\\.css|avatar\\.svg)}")
async def asset(request: web.Request) -> web.FileResponse:
    """Hand out the style sheet and the one picture all accounts share."""
    return web.FileResponse(_FOLDER / request.match_info["name"])


def _list(instance: PracticeInstance, posts: list[Status], request: web.Request) -> str:
    if not posts:
        return '<p class="empty">Hier steht noch nichts.</p>'
    return "".join(_article(instance, status, origin_of(request)) for status in posts)


def _article(instance: PracticeInstance, status: Status, origin: str) -> str:
    account = instance.account(status.account)
    pictures = [instance.memory.media[media_id] for media_id in status.media_ids]
    answers = sum(one.reply_to == status.id for one in instance.memory.public())
    return _template("post").substitute(
        kind=' class="answer"' if status.reply_to else "",
        counts=counted(answers=answers, likes=len(status.favoured_by)),
        href=escape(status_url(status, origin)),
        name=escape(account.display_name if account else status.account),
        profile=escape(f"/@{status.account}"),
        handle=escape(f"@{status.account}@{instance.domain}"),
        language=escape(status.language),
        content=content_of(instance, status, origin),
        pictures="".join(_figure(media, origin) for media in pictures),
        machine_time=escape(status.created_at),
        time=_spoken(status.created_at),
        edited=f" · bearbeitet am {_spoken(status.edited_at)}" if status.edited_at else "",
    )


def _figure(media: Media, origin: str) -> str:
    alt_text = media.description
    caption = f"Alternativtext: {alt_text}" if alt_text else "Ohne Alternativtext"
    return _template("picture").substitute(
        src=escape(media_url(media, origin)),
        alt=escape(alt_text),
        caption=escape(caption),
        width=media.width,
        height=media.height,
    )


def _spoken(moment: str) -> str:
    return f"{datetime.fromisoformat(moment).astimezone(_BERLIN):%d.%m.%Y, %H:%M} Uhr"


def _missing(instance: PracticeInstance, sentence: str) -> web.Response:
    return _page(instance, "Nicht gefunden", f"<p>{escape(sentence)}</p>", status=404)


def _page(instance: PracticeInstance, title: str, body: str, *, status: int = 200) -> web.Response:
    text = _template("page").substitute(
        title=escape(title), instance=escape(instance.title), body=body
    )
    return web.Response(text=text, content_type="text/html", status=status, headers=_HEADERS)


@cache
def _template(name: str) -> Template:
    return Template((_FOLDER / f"{name}.html").read_text("utf-8"))

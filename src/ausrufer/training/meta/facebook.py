"""Pages of the emulated Graph: posts, unpublished photos, comments, insights."""

import io
import json
from typing import Any

from PIL import Image, UnidentifiedImageError

from ausrufer.training.meta import films
from ausrufer.training.meta.asked import page_of
from ausrufer.training.meta.calls import Call, Edge, Json
from ausrufer.training.meta.graph_state import PracticeGraph, Thing
from ausrufer.training.meta.refusing import Refused, not_there

_MOST_TEXT = 63_206
_MOST_BYTES = 10_000_000
_FORMATS = frozenset(("JPEG", "PNG", "GIF", "BMP", "TIFF"))


async def own_pages(call: Call) -> Json:
    """Tell the pages of the person who gave consent."""
    told = []
    for one in call.graph.pages:
        linked = one.account
        account = {"id": linked.id, "username": linked.username} if linked else None
        told.append(
            {
                "id": one.id,
                "name": one.name,
                "access_token": one.token,
                "tasks": list(one.tasks),
                "instagram_business_account": account,
            }
        )
    return page_of(told, call.asked)


async def about_page(call: Call) -> Json:
    """Tell what the page is."""
    may = "CREATE_CONTENT" in call.page.tasks
    told = {"id": call.page.id, "name": call.page.name, "can_post": may, "is_published": True}
    return call.asked.pick(told)


async def bring_photo(call: Call) -> Json:
    """Take a photo; this town brings only unpublished ones."""
    sent = call.asked.sent
    if sent.get("published") != "false":
        raise Refused(100, 0, "(#100) photos are published with a post here")
    content = call.asked.files.get("source", b"")
    _be_picture(content)
    name = call.graph.keep(content)
    alt = sent.get("alt_text_custom", "")
    return {"id": call.graph.new("Photo", call.page.id, sha256=name, alt=alt).id}


async def post(call: Call) -> Json:
    """Take a post with a link or with photos that were brought before."""
    sent = call.asked.sent
    photos = _attached(call)
    if not sent.get("message") and not photos and not sent.get("link"):
        raise Refused(100, 0, "(#100) Missing message or attachment")
    message = _fitting(sent.get("message", ""))
    link = sent.get("link", "")
    told: Json = {"message": message, "link": link, "photos": [one.id for one in photos]}
    return {"id": call.graph.new("PagePost", call.page.id, **told).id}


async def edit(call: Call) -> Json:
    """Change text and photos of a post, or hide it."""
    thing, sent = call.thing, call.asked.sent
    if "message" in sent:
        thing.told["message"] = _fitting(sent["message"])
    if "attached_media" in sent:
        thing.told["photos"] = [one.id for one in _attached(call)]
    return {"success": True}


async def delete(call: Call) -> Json:
    """Delete a post or a comment."""
    call.thing.gone = True
    return {"success": True}


async def posts(call: Call) -> Json:
    """Tell the posts of the page, newest first."""
    found = call.graph.all("PagePost", owner=call.page.id)
    return page_of([_post(one) for one in reversed(found)], call.asked)


async def about_post(call: Call) -> Json:
    """Tell one post."""
    there = len(call.graph.all("Comment", above=call.thing.id))
    counted = {"data": [], "summary": {"total_count": there}}
    return call.asked.pick({**_post(call.thing), "comments": counted, "shares": {"count": 2}})


async def attachments(call: Call) -> Json:
    """Tell what a post shows."""
    photos = call.thing.told.get("photos", [])
    link = call.thing.told.get("link")
    kind = "album" if len(photos) > 1 else "photo" if photos else "link" if link else ""
    return {"data": [{"media_type": kind}] if kind else []}


async def comments(call: Call) -> Json:
    """Tell the comments below a post, answers to them included."""
    below = call.graph.all("Comment", above=call.thing.id)
    return page_of([_comment(one) for one in below], call.asked)


async def write_comment(call: Call) -> Json:
    """Take a comment below a post or a comment, as the page."""
    above = call.thing
    post = above.above if above.kind == "Comment" else above.id
    author = {"id": call.page.id, "name": call.page.name}
    parent = {"id": above.id} if above.kind == "Comment" else None
    told = {"message": call.asked.sent.get("message", ""), "from": author, "parent": parent}
    return {"id": call.graph.new("Comment", call.page.id, post, is_hidden=False, **told).id}


async def change_comment(call: Call) -> Json:
    """Hide a comment or show it again."""
    call.thing.told["is_hidden"] = call.asked.sent.get("is_hidden") == "true"
    return {"success": True}


async def insights(call: Call) -> Json:
    """Tell numbers of a post."""
    known: dict[str, Any] = {
        "post_total_media_view_unique": 512,
        "post_clicks": 34,
        "post_reactions_by_type_total": {"like": 7 + _liked(call), "love": 2},
    }
    wanted = call.asked.sent.get("metric", "").split(",")
    if not set(wanted) <= set(known):
        raise Refused(100, 0, "(#100) The value must be a valid insights metric")
    told = [
        {"name": one, "period": "lifetime", "values": [{"value": known[one]}]} for one in wanted
    ]
    return {"data": told}


def _liked(call: Call) -> int:
    return len(call.thing.told.get("liked", ()))


def resident_comments(graph: PracticeGraph, post: str, text: str, author: str) -> Thing:
    """Let a resident comment below a post."""
    above = graph.things[post]
    told = {"message": text, "from": {"id": "4711", "name": author}, "is_hidden": False}
    return graph.new("Comment", above.owner, post, **told)


def _post(thing: Thing) -> Json:
    owner, _, own = thing.id.partition("_")
    return {
        "id": thing.id,
        "message": thing.told["message"],
        "created_time": thing.stamp,
        "permalink_url": f"https://www.facebook.com/{owner}/posts/{own}",
    }


def _comment(thing: Thing) -> Json:
    url = f"https://www.facebook.com/{thing.above}?comment_id={thing.id}"
    return {"id": thing.id, "created_time": thing.stamp, "permalink_url": url, **thing.told}


def _attached(call: Call) -> list[Thing]:
    named = json.loads(call.asked.sent.get("attached_media") or "[]")
    photos = [call.graph.thing(str(one.get("media_fbid"))) for one in named]
    found = [one for one in photos if one is not None and one.kind == "Photo"]
    if len(found) != len(named):
        raise not_there("attached_media")
    return found


def _fitting(text: str) -> str:
    if len(text) > _MOST_TEXT:
        raise Refused(100, 0, "(#100) message is too long")
    return text


def _be_picture(content: bytes) -> None:
    try:
        with Image.open(io.BytesIO(content)) as image:
            fine = image.format in _FORMATS and len(content) <= _MOST_BYTES
    except (UnidentifiedImageError, OSError):
        fine = False
    if not fine:
        raise Refused(324, 1366046, "Your photos couldn't be uploaded.")


EDGES: dict[tuple[str, str, str], Edge] = {
    ("User", "GET", "accounts"): Edge("Page", own_pages),
    ("Page", "GET", ""): Edge("Page", about_page),
    ("Page", "POST", "photos"): Edge("Photo", bring_photo),
    ("Page", "POST", "feed"): Edge("Page", post),
    ("Page", "GET", "published_posts"): Edge("PagePost", posts),
    ("PagePost", "GET", ""): Edge("PagePost", about_post),
    ("PagePost", "POST", ""): Edge("PagePost", edit),
    ("PagePost", "DELETE", ""): Edge("PagePost", delete),
    ("PagePost", "GET", "attachments"): Edge("Attachment", attachments),
    ("PagePost", "GET", "comments"): Edge("Comment", comments),
    ("PagePost", "POST", "comments"): Edge("Comment", write_comment),
    ("PagePost", "GET", "insights"): Edge("InsightsResult", insights),
    ("Comment", "POST", "comments"): Edge("Comment", write_comment),
    ("Page", "POST", "video_reels"): Edge("AdVideo", films.reel),
    ("Page", "GET", "video_reels"): Edge("AdVideo", films.reels),
    ("Page", "POST", "videos"): Edge("AdVideo", films.video),
    ("Page", "GET", "videos"): Edge("AdVideo", films.videos),
    ("AdVideo", "GET", ""): Edge("AdVideo", films.about),
    ("AdVideo", "POST", ""): Edge("AdVideo", films.edit),
    ("AdVideo", "DELETE", ""): Edge("AdVideo", delete),
    ("AdVideo", "GET", "comments"): Edge("Comment", comments),
    ("AdVideo", "POST", "comments"): Edge("Comment", write_comment),
    ("Comment", "POST", ""): Edge("Comment", change_comment),
    ("Comment", "DELETE", ""): Edge("Comment", delete),
}

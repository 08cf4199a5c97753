"""Instagram of the emulated Graph: containers that become media, comments, insights."""

import io

from PIL import Image, UnidentifiedImageError

from ausrufer.training.meta.asked import page_of
from ausrufer.training.meta.calls import Call, Edge, Json, be_film
from ausrufer.training.meta.graph_state import PracticeGraph, Thing
from ausrufer.training.meta.refusing import Refused, not_there

_MOST_TEXT, _MOST_BYTES = 2200, 8_000_000
_NARROWEST, _WIDEST = 0.79, 1.92
_CAROUSEL = range(2, 11)


async def about_account(call: Call) -> Json:
    """Tell what the account is."""
    account = call.account
    return call.asked.pick({"id": account.id, "username": account.username, "name": "Stadt"})


async def limit(call: Call) -> Json:
    """Tell how many posts are used up today."""
    account = call.account
    config = {"quota_total": account.a_day, "quota_duration": 86400}
    return {"data": [{"config": config, "quota_usage": account.used_today}]}


async def prepare(call: Call) -> Json:
    """Take a container: a picture, a picture of a carousel, or the carousel itself."""
    sent, owner = call.asked.sent, call.account.id
    caption = sent.get("caption", "")
    if len(caption) > _MOST_TEXT:
        raise Refused(100, 2207010, "Caption too long")
    if sent.get("media_type") == "CAROUSEL":
        shown = [_child(call, one) for one in sent.get("children", "").split(",")]
        if len(shown) not in _CAROUSEL:
            raise Refused(100, 2207028, "Your post won't work as a carousel.")
        pictures = [picture for one in shown for picture in one.told["pictures"]]
    else:
        film = sent.get("media_type") == "REELS"
        content = await call.fetched(sent.get("video_url" if film else "image_url", ""))
        (be_film if film else _be_picture)(content)
        pictures = [[call.graph.keep(content), sent.get("alt_text", "")]]
    told: Json = {"caption": caption, "pictures": pictures, "waits": call.graph.slow, "state": ""}
    told["item"] = sent.get("is_carousel_item") == "true"
    return {"id": call.graph.new("Container", owner, **told).id}


async def state(call: Call) -> Json:
    """Tell how far a container is."""
    found = _state(call.thing)
    return call.asked.pick({"id": call.thing.id, "status_code": found, "status": f"{found}: …"})


async def publish(call: Call) -> Json:
    """Make a finished container public, once."""
    container = call.graph.thing(call.asked.sent.get("creation_id", ""))
    if container is None or container.kind != "Container" or container.told["item"]:
        raise not_there("creation_id")
    if container.told["state"] == "EXPIRED":
        raise Refused(24, 2207008, "The media with this ID has expired")
    if container.told["state"] == "PUBLISHED" or container.told["waits"] > 0:
        raise Refused(9007, 2207027, "Media ID is not available")
    call.account.used_today += 1
    container.told["state"] = "PUBLISHED"
    told = {"caption": container.told["caption"], "pictures": container.told["pictures"]}
    return {"id": call.graph.new("IGMedia", call.account.id, **told).id}


async def media(call: Call) -> Json:
    """Tell the media of the account, newest first."""
    found = call.graph.all("IGMedia", owner=call.account.id)
    return page_of([_medium(one) for one in reversed(found)], call.asked)


async def about_medium(call: Call) -> Json:
    """Tell one medium."""
    return call.asked.pick(_medium(call.thing))


async def delete(call: Call) -> Json:
    """Delete a medium or a comment."""
    call.thing.gone = True
    return {"success": True}


async def comments(call: Call) -> Json:
    """Tell the comments below a medium, each with its answers."""
    told = []
    for one in call.graph.all("IGComment", above=call.thing.id):
        answers = [_comment(each) for each in call.graph.all("IGComment", above=one.id)]
        told.append({**_comment(one), "replies": {"data": answers} if answers else None})
    return page_of(told, call.asked)


async def write(call: Call) -> Json:
    """Take a comment below a medium, or an answer below a comment, as the account."""
    owner = call.account
    text = call.asked.sent.get("message", "")
    told = {"text": text, "username": owner.username, "hidden": False}
    return {"id": call.graph.new("IGComment", owner.id, call.thing.id, **told).id}


async def change_comment(call: Call) -> Json:
    """Hide a comment or show it again."""
    call.thing.told["hidden"] = call.asked.sent.get("hide") == "true"
    return {"success": True}


async def insights(call: Call) -> Json:
    """Tell numbers of a medium."""
    likes = 12 + len(call.thing.told.get("liked", ()))
    known = {"views": 90, "reach": 70, "likes": likes, "comments": 1, "saved": 3, "shares": 4}
    wanted = call.asked.sent.get("metric", "").split(",")
    if not set(wanted) <= set(known):
        raise Refused(100, 0, "(#100) metric must be one of the following values")
    return {
        "data": [
            {"name": one, "period": "lifetime", "values": [{"value": known[one]}]} for one in wanted
        ]
    }


def resident_comments(graph: PracticeGraph, media_id: str, text: str, username: str) -> Thing:
    """Let a resident comment below a medium or a comment."""
    owner = graph.things[media_id].owner
    told = {"text": text, "username": username, "from": {"id": "4711", "username": username}}
    return graph.new("IGComment", owner, media_id, hidden=False, **told)


def _state(container: Thing) -> str:
    if container.told["state"]:
        return str(container.told["state"])
    if container.told["waits"] > 0:
        container.told["waits"] -= 1
        return "IN_PROGRESS"
    return "FINISHED"


def _child(call: Call, node: str) -> Thing:
    found = call.graph.thing(node)
    if found is None or found.kind != "Container" or not found.told["item"]:
        raise not_there(node)
    if found.told["waits"] > 0:
        raise Refused(9007, 2207027, "Media ID is not available")
    return found


def _medium(thing: Thing) -> Json:
    permalink = f"https://www.instagram.com/p/{thing.id}/"
    caption = thing.told["caption"] or None
    return {"id": thing.id, "caption": caption, "permalink": permalink, "timestamp": thing.stamp}


def _comment(thing: Thing) -> Json:
    return {"id": thing.id, "timestamp": thing.stamp, **thing.told}


def _be_picture(content: bytes) -> None:
    try:
        with Image.open(io.BytesIO(content)) as image:
            ratio, kind = image.width / image.height, image.format
    except (UnidentifiedImageError, OSError):
        raise Refused(36001, 2207005, "The image format is not supported") from None
    if kind != "JPEG" or len(content) > _MOST_BYTES:
        raise Refused(36001, 2207005, "The image format is not supported")
    if not _NARROWEST <= ratio <= _WIDEST:
        raise Refused(36003, 2207009, "The submitted image has an unsupported aspect ratio")


EDGES: dict[tuple[str, str, str], Edge] = {
    ("IGUser", "GET", ""): Edge("IGUser", about_account),
    ("IGUser", "GET", "content_publishing_limit"): Edge("Limit", limit),
    ("IGUser", "POST", "media"): Edge("IGMedia", prepare),
    ("IGUser", "POST", "media_publish"): Edge("IGMedia", publish),
    ("IGUser", "GET", "media"): Edge("IGMedia", media),
    ("Container", "GET", ""): Edge("Container", state),
    ("IGMedia", "GET", ""): Edge("IGMedia", about_medium),
    ("IGMedia", "DELETE", ""): Edge("IGMedia", delete),
    ("IGMedia", "GET", "comments"): Edge("IGComment", comments),
    ("IGMedia", "POST", "comments"): Edge("IGComment", write),
    ("IGMedia", "GET", "insights"): Edge("InsightsResult", insights),
    ("IGComment", "POST", "replies"): Edge("IGComment", write),
    ("IGComment", "POST", ""): Edge("IGComment", change_comment),
    ("IGComment", "DELETE", ""): Edge("IGComment", delete),
}

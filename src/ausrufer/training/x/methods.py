"""What the emulated X does for a post, a picture, a search."""

import unicodedata
from typing import Any

from ausrufer.training.x import editing
from ausrufer.training.x.state import Medium, Post, PracticeX, PracticeXAccount
from ausrufer.training.x.wording import DUPLICATE, Json, Refused, shown

_MOST_ALT, _MOST_BYTES, _MOST_TEXT = 1000, 5_000_000, 4000
_IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF")


def create(x: PracticeX, who: PracticeXAccount, body: Json) -> Json:
    """Take a post or an edit; the same words twice in the same place are refused, as X does."""
    text = unicodedata.normalize("NFC", str(body.get("text", "")))
    over = (body.get("reply") or {}).get("in_reply_to_tweet_id", "")
    media = [_medium(x, one) for one in (body.get("media") or {}).get("media_ids", [])]
    if not text.strip() and not media:
        raise Refused(400, "Invalid Request", "The post has no text.", "invalid-request")
    if len(text) > _MOST_TEXT:
        raise Refused(400, "Invalid Request", "The text is too long.", "invalid-request")
    if over and x.post(over) is None:
        detail = "You attempted to reply to a Tweet that is deleted or not visible to you."
        raise Refused(403, "Forbidden", detail)
    before = editing.before(x, who, body)
    others = (one for one in x.there() if before is None or one.history is not before.history)
    if any(one.author is who and one.text == text and one.over == over for one in others):
        raise Refused(403, "Forbidden", DUPLICATE)
    post = x.take(who, text, over=over, media=media, before=before)
    told = {"id": post.number, "text": shown(post)["text"]}
    return {"data": {**told, "edit_history_post_ids": list(post.history)}}


def delete(x: PracticeX, who: PracticeXAccount, number: str) -> Json:
    """Delete an own post in all its versions; one that is gone already counts as deleted."""
    post = x.post(number)
    if post is not None and post.author is not who:
        raise Refused(403, "Forbidden", "You are not allowed to delete this Post.")
    versions = post.history if post else ()
    for one in x.posts:
        one.deleted = one.deleted or one.number in versions
    return {"data": {"deleted": True}}


def hide(x: PracticeX, who: PracticeXAccount, number: str, *, hidden: bool) -> Json:
    """Hide an answer in a conversation of the account."""
    post = x.post(number)
    root = x.post(post.root) if post else None
    if post is None or root is None:
        raise _unknown("tweet_id", number)
    if root.author is not who:
        raise Refused(403, "Forbidden", "You are not the author of this conversation.")
    post.hidden = hidden
    return {"data": {"hidden": hidden}}


def me(who: PracticeXAccount) -> Json:
    """Tell whose token it is."""
    return {"data": {"id": who.number, "name": who.name, "username": who.username}}


def own_posts(x: PracticeX, number: str, asked: dict[str, str]) -> Json:
    """Return an account's posts, newest first, from `start_time` on."""
    since = asked.get("start_time", "")
    found = [one for one in x.there() if one.author.number == number]
    late = [one for one in found if one.at.strftime("%Y-%m-%dT%H:%M:%SZ") >= since]
    return _listing(x, late[::-1], asked.get("pagination_token", ""))


def conversation(x: PracticeX, asked: dict[str, str]) -> Json:
    """Return what was written in a conversation, newest first."""
    roots = {one.removeprefix("conversation_id:") for one in asked["query"].split(" OR ")}
    found = [one for one in x.there() if one.root in roots and one.over]
    users = {one.author.number: me(one.author)["data"] for one in found}
    page = _listing(x, found[::-1], asked.get("next_token", ""))
    return page | ({"includes": {"users": list(users.values())}} if users else {})


def looked_up(x: PracticeX, asked: dict[str, str]) -> Json:
    """Return posts by their ids, with their numbers and what is left to edit of them."""
    found, missing = list[Post](), list[str]()
    for number in asked["ids"].split(","):
        post = x.newest(number) if x.answers_newest else x.post(number)
        found += [post] if post and post not in found else []
        missing += [] if post else [number]
    wanted = asked.get("post.fields", "").split(",")
    data = [shown(one) | _more(x, one, wanted) for one in found]
    told: Json = {"data": data} if data else {}
    errors = [_unknown("ids", one).problem() for one in missing]
    return told | ({"errors": errors} if errors else {})


def upload(x: PracticeX, content: bytes) -> Json:
    """Keep a picture."""
    if not content.startswith(_IMAGES) or len(content) > _MOST_BYTES:
        raise Refused(400, "Invalid Request", "The media could not be read.", "invalid-request")
    return state_of(x.keep(content))


def state_of(medium: Medium) -> Json:
    """Tell how far a picture is processed."""
    told: Json = {"id": medium.number, "media_key": f"3_{medium.number}"}
    if medium.polls > 0:
        medium.polls -= 1
        told["processing_info"] = {"state": "in_progress", "check_after_secs": 2}
    return {"data": told}


def begin(x: PracticeX, body: Json) -> Json:
    """Begin to take a film; its bytes follow in pieces."""
    medium = x.keep(b"")
    medium.expected = int(body["total_bytes"])
    return {"data": {"id": medium.number, "media_key": f"13_{medium.number}"}}


def append(x: PracticeX, number: str, segment: int, content: bytes) -> Json:
    """Take one piece of a film; the same piece again replaces itself."""
    _medium(x, number).pieces[segment] = content
    return {"data": {"expires_at": 1_800_000_000}}


def finalize(x: PracticeX, number: str) -> Json:
    """Put the pieces together."""
    medium = _medium(x, number)
    medium.content = b"".join(medium.pieces[one] for one in sorted(medium.pieces))
    if len(medium.content) != medium.expected:
        raise Refused(400, "Invalid Request", "Segments do not add up.", "invalid-request")
    return state_of(medium)


def ask_state(x: PracticeX, number: str) -> Json:
    """Tell the state of a picture by its id."""
    return state_of(_medium(x, number))


def describe(x: PracticeX, body: Json) -> Json:
    """Attach an alternative text."""
    medium = _medium(x, str(body["id"]))
    words = ((body.get("metadata") or {}).get("alt_text") or {}).get("text", "")
    if len(words) > _MOST_ALT:
        raise Refused(400, "Invalid Request", "alt_text is too long", "invalid-request")
    medium.alt_text = words
    return {"data": {"id": medium.number}}


def _more(x: PracticeX, post: Post, wanted: list[str]) -> Json:
    told: Json = {}
    if "edit_controls" in wanted:
        told["edit_controls"] = editing.controls(x, post)
    if "public_metrics" in wanted:
        # each version counts what readers did while they saw it
        replies = sum(1 for other in x.there() if other.over == post.number)
        metrics = {"repost_count": 2, "reply_count": replies, "quote_count": 1}
        metrics |= {"like_count": 3 + len(post.liked)}
        told["public_metrics"] = metrics | {"bookmark_count": 0, "impression_count": 40}
    return told


def _listing(x: PracticeX, posts: list[Post], token: str) -> Json:
    start = int(token or 0)
    page, rest = posts[start : start + x.page], len(posts) > start + x.page
    meta: dict[str, Any] = {"result_count": len(page)}
    if rest:
        meta["next_token"] = str(start + x.page)
    return {"meta": meta} | ({"data": [shown(one) for one in page]} if page else {})


def _medium(x: PracticeX, number: str) -> Medium:
    if number not in x.media:
        raise Refused(400, "Invalid Request", "Your media IDs are invalid.", "invalid-request")
    return x.media[number]


def _unknown(parameter: str, value: str) -> Refused:
    more = {"parameter": parameter, "value": value, "resource_type": "tweet", "resource_id": value}
    return Refused(404, "Not Found Error", "Could not find it.", "resource-not-found", **more)

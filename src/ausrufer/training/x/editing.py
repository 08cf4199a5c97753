"""Which posts the emulated X lets an account edit, and what it says to the others."""

from datetime import datetime

from ausrufer.training.x.state import Post, PracticeX, PracticeXAccount
from ausrufer.training.x.wording import Json, Refused

_NO_SUBSCRIPTION = "You are not permitted to edit this Post."
_OVER = "This Post can no longer be edited."
_OTHER_PLACE = "The fields of an edited Post that cannot be edited must stay as they are."


def before(x: PracticeX, who: PracticeXAccount, body: Json) -> Post | None:
    """Return the version a request wants to edit, None where it posts anew; raises Refused."""
    number = (body.get("edit_options") or {}).get("previous_post_id", "")
    if not number:
        return None
    post = x.post(number)
    if post is None:
        raise Refused(400, "Invalid Request", "The Post to edit is unknown.", "invalid-request")
    over = (body.get("reply") or {}).get("in_reply_to_tweet_id", "")
    if over != post.over:
        raise Refused(400, "Invalid Request", _OTHER_PLACE, "invalid-request")
    if post.author is not who or not is_eligible(x, post):
        raise Refused(403, "Forbidden", _NO_SUBSCRIPTION)
    if not post.newest or not remaining(x, post) or x.clock() >= until(x, post):
        raise Refused(403, "Forbidden", _OVER)
    return post


def controls(x: PracticeX, post: Post) -> Json:
    """Tell what is left to edit of a post."""
    return {
        "is_edit_eligible": is_eligible(x, post),
        "edits_remaining": remaining(x, post),
        "editable_until": until(x, post).strftime("%Y-%m-%dT%H:%M:%S.000Z"),
    }


def is_eligible(x: PracticeX, post: Post) -> bool:
    """Tell whether a post is of those that can be edited: no answers to others."""
    above = x.post(post.over)
    return post.author.subscribed and (above is None or above.author is post.author)


def remaining(x: PracticeX, post: Post) -> int:
    """Return how often a post can still be edited."""
    return max(x.edits - (len(post.history) - 1), 0)


def until(x: PracticeX, post: Post) -> datetime:
    """Return when editing ends: the first version counts."""
    first = next(one for one in x.posts if one.number == post.history[0])
    return first.at + x.editable

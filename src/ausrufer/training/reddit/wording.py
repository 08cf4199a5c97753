"""How Reddit says things: things in listings, errors below a 200."""

from collections.abc import Sequence
from typing import Any

from aiohttp import web

from ausrufer.training.reddit.state import Community, PracticeReddit, Redditor, Thing

Json = dict[str, Any]


class Refused(Exception):
    """The answer is no: below a 200 with a code, or with a status."""

    def __init__(self, code: str, said: str = "", *, status: int = 200, **more: Any) -> None:
        super().__init__(code)
        self.code, self.said, self.status, self.more = code, said, status, more

    def answer(self) -> web.Response:
        """Return the refusal as Reddit words it."""
        if self.status != 200:  # noqa: PLR2004 - the odd yes that is a no
            body = {"message": self.said, "error": self.status, "reason": self.code}
            return web.json_response(body, status=self.status)
        errors = [[self.code, self.said, "field"]]
        return web.json_response({"json": {"errors": errors, **self.more}})


def listing(children: Sequence[Json], after: str | None = None) -> Json:
    """Return things as a listing."""
    told = {"modhash": None, "children": list(children), "after": after, "before": None}
    return {"kind": "Listing", "data": told}


def shown_post(thing: Thing) -> Json:
    """Return a post as the interface shows it."""
    number, community = thing.name.removeprefix("t3_"), thing.community.name
    permalink = f"/r/{community}/comments/{number}/titel/"
    gone = "[deleted]" if thing.deleted else ""
    return {
        "kind": "t3",
        "data": _common(thing)
        | {
            "title": thing.title,
            "selftext": gone or thing.text,
            "is_self": not thing.link,
            "url": thing.link or f"https://www.reddit.com{permalink}",
            "permalink": permalink,
            "score": 12 + len(thing.liked),
            "num_comments": 3,
            "link_flair_text": thing.flair or None,
        },
    }


def shown_comment(reddit: PracticeReddit, thing: Thing) -> Json:
    """Return a comment with what answers it."""
    below = [one for one in reddit.things if one.over == thing.name]
    replies: Json | str = listing([shown_comment(reddit, one) for one in below]) if below else ""
    post = thing.post.removeprefix("t3_")
    return {
        "kind": "t1",
        "data": _common(thing)
        | {
            "body": "[deleted]" if thing.deleted else thing.text,
            "parent_id": thing.over,
            "link_id": thing.post,
            "permalink": f"/r/{thing.community.name}/comments/{post}/titel/{thing.name[3:]}/",
            "removed": thing.removed,
            "replies": replies,
        },
    }


def shown_community(community: Community, who: Redditor) -> Json:
    """Return a community as it shows itself to an account."""
    told = {"display_name": community.name, "subreddit_type": community.kind}
    return {"kind": "t5", "data": {**told, "user_is_moderator": who.name in community.moderators}}


def _common(thing: Thing) -> Json:
    return {
        "id": thing.name[3:],
        "name": thing.name,
        "author": "[deleted]" if thing.deleted else thing.author.name,
        "author_fullname": f"t2_{thing.author.name.lower()}",
        "subreddit": thing.community.name,
        "created_utc": thing.at.timestamp(),
        "edited": thing.at.timestamp() if thing.edited else False,
    }

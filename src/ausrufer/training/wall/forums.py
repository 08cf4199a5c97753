"""Reading posts and comments out of the emulated LinkedIn and Reddit."""

import hashlib
from datetime import UTC, datetime

from ausrufer.training.linkedin.state import Comment, PracticeLinkedIn
from ausrufer.training.reddit.state import PracticeReddit
from ausrufer.training.wall.post import Post, Said, Wall


def linkedin(state: PracticeLinkedIn) -> Wall:
    """Return the posts of the page."""
    there = [one for one in state.posts if not one.deleted]
    files = {hashlib.sha256(one).hexdigest(): one for one in state.files.values()}
    return Wall(
        [
            Post(
                one.text,
                _moment(one.created),
                title=" · ".join(f"Dokument: {title}" for _sha256, title in one.documents),
                pictures=one.pictures,
                path=f"/feed/update/{one.urn}/",
                likes=len(one.liked),
                comments=_on_linkedin(state, one.urn),
            )
            for one in there
        ],
        files,
    )


def _on_linkedin(state: PracticeLinkedIn, post: str) -> list[Said]:
    below = [one for one in state.comments if one.post == post and not one.deleted]
    found: list[Said] = []
    for top in (one for one in below if not one.above):
        found.append(_comment(state, top))
        found += [_comment(state, one, 1) for one in below if one.above == top.urn]
    return found


def _comment(state: PracticeLinkedIn, one: Comment, depth: int = 0) -> Said:
    page = next((each for each in state.pages if each.urn == one.actor), None)
    who = page.name if page else one.name or one.actor
    return Said(who, one.text, _moment(one.created), depth, page is not None)


def _moment(milliseconds: int) -> datetime:
    return datetime.fromtimestamp(milliseconds / 1000, UTC)


def reddit(state: PracticeReddit) -> Wall:
    """Return the posts of all communities."""
    return Wall(
        [
            Post(
                one.text,
                one.at,
                one.title,
                one.link,
                place=f"r/{one.community.name}",
                path=f"/comments/{one.name.removeprefix('t3_')}/",
                likes=len(one.liked),
                comments=_on_reddit(state, one.name),
            )
            for one in state.posts()
        ]
    )


def _on_reddit(state: PracticeReddit, over: str, depth: int = 0) -> list[Said]:
    own = {one.name for one in state.redditors}
    found: list[Said] = []
    for one in state.things:
        if one.over == over and not one.deleted:
            name = one.author.name
            said = Said(f"u/{name}", one.text, one.at, depth, name in own, one.removed)
            found += [said, *_on_reddit(state, one.name, depth + 1)]
    return found

"""Reading posts and answers out of the emulated X."""

from collections.abc import Sequence

from ausrufer.training.wall.post import Post, Said, Wall
from ausrufer.training.x.state import PracticeX


def x(state: PracticeX) -> Wall:
    """Return the posts of all accounts of the town, with what answers them."""
    begun = [one for one in state.there() if not one.over]
    return Wall(
        [
            Post(
                one.text,
                one.at,
                pictures=[(medium.sha256, medium.alt_text) for medium in one.media],
                place=f"@{one.author.username}",
                path=f"/{one.author.username}/status/{one.number}",
                likes=len(one.liked),
                comments=_answers(state, one.history),
            )
            for one in begun
        ],
        {medium.sha256: medium.content for medium in state.media.values()},
    )


def _answers(state: PracticeX, above: Sequence[str], depth: int = 0) -> list[Said]:
    found: list[Said] = []
    for one in state.there():
        if one.over in above:
            ours = one.author in state.accounts
            who = f"{one.author.name} @{one.author.username}"
            found.append(Said(who, one.text, one.at, depth, ours, one.hidden))
            found += _answers(state, one.history, depth + 1)
    return found

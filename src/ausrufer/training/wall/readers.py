"""Reading posts out of the memory of the emulated networks: those where nobody comments, films."""

from datetime import UTC, datetime

from ausrufer.training.pinterest.state import PracticePinterest
from ausrufer.training.telegram.state import PracticeTelegram
from ausrufer.training.tiktok.state import PracticeTikTok
from ausrufer.training.wall.forums import linkedin, reddit
from ausrufer.training.wall.meta import graph, threads
from ausrufer.training.wall.post import Post, Said, Wall
from ausrufer.training.wall.streams import x
from ausrufer.training.youtube.state import Comment, PracticeYouTube

__all__ = [
    "graph",
    "linkedin",
    "pinterest",
    "reddit",
    "telegram",
    "threads",
    "tiktok",
    "x",
    "youtube",
]


def telegram(state: PracticeTelegram) -> Wall:
    """Return the messages of the channel; nobody there tells pictures' alternative texts."""
    names = {one.channel.number: one.channel.username for one in state.bots}
    there = [one for one in state.messages if not one.deleted]
    return Wall(
        [
            Post(
                one.text,
                pictures=[(one.photo, "")] if one.photo else (),
                path=f"/{names.get(one.chat, '')}/{one.number}",
            )
            for one in there
        ],
        state.files,
    )


def pinterest(state: PracticePinterest) -> Wall:
    """Return the pins; their pictures are remembered by their fingerprints only."""
    return Wall(
        [
            Post(
                one.words.get("description") or "",
                one.at,
                title=one.words.get("title") or "",
                link=one.words.get("link") or "",
                pictures=[(name, one.words.get("alt_text") or "") for name in one.pictures],
                path=f"/pin/{one.number}/",
            )
            for one in state.there()
        ]
    )


def youtube(state: PracticeYouTube) -> Wall:
    """Return the films that are public, without the films themselves."""
    there = [one for one in state.videos if not one.deleted]
    return Wall(
        [
            Post(
                one.snippet.get("description", ""),
                one.added,
                one.snippet.get("title", ""),
                path=f"/watch?v={one.number}",
                likes=len(one.liked),
                comments=_below_film(state, one.number),
            )
            for one in there
            if one.status.get("privacyStatus") == "public"
        ]
    )


def _below_film(state: PracticeYouTube, video: str) -> list[Said]:
    below = [one for one in state.comments if one.video == video and one.state != "rejected"]
    found: list[Said] = []
    for top in (one for one in below if not one.above):
        found.append(_said(state, top))
        found += [_said(state, one) for one in below if one.above == top.number]
    return found


def _said(state: PracticeYouTube, one: Comment) -> Said:
    ours, hidden = one.author == state.channel.name, one.state == "heldForReview"
    return Said(one.author, one.text, one.at, int(bool(one.above)), ours, hidden)


def tiktok(state: PracticeTikTok) -> Wall:
    """Return the posts everybody sees; comments are no part of TikTok's interface."""
    return Wall(
        [
            Post(
                one.caption,
                datetime.fromtimestamp(one.created, UTC),
                path=f"/@{state.creator.username}/{'photo' if one.pictures else 'video'}/"
                f"{one.number}",
                likes=len(one.liked),
            )
            for one in state.public()
        ]
    )

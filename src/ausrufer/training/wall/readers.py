"""Reading posts out of the memory of every emulated network."""

import hashlib
from datetime import UTC, datetime

from ausrufer.training.linkedin.state import PracticeLinkedIn
from ausrufer.training.meta import PracticeGraph, PracticeThreads
from ausrufer.training.meta.graph_state import Thing
from ausrufer.training.pinterest.state import PracticePinterest
from ausrufer.training.reddit.state import PracticeReddit
from ausrufer.training.telegram.state import PracticeTelegram
from ausrufer.training.tiktok.state import PracticeTikTok
from ausrufer.training.wall.post import Post, Wall
from ausrufer.training.x.state import PracticeX
from ausrufer.training.youtube.state import PracticeYouTube

_PUBLIC = ("PagePost", "IGMedia", "AdVideo")


def telegram(state: PracticeTelegram) -> Wall:
    """Return the messages of the channel; nobody there tells pictures' alternative texts."""
    there = [one for one in state.messages if not one.deleted]
    return Wall(
        [Post(one.text, pictures=[(one.photo, "")] if one.photo else ()) for one in there],
        state.files,
    )


def graph(state: PracticeGraph) -> Wall:
    """Return what stands on the page and on the Instagram account linked to it."""
    there = [
        one
        for one in state.things.values()
        if one.kind in _PUBLIC and not one.gone and one.told.get("public", True)
    ]
    return Wall([_node(state, one) for one in there], state.files)


def _node(state: PracticeGraph, thing: Thing) -> Post:
    told = thing.told
    photos = [state.things[one].told for one in told.get("photos", ()) if one in state.things]
    pictures = [*told.get("pictures", ()), *((one["sha256"], one["alt"]) for one in photos)]
    return Post(
        told.get("message") or told.get("caption") or told.get("description") or "",
        thing.at,
        link=told.get("link") or "",
        pictures=[(sha256, alt) for sha256, alt in pictures],
        place="Instagram" if thing.kind == "IGMedia" else "Facebook",
    )


def threads(state: PracticeThreads) -> Wall:
    """Return the posts of the profile and the answers to them."""
    there = [one for one in state.threads.values() if not one.gone and not one.hidden]
    return Wall(
        [
            Post(one.text, one.at, link=one.link, pictures=one.pictures, place=f"@{one.username}")
            for one in there
        ],
        state.files,
    )


def linkedin(state: PracticeLinkedIn) -> Wall:
    """Return the posts of the page."""
    there = [one for one in state.posts if not one.deleted]
    files = {hashlib.sha256(one).hexdigest(): one for one in state.pictures.values()}
    return Wall(
        [
            Post(one.text, datetime.fromtimestamp(one.created / 1000, UTC), pictures=one.pictures)
            for one in there
        ],
        files,
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
            )
            for one in state.there()
        ]
    )


def reddit(state: PracticeReddit) -> Wall:
    """Return the posts of all communities."""
    return Wall(
        [
            Post(one.text, one.at, one.title, one.link, place=f"r/{one.community.name}")
            for one in state.posts()
        ]
    )


def youtube(state: PracticeYouTube) -> Wall:
    """Return the films that are public, without the films themselves."""
    there = [one for one in state.videos if not one.deleted]
    return Wall(
        [
            Post(one.snippet.get("description", ""), one.added, one.snippet.get("title", ""))
            for one in there
            if one.status.get("privacyStatus") == "public"
        ]
    )


def tiktok(state: PracticeTikTok) -> Wall:
    """Return the posts everybody sees."""
    return Wall(
        [Post(one.caption, datetime.fromtimestamp(one.created, UTC)) for one in state.public()]
    )


def x(state: PracticeX) -> Wall:
    """Return the posts of all accounts."""
    there = [one for one in state.there() if not one.hidden]
    return Wall(
        [
            Post(
                one.text,
                one.at,
                pictures=[(medium.sha256, medium.alt_text) for medium in one.media],
                place=f"@{one.author.username}",
            )
            for one in there
        ],
        {medium.sha256: medium.content for medium in state.media.values()},
    )

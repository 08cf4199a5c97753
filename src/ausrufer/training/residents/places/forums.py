"""Residents on LinkedIn, Reddit, YouTube and TikTok."""

from dataclasses import dataclass
from typing import Protocol

from ausrufer.training.linkedin import PracticeLinkedIn
from ausrufer.training.reddit.state import PracticeReddit, Redditor
from ausrufer.training.residents.people import Resident
from ausrufer.training.tiktok.state import PracticeTikTok
from ausrufer.training.youtube.state import PracticeYouTube


@dataclass(frozen=True, slots=True)
class LinkedIn:
    """Comments below the posts of the pages."""

    linkedin: PracticeLinkedIn

    def posts(self) -> list[str]:
        """Return the posts."""
        return [one.urn for one in self.linkedin.posts if not one.deleted]

    def say(self, post: str, who: Resident, text: str, above: str = "") -> str:
        """Comment below a post or below a comment."""
        actor = f"urn:li:person:{who.key}"
        return self.linkedin.says(post, text, actor=actor, above=above, name=who.name)

    def like(self, post: str, who: Resident) -> None:
        """Press the thumb."""
        _like(self.linkedin.post(post), who)


@dataclass(frozen=True, slots=True)
class Reddit:
    """Comments below the posts in the town's communities."""

    reddit: PracticeReddit

    def posts(self) -> list[str]:
        """Return the posts of those who have an account of their own here."""
        own = {one.name for one in self.reddit.redditors}
        return [one.name for one in self.reddit.posts() if one.author.name in own]

    def say(self, post: str, who: Resident, text: str, above: str = "") -> str:
        """Comment below a post or a comment; the account opens with no token."""
        over = self.reddit.thing(above or post)
        if over is None:
            raise KeyError(above or post)
        author = Redditor(who.key, "")
        told = {"author": author, "community": over.community, "text": text, "over": over.name}
        return self.reddit.take("t1", **told, post=over.post or over.name).name

    def like(self, post: str, who: Resident) -> None:
        """Vote it up."""
        _like(self.reddit.thing(post), who)


@dataclass(frozen=True, slots=True)
class YouTube:
    """Comments below public films."""

    youtube: PracticeYouTube

    def posts(self) -> list[str]:
        """Return the public films."""
        there = [one for one in self.youtube.videos if not one.deleted]
        return [one.number for one in there if one.status.get("privacyStatus") == "public"]

    def say(self, post: str, who: Resident, text: str, above: str = "") -> str:
        """Comment below a film or below a comment."""
        return self.youtube.says(post, text, author=who.name, above=above)

    def like(self, post: str, who: Resident) -> None:
        """Press the thumb."""
        _like(self.youtube.video(post), who)


@dataclass(frozen=True, slots=True)
class TikTok:
    """Hearts for public posts; comments are no part of the interface, so nobody writes any."""

    tiktok: PracticeTikTok

    def posts(self) -> list[str]:
        """Return the posts everybody sees."""
        return [str(one.number) for one in self.tiktok.public()]

    def like(self, post: str, who: Resident) -> None:
        """Press the heart."""
        for one in self.tiktok.public():
            if str(one.number) == post:
                _like(one, who)


class _Likable(Protocol):
    liked: list[str]


def _like(found: _Likable | None, who: Resident) -> None:
    """Note a resident's liking once, where the thing is still there."""
    if found is not None and who.key not in found.liked:
        found.liked.append(who.key)

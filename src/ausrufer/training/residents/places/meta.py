"""Residents on Facebook, Instagram and Threads."""

from dataclasses import dataclass

from ausrufer.training.meta import PracticeGraph, PracticeThreads
from ausrufer.training.residents.people import Resident


@dataclass(frozen=True, slots=True)
class Facebook:
    """Comments below posts and films of all pages."""

    graph: PracticeGraph

    def posts(self) -> list[str]:
        """Return posts and public films."""
        there = [*self.graph.all("PagePost"), *self.graph.all("AdVideo")]
        public = [one for one in there if one.told.get("public", True)]
        return [one.id for one in sorted(public, key=lambda one: one.at)]

    def say(self, post: str, who: Resident, text: str, above: str = "") -> str:
        """Comment below a post; an answer stands below it too and names its comment."""
        author = {"id": str(who.number), "name": who.name}
        told = {"message": text, "from": author, "is_hidden": False}
        told |= {"parent": {"id": above}} if above else {}
        return self.graph.new("Comment", self.graph.things[post].owner, post, **told).id

    def like(self, post: str, who: Resident) -> None:
        """Press the thumb."""
        self.graph.like(post, who.key)


@dataclass(frozen=True, slots=True)
class Instagram:
    """Comments below media of all accounts."""

    graph: PracticeGraph

    def posts(self) -> list[str]:
        """Return the media."""
        return [one.id for one in self.graph.all("IGMedia")]

    def say(self, post: str, who: Resident, text: str, above: str = "") -> str:
        """Comment below a medium, or below a comment."""
        below = above or post
        author = {"id": str(who.number), "username": who.key}
        told = {"text": text, "username": who.key, "from": author, "hidden": False}
        return self.graph.new("IGComment", self.graph.things[below].owner, below, **told).id

    def like(self, post: str, who: Resident) -> None:
        """Press the heart."""
        self.graph.like(post, who.key)


@dataclass(frozen=True, slots=True)
class Threads:
    """Answers below the posts of the profile."""

    threads: PracticeThreads

    def posts(self) -> list[str]:
        """Return the posts that begin a conversation."""
        return [one.id for one in reversed(self.threads.own(answers=False))]

    def say(self, post: str, who: Resident, text: str, above: str = "") -> str:
        """Answer a post or an answer."""
        return self.threads.resident_answers(above or post, text, who.key).id

    def like(self, post: str, who: Resident) -> None:
        """Press the heart."""
        liked = self.threads.threads[post].liked
        liked.extend([who.key] if who.key not in liked else [])

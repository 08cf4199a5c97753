"""One call to an edge of the emulated Graph, and what an edge is."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from aiohttp import ClientError, ClientSession

from ausrufer.training.meta.asked import Asked
from ausrufer.training.meta.graph_state import PracticeAccount, PracticeGraph, PracticePage, Thing
from ausrufer.training.meta.refusing import Refused, not_there

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Call:
    """What an edge is given; `speaker` None is the person who gave consent."""

    graph: PracticeGraph
    speaker: PracticePage | None
    asked: Asked
    fetching: ClientSession

    @property
    def page(self) -> PracticePage:
        """Return the page that speaks; raises Refused for a person."""
        if self.speaker is None:
            raise Refused(200, 0, "(#200) a page access token is needed")
        return self.speaker

    @property
    def account(self) -> PracticeAccount:
        """Return the account linked to the page that speaks; raises Refused."""
        if self.page.account is None:
            raise not_there(self.asked.node)
        return self.page.account

    @property
    def thing(self) -> Thing:
        """Return what the request is about; raises Refused."""
        found = self.graph.thing(self.asked.node)
        if found is None:
            raise not_there(self.asked.node)
        return found

    async def fetched(self, address: str) -> bytes:
        """Return the file at an address; raises Refused where it cannot be fetched."""
        try:
            async with self.fetching.get(address) as answer:
                if answer.status == 200:  # noqa: PLR2004 - fine
                    return await answer.read()
        except (ClientError, ValueError):
            pass
        raise Refused(9004, 2207052, "The media could not be fetched from this URI")


def be_film(content: bytes) -> None:
    """Raise Refused unless something looks like MP4 or MOV."""
    if content[4:8] != b"ftyp":
        raise Refused(352, 2207026, "The video format is not supported")


@dataclass(frozen=True, slots=True)
class Edge:
    """How an edge answers, and the node of the specifications it tells."""

    returns: str
    answer: Callable[[Call], Awaitable[Json]]

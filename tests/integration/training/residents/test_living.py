"""Residents going about: what is new is talked about after a while, never more than is bearable."""

from dataclasses import dataclass, field

from ausrufer.training.residents import Habits, Neighbourhood
from ausrufer.training.residents.people import Resident

ALL_DAY = 86_400.0


@dataclass
class Board:
    """A place that remembers who said what."""

    there: list[str] = field(default_factory=list)
    said: list[tuple[str, str, str, str]] = field(default_factory=list)
    liked: list[tuple[str, str]] = field(default_factory=list)

    def posts(self) -> list[str]:
        return self.there

    def like(self, post: str, who: Resident) -> None:
        self.liked.append((post, who.key))

    def say(self, post: str, who: Resident, text: str, above: str = "") -> str:
        if above and above not in {one[0] for one in self.said}:
            raise KeyError(above)
        number = f"{post}.{len(self.said)}"
        self.said.append((number, who.key, text, above))
        return number


def played(seed: str, most_a_minute: int = 100) -> Board:
    board = Board()
    town = Neighbourhood({"board": board}, Habits(seed, most_a_minute))
    board.there += [f"p{number}" for number in range(8)]
    assert town.look(0.0) == 0  # nobody reads that fast
    town.look(ALL_DAY)
    return board


def test_the_seed_decides_everything() -> None:
    first = played("a")
    assert first.said
    assert (played("a").said, played("a").liked) == (first.said, first.liked)
    assert played("b").said != first.said


def test_what_stood_there_before_is_old_news() -> None:
    board = Board(there=["old"])
    town = Neighbourhood({"board": board}, Habits("a", 100))
    assert (town.look(0.0), town.look(ALL_DAY)) == (0, 0)
    assert (board.said, board.liked) == ([], [])


def test_no_minute_hears_more_than_is_bearable_and_nothing_is_lost() -> None:
    everything = len(played("a").said)
    board = Board()
    town = Neighbourhood({"board": board}, Habits("a", 2))
    board.there += [f"p{number}" for number in range(8)]
    town.look(0.0)
    spoken = [town.look(ALL_DAY + minute * 60.0) for minute in range(everything)]
    assert max(spoken) == 2
    assert sum(spoken) == everything == len(board.said)
    assert town.look(ALL_DAY * 2) == 0


def test_nobody_speaks_below_what_was_taken_back() -> None:
    board = Board()
    town = Neighbourhood({"board": board}, Habits("a", 100))
    board.there += [f"p{number}" for number in range(8)]
    town.look(0.0)
    board.there = ["p3"]
    town.look(ALL_DAY)
    assert board.said
    assert {number.partition(".")[0] for number, *_rest in board.said} == {"p3"}

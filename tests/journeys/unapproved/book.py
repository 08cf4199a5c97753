"""What people approved, and what arrived: kept beside the product, by other means."""

import hashlib
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from ausrufer.channels.contract import Outgoing
from ausrufer.channels.testing.platform import FakeCopy
from ausrufer.channels.wire import to_json

Forms = dict[str, dict[str, Any]]  # by channel name


@dataclass(frozen=True)
class Arrival:
    """One part that became public, at the pretended moment; `amends` replaces an earlier one."""

    channel: str
    at: datetime
    copy: FakeCopy

    @property
    def message(self) -> str:
        return self.copy.outgoing.public_id

    @property
    def amends(self) -> bool:
        return self.copy.revision > 0


class Watched(dict[str, FakeCopy]):
    """The copies of a network; whatever is put there is written down."""

    def __init__(self, channel: str, book: "Book") -> None:
        super().__init__()
        self._channel, self._book = channel, book

    def __setitem__(self, remote_id: str, copy: FakeCopy) -> None:
        self._book.arrivals.append(Arrival(self._channel, self._book.moment, copy))
        super().__setitem__(remote_id, copy)


@dataclass
class Book:
    """The approvals that stand, who wrote since, and everything that arrived."""

    moment: datetime
    standing: dict[str, Forms] = field(default_factory=dict)  # by public id of the message
    authors: dict[str, set[int]] = field(default_factory=dict)
    submitted: dict[str, int] = field(default_factory=dict)  # who asked last
    words: dict[str, list[int]] = field(default_factory=dict)  # who approved what was asked last
    arrivals: list[Arrival] = field(default_factory=list)
    _checked: int = 0
    _seen: Counter[tuple[str, str, str, int]] = field(default_factory=Counter)

    def wrote(self, message: str, member_id: int) -> None:
        """Somebody changed the message: nothing of it is approved any more."""
        self.standing.pop(message, None)
        self.authors.setdefault(message, set()).add(member_id)

    def approved(self, message: str, forms: Forms) -> None:
        """A second person released exactly these forms; whoever writes next is an author anew."""
        self.standing[message] = forms
        self.authors[message] = set()

    def asked(self, message: str) -> None:
        """It was submitted: earlier words count for nothing."""
        self.words[message] = []

    def word(self, message: str, member_id: int) -> list[int]:
        """Somebody approved one step; return all words on what was asked."""
        self.words[message].append(member_id)
        return self.words[message]

    def is_author(self, message: str, member_id: int) -> bool:
        """Whoever wrote since the last release, and whoever asks, is no second person."""
        return member_id in self.authors.get(message, set()) | {self.submitted.get(message)}

    def check(self, allowed: dict[str, Forms]) -> None:
        """Hold what arrived since the last check against what was approved when the calls began."""
        new, self._checked = self.arrivals[self._checked :], len(self.arrivals)
        for arrival in new:
            _was_approved(arrival, allowed)
            _was_in_time(arrival)
            if not arrival.amends:
                self._once(arrival)

    def _once(self, arrival: Arrival) -> None:
        form = str(sorted(plain(arrival.copy.outgoing).items()))
        key = (arrival.message, arrival.channel, form, arrival.copy.number)
        self._seen[key] += 1
        assert self._seen[key] == 1, f"arrived twice on {arrival.channel}: {arrival.copy.text!r}"


def plain(outgoing: Outgoing) -> dict[str, Any]:
    """Return a form as plain values, without the links to its copies known only afterwards."""
    return to_json(replace(outgoing, also_at=()))


def _was_approved(arrival: Arrival, allowed: dict[str, Forms]) -> None:
    copy, forms = arrival.copy, allowed.get(arrival.message)
    assert forms is not None, f"nothing of it is approved, and {copy.text!r} arrived"
    assert arrival.channel in forms, f"not approved for {arrival.channel}"
    assert plain(copy.outgoing) == forms[arrival.channel]
    assert copy.text == copy.outgoing.parts[copy.number]
    for picture in copy.outgoing.pictures:
        assert hashlib.sha256(picture.content).hexdigest() == picture.sha256


def _was_in_time(arrival: Arrival) -> None:
    outgoing = arrival.copy.outgoing
    if not arrival.amends and not outgoing.correction:
        assert outgoing.not_after is None or arrival.at < outgoing.not_after, "arrived too late"
    assert outgoing.publish_at is None or arrival.at >= outgoing.publish_at, "arrived too early"

"""The published lexicons as the judge of calls and answers."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from ausrufer.training.bluesky.calls import Call, Json
from ausrufer.training.lexicons import Lexicons

_ANY_KEY = "3222222222222"  # where the server will choose one


class BlueskyContract:
    """Compares calls and answers of the emulator with the lexicons of a folder."""

    def __init__(self, folder: Path) -> None:
        self._lexicons = _lexicons(folder)

    def faults_of_call(self, call: Call) -> list[str]:
        """Return in what a call breaks the lexicon of its method; records apart."""
        return [
            *self._lexicons.faults_of_params(call.method, call.repeated),
            *self._lexicons.faults_of_input(call.method, call.media_type, call.body),
        ]

    def faults_of_records(self, call: Call) -> list[str]:
        """Return in what the records of a call break the lexicons of their kinds."""
        return [
            fault
            for record, key in _records(call.body)
            for fault in self._lexicons.faults_of_record(record, key)
        ]

    def faults_of_answer(self, method: str, answer: Json) -> list[str]:
        """Return in what an answer breaks the lexicon of its method."""
        return self._lexicons.faults_of_output(method, answer)


@cache
def _lexicons(folder: Path) -> Lexicons:
    return Lexicons(folder)  # reading them takes a quarter of a second


def _records(body: Json) -> Iterator[tuple[Json, str]]:
    """Yield the records a call wants to write, each with its key."""
    if isinstance(record := body.get("record"), dict):
        yield {"$type": body["collection"], **record}, body.get("rkey") or _ANY_KEY
    for write in body.get("writes") or ():
        if isinstance(record := write.get("value"), dict):
            yield {"$type": write["collection"], **record}, write.get("rkey") or _ANY_KEY

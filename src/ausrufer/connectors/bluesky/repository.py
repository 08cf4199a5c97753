"""The account's repository: its posts as records, its pictures as blobs."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import regex

from ausrufer.channels.contract import Picture, RemotePart
from ausrufer.channels.errors import (
    ConnectorFailure,
    OutcomeUnclear,
    PermanentFailure,
    TemporaryFailure,
)
from ausrufer.connectors.bluesky.account import Account, Login
from ausrufer.connectors.bluesky.failures import UNCLEAR, Step
from ausrufer.connectors.bluesky.manifest import BYTE_LIMIT, TEXT_LIMIT
from ausrufer.connectors.bluesky.records import COLLECTION, Blob, Place, Record
from ausrufer.connectors.bluesky.xrpc import Reply, Request

_TAKEN = (
    "Unter der Kennung dieser Auslieferung liegt auf Bluesky schon ein anderer Beitrag. "
    "Es wurde nichts gesendet."
)
_CHANGED = "Auf Bluesky wurde gerade dasselbe geändert. Bitte versuchen Sie es noch einmal."
_FOREIGN = (
    "Dieser Beitrag gehört zu einem anderen Bluesky-Konto als dem, das am Kanal eingerichtet ist."
)


@dataclass(frozen=True, slots=True)
class Found:
    """A record that is there."""

    place: Place
    record: Record


class Repository:
    """The repository of a logged-in account."""

    def __init__(self, account: Account, login: Login) -> None:
        self._account, self._login = account, login

    def remote_part(self, place: Place) -> RemotePart:
        """Return where readers find a record."""
        return RemotePart(place.uri, self._account.permalink(self._login, place.key))

    def key_of(self, part: RemotePart) -> str:
        """Return the key of a post of ours; raises PermanentFailure for another account's."""
        prefix = f"at://{self._login.did}/{COLLECTION}/"
        if not part.remote_id.startswith(prefix):
            raise PermanentFailure(_FOREIGN, for_log=f"{part.remote_id} is not in {prefix}")
        return part.remote_id.removeprefix(prefix)

    async def upload(self, pictures: Sequence[Picture]) -> list[Blob]:
        """Upload pictures; nobody sees them until a record names them, and repeats are harmless."""
        return [await self._upload(picture) for picture in pictures]

    async def find(self, key: str, collection: str = COLLECTION) -> Found | None:
        """Return the record of that key; None where it certainly is not there."""
        request = Request(
            Step.READING,
            "com.atproto.repo.getRecord",
            params=self._named(key, collection),
            fine=frozenset({"RecordNotFound"}),
        )
        reply = await self._account.ask(request)
        if reply.error:
            return None
        record = reply.body.get("value")
        if not isinstance(record, dict):
            raise self._account.xrpc.gibberish(request)
        return Found(self._place(request, reply), record)

    async def create(self, key: str, record: Record) -> Place:
        """Write a record that is not there yet; a repeat finds it there and changes nothing.

        putRecord with `swapRecord` null means "only if there is none". Where the very same record
        is there, servers simply say yes; createRecord would answer 500, as if they were broken.
        """
        request = Request(
            Step.WRITING,
            "com.atproto.repo.putRecord",
            json={**self._named(key), "record": record, "swapRecord": None},
            fine=frozenset({"InvalidSwap"}),
        )
        try:
            reply = await self._account.ask(request)
        except PermanentFailure as refused:
            raise _explained(refused, record["text"]) from None
        if reply.error:
            return await self._already_there(key, record)
        return self._place(request, reply)

    async def write(self, key: str, collection: str, record: Record, *, over: Found | None) -> None:
        """Write a record over the one that was read; raises where somebody changed it since."""
        request = Request(
            Step.WRITING,
            "com.atproto.repo.putRecord",
            json={
                **self._named(key, collection),
                "record": record,
                "swapRecord": over.place.cid if over else None,
            },
            fine=frozenset({"InvalidSwap"}),
        )
        if (await self._account.ask(request)).error:
            raise TemporaryFailure(_CHANGED, for_log=f"{collection}/{key} was changed meanwhile")

    async def replace(self, key: str, record: Record) -> Place:
        """Remove a record and write another under its key, in one step.

        Apps ignore changes of a post's record, but show a post that was made anew under the old
        address. Replies stay below it; likes and reposts are counted from the beginning, for they
        were about other words (bluesky-social/social-app, issues 673 and 8781).
        """
        named = {"collection": COLLECTION, "rkey": key}
        writes = [
            {"$type": "com.atproto.repo.applyWrites#delete", **named},
            {"$type": "com.atproto.repo.applyWrites#create", **named, "value": record},
        ]
        request = Request(
            Step.WRITING,
            "com.atproto.repo.applyWrites",
            json={"repo": self._login.did, "writes": writes},
        )
        try:
            reply = await self._account.ask(request)
        except PermanentFailure as refused:
            raise _explained(refused, record["text"]) from None
        return self._place(request, _last_result(reply))

    async def delete(self, key: str) -> None:
        """Remove a record; one that is not there counts as removed."""
        request = Request(Step.WRITING, "com.atproto.repo.deleteRecord", json=self._named(key))
        await self._account.ask(request)

    async def _upload(self, picture: Picture) -> Blob:
        request = Request(
            Step.UPLOAD,
            "com.atproto.repo.uploadBlob",
            content=picture.content,
            media_type=picture.media_type,
        )
        blob = (await self._account.ask(request)).body.get("blob")
        if not isinstance(blob, dict) or blob.get("$type") != "blob":
            raise self._account.xrpc.gibberish(request)
        return blob

    async def _already_there(self, key: str, record: Record) -> Place:
        found = await self.find(key)
        if found is None:  # gone between two questions
            raise OutcomeUnclear(UNCLEAR, for_log=f"{key} is refused as taken, yet not there")
        if found.record.get("text") != record["text"]:
            raise PermanentFailure(_TAKEN, for_log=f"{key} holds another text")
        return found.place

    def _named(self, key: str, collection: str = COLLECTION) -> dict[str, str]:
        return {"repo": self._login.did, "collection": collection, "rkey": key}

    def _place(self, request: Request, reply: Reply) -> Place:
        place = Place(reply.text("uri"), reply.text("cid"))
        if not place.cid or not place.uri.startswith("at://"):
            raise self._account.xrpc.gibberish(request)
        return place


def _last_result(reply: Reply) -> Reply:
    results: Any = reply.body.get("results")
    last = results[-1] if isinstance(results, list) and results else {}
    return Reply(last if isinstance(last, dict) else {})


def _explained(refused: ConnectorFailure, text: str) -> ConnectorFailure:
    """Return the refusal with its reason where that is the length of the text."""
    signs, size = len(regex.findall(r"\X", text)), len(text.encode())
    if signs <= TEXT_LIMIT and size <= BYTE_LIMIT:
        return refused
    return PermanentFailure(
        f"Der Text ist für Bluesky zu lang: {signs} Zeichen und {size} Byte; erlaubt sind "
        f"{TEXT_LIMIT} Zeichen und {BYTE_LIMIT} Byte. Bitte kürzen Sie die Fassung.",
        for_log=refused.for_log,
    )

"""Residents on X, Mastodon and Bluesky, where a comment is a post that answers one."""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from ausrufer.training import bluesky, mastodon
from ausrufer.training.bluesky.cids import cid_of_record
from ausrufer.training.bluesky.keys import next_tid
from ausrufer.training.bluesky.memory import Record, Stored
from ausrufer.training.bluesky.posts import LIKE, POST
from ausrufer.training.mastodon.memory import Status
from ausrufer.training.mastodon.moments import moment
from ausrufer.training.residents.people import RESIDENTS, Resident
from ausrufer.training.x.state import PracticeX, PracticeXAccount

_NOTE = "Nachgebildete Person der Übungsstadt"


@dataclass(frozen=True, slots=True)
class X:
    """Answers to the posts of the town's accounts."""

    x: PracticeX

    def posts(self) -> list[str]:
        """Return the posts that begin a conversation."""
        own = [one for one in self.x.there() if one.author in self.x.accounts]
        return [one.history[0] for one in own if not one.over]  # an edited one is no new one

    def say(self, post: str, who: Resident, text: str, above: str = "") -> str:
        """Answer a post as it stands now; the account of a resident opens with no token."""
        account = PracticeXAccount(who.key, who.name, "", str(who.number))
        seen = self.x.newest(post)
        return self.x.take(account, text, over=above or (seen.number if seen else post)).number

    def like(self, post: str, who: Resident) -> None:
        """Press the heart."""
        found = self.x.newest(post)
        if found is not None and who.key not in found.liked:
            found.liked.append(who.key)


@dataclass(frozen=True, slots=True)
class Mastodon:
    """Answers to the statuses of the accounts that are not residents'."""

    instance: mastodon.PracticeInstance

    def __post_init__(self) -> None:
        """Give every resident an account; nobody knows its token."""
        known = {one.username for one in self.instance.accounts}
        new = [one for one in RESIDENTS if one.key not in known]
        self.instance.accounts = [
            *self.instance.accounts,
            *(
                mastodon.PracticeAccount(
                    one.key, one.name, secrets.token_urlsafe(), (), _NOTE, resident=True
                )
                for one in new
            ),
        ]

    def posts(self) -> list[str]:
        """Return the statuses that begin a conversation."""
        own = {one.username for one in self.instance.accounts if not one.resident}
        there = self.instance.memory.public()
        return [one.id for one in there if one.account in own and not one.reply_to]

    def say(self, post: str, who: Resident, text: str, above: str = "") -> str:
        """Answer a status."""
        memory, now = self.instance.memory, self.instance.clock()
        status = Status(memory.new_id(now), who.key, text, moment(now), reply_to=above or post)
        memory.keep_status(status)
        return status.id

    def like(self, post: str, who: Resident) -> None:
        """Press the star."""
        status = self.instance.memory.statuses[post]
        if who.key not in status.favoured_by:
            status.favoured_by.append(who.key)
            self.instance.memory.keep_status(status)


@dataclass(frozen=True, slots=True)
class Bluesky:
    """Answers to the posts of the accounts that are not residents'."""

    server: bluesky.PracticeServer

    def __post_init__(self) -> None:
        """Give every resident an account; nobody knows its password."""
        known = {one.handle for one in self.server.accounts}
        self.server.accounts = [
            *self.server.accounts,
            *(one for one in map(_on_bluesky, RESIDENTS) if one.handle not in known),
        ]

    def posts(self) -> list[str]:
        """Return the posts that begin a thread."""
        own = [one for one in self.server.accounts if not one.resident]
        there = [record for one in own for record in self.server.memory.of(one.did, POST)]
        return [one.uri for one in there if "reply" not in one.value]

    def say(self, post: str, who: Resident, text: str, above: str = "") -> str:
        """Answer a post by a record in the repository of the resident."""
        root, parent = self._reference(post), self._reference(above or post)
        record: Record = {
            "$type": POST,
            "text": text,
            "createdAt": moment(self.server.clock()),
            "langs": ["de"],
            "reply": {"root": root, "parent": parent},
        }
        return self._keep(who, POST, record)

    def like(self, post: str, who: Resident) -> None:
        """Press the heart: a record as well."""
        subject = self._reference(post)
        there = self.server.memory.of(_on_bluesky(who).did, LIKE)
        if all(one.value["subject"]["uri"] != post for one in there):
            at = moment(self.server.clock())
            self._keep(who, LIKE, {"$type": LIKE, "subject": subject, "createdAt": at})

    def _reference(self, uri: str) -> dict[str, str]:
        return {"uri": uri, "cid": self.server.memory.records[uri].cid}

    def _keep(self, who: Resident, collection: str, record: Record) -> str:
        did, memory = _on_bluesky(who).did, self.server.memory
        at = self.server.clock()
        while (uri := f"at://{did}/{collection}/{next_tid(at)}") in memory.records:
            at += timedelta(microseconds=1)
        memory.put(Stored(uri, cid_of_record(record), record))
        return uri


def _on_bluesky(who: Resident) -> bluesky.PracticeAccount:
    # the password is drawn anew each time and known to nobody
    password = secrets.token_urlsafe()
    return bluesky.PracticeAccount(f"{who.key}.test", who.name, password, _NOTE, resident=True)

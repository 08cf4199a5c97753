"""Messages of every sort, written, approved, corrected and taken back with the real actions."""

import random
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from django.core.files import File

from ausrufer.announcements.actions.approve import decide, submit_for_approval
from ausrufer.announcements.actions.pictures import choose_picture
from ausrufer.announcements.actions.release import withdraw
from ausrufer.announcements.actions.write import change_announcement, create_announcement
from ausrufer.announcements.content import Content
from ausrufer.announcements.models import Announcement
from ausrufer.approval.policy import Verdict
from ausrufer.channels.models import Channel
from ausrufer.foundation.scope import within_organisation
from ausrufer.library.actions import (
    Details,
    add_captions,
    add_film,
    add_picture,
    keep_details,
    read_film,
)
from ausrufer.library.models import Asset
from ausrufer.library.policy import Consent, Licence
from ausrufer.organisations.models import Department, Member, Organisation
from ausrufer.subscriptions.actions import confirm, request_subscription
from ausrufer.training.channels import x_channel
from ausrufer.training.drawing import draw
from ausrufer.training.matrix_rooms import MatrixRooms
from ausrufer.training.town import open_channel
from bench.practice import PracticeTown
from bench.storm.matrix import matrix_channel
from bench.storm.sorts import MOST_TEXTS, Sort, body, drawn, title
from tests.filming import film

LATEST = 6  # of so many messages one is taken back
RECENT = 120  # of so many one is corrected: most are out, some under way, some wait
ALSO_TITLE = 0.2  # of the corrections; Reddit cannot change it and says so
MOTIFS = ("market", "bridge", "library")
SPOKEN = b"WEBVTT\n\n00:00.000 --> 00:03.500\nDas Rathaus am Morgen.\n"


@dataclass(slots=True)
class Message:
    """A message of the storm; `texts` counts what it said so far, its corrections included."""

    subject: str
    number: int
    sort: Sort
    title: str
    texts: int = 1
    taken_back: bool = False


class StormOrders:
    """Places messages in a practice town, corrects some and takes some back."""

    def __init__(
        self, town: PracticeTown, matrix: MatrixRooms, subscribers: int, chance: random.Random
    ) -> None:
        self._chance = chance
        self.organisation = Organisation.objects.get(slug="musterstadt")
        self.messages: list[Message] = []
        self.sorts: Counter[str] = Counter()
        with within_organisation(self.organisation.pk):
            members = {member.name.split()[0]: member for member in Member.objects.all()}
            self._anna, self._bekir, self.dirk = (members[one] for one in ("Anna", "Bekir", "Dirk"))
            self._department = Department.objects.all()[0]
            open_channel(self.dirk.actor, x_channel(town.memory.network_token))
            open_channel(self.dirk.actor, matrix_channel(matrix))
            self._channels = {one.kind: one for one in Channel.objects.all()}
            self._pictures, self._film = self._assets(town.folder)
            for number in range(subscribers):
                address = f"leserin-{number}@mustermail.example"
                asked = request_subscription(channel=self._channels["email"], address=address)
                confirm(asked)

    def place(self) -> None:
        """Release one message of a sort drawn by lot to all channels that take it."""
        sort, number = drawn(self._chance), len(self.messages)
        headline = title(number)
        with within_organisation(self.organisation.pk):
            announcement = create_announcement(
                actor=self._anna.actor,
                department=self._department,
                content=Content(title=headline, body=body(number, sort.sentences)),
                channels=[self._channels[kind] for kind in sort.kinds],
            )
            for asset in self._shown(sort):
                choose_picture(member=self._anna, announcement=announcement, asset=asset)
            self._approve(announcement)
        self.messages.append(Message(announcement.subject, number, sort, headline))
        self.sorts[sort.name] += 1

    def correct(self) -> None:
        """Give a recent message another text and have it approved anew, wherever it is by now."""
        message = self._chance.choice(self.messages[-RECENT:])
        if message.taken_back or message.texts == MOST_TEXTS:
            return
        number, text = message.number, message.texts
        sentences = self._chance.choice(message.sort.corrected)
        if self._chance.random() < ALSO_TITLE:
            message.title = title(number, text)
        with within_organisation(self.organisation.pk):
            announcement = _announcement(message)
            changed = change_announcement(
                member=self._anna,
                announcement=announcement,
                version=announcement.version,
                content=Content(
                    title=message.title,
                    body=body(number, sentences, text),
                    correction="Zur Messung.",
                ),
            )
            self._approve(changed)
        message.texts += 1
        self.sorts["corrected"] += 1

    def take_back(self) -> None:
        """Withdraw one of the latest messages, drawn by lot, whatever becomes of it right now."""
        message = self._chance.choice(self.messages[-LATEST:])
        if message.taken_back:
            return
        with within_organisation(self.organisation.pk):
            withdraw(member=self._bekir, announcement=_announcement(message), reason="Zur Messung.")
        message.taken_back = True
        self.sorts["taken_back"] += 1

    def _approve(self, announcement: Announcement) -> None:
        asked = submit_for_approval(member=self._anna, announcement=announcement)
        decide(
            member=self._bekir,
            request=asked,
            verdict=Verdict.APPROVED,
            fingerprint=asked.fingerprint,
            comment="",
        )

    def _shown(self, sort: Sort) -> list[Asset]:
        return [self._film] if sort.film else self._pictures[: sort.pictures]

    def _assets(self, folder: Path) -> tuple[list[Asset], Asset]:
        pictures = [
            add_picture(
                member=self._anna, content=draw(motif), file_name=f"{motif}.jpg", alt_text=motif
            ).asset
            for motif in MOTIFS
        ]
        made = film(folder / "film.mp4", seconds=4.0, size=(720, 1280))
        with made.open("rb") as file:
            filmed = add_film(
                member=self._anna, upload=File(file), file_name="film.mp4", alt_text="Film"
            )
        read_film(asset=filmed.asset)
        add_captions(member=self._anna, asset=filmed.asset, language="de", content=SPOKEN)
        filmed.asset.refresh_from_db()
        for asset in (*pictures, filmed.asset):
            details = Details(
                title=asset.alt_text,
                alt_text=asset.alt_text,
                author="Stadt Musterstadt",
                licence=Licence.OWN,
                consent=Consent.NOT_NEEDED,
                department=self._department,
            )
            keep_details(member=self._anna, asset=asset, version=asset.version, details=details)
        return pictures, filmed.asset


def _announcement(message: Message) -> Announcement:
    return Announcement.objects.get(public_id=message.subject.removeprefix("announcement:"))

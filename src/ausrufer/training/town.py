"""Loads Musterstadt, the practice town: departments, people, channels, subscribers, messages."""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from ausrufer.announcements.actions.approve import decide, submit_for_approval
from ausrufer.announcements.actions.pictures import attach_picture
from ausrufer.announcements.actions.snippets import keep_snippet
from ausrufer.announcements.actions.write import create_announcement
from ausrufer.announcements.content import Content
from ausrufer.announcements.models import Announcement, AnnouncementPicture
from ausrufer.approval.models import ApprovalRequest
from ausrufer.approval.policy import Verdict
from ausrufer.channels.actions import note_access_report, set_up_channel
from ausrufer.channels.asking import ask_about_access
from ausrufer.channels.models import Channel
from ausrufer.channels.queries import channels_in_use, needs_consent, opened_access
from ausrufer.delivery.models import Delivery
from ausrufer.foundation.clock import in_town_time, now, pretending
from ausrufer.foundation.scope import within_organisation
from ausrufer.library.actions import Details, keep_details
from ausrufer.library.policy import Consent, Licence
from ausrufer.organisations.actions import add_member, create_organisation, create_token
from ausrufer.organisations.models import Department, Member, Organisation
from ausrufer.organisations.policy import Role, Scope
from ausrufer.records.actor import Actor
from ausrufer.subscriptions.actions import confirm, request_subscription
from ausrufer.training.channels import EmulatedPlatforms, PracticeChannel, practice_channels
from ausrufer.training.drawing import draw
from ausrufer.training.messages import DEPARTMENTS, MESSAGES, SNIPPETS, Message, Stage
from ausrufer.training.register import lay_down

NAME, SLUG = "Musterstadt", "musterstadt"
EVERY_TIME = ("hub", "email", "mastodon", "bluesky")


@dataclass(frozen=True, slots=True)
class PersonOf:
    """One of the four people of the practice town."""

    key: str
    name: str
    role: Role
    word: str  # what the role is called


PEOPLE = [
    PersonOf("ANNA", "Anna Albrecht", Role.AUTHOR, "schreibt"),
    PersonOf("BEKIR", "Bekir Aydın", Role.APPROVER, "gibt frei"),
    PersonOf("CARLA", "Carla Conti", Role.MODERATOR, "moderiert"),
    PersonOf("DIRK", "Dirk Drews", Role.ADMINISTRATOR, "verwaltet"),
]
SUBSCRIBERS = ["erika@mustermail.example", "hasan@mustermail.example", "lena@mustermail.example"]


def is_loaded() -> bool:
    """Tell whether the town is there already."""
    return Organisation.objects.filter(slug=SLUG).exists()


def usual_channels(*also: str) -> QuerySet[Channel]:
    """Return the channels every message of the town goes to, and those of the kinds in `also`."""
    return channels_in_use().filter(kind__in=[*EVERY_TIME, *also])


def load(platforms: EmulatedPlatforms, people_file: Path) -> None:
    """Load the town in one transaction and write log-ins and tokens to `people_file` (mode 0600).

    The practice platforms must be listening: the channels read their limits there.
    """
    with transaction.atomic():
        organisation = create_organisation(name=NAME, slug=SLUG, departments=list(DEPARTMENTS))
        with within_organisation(organisation.pk):
            departments = _departments()
            people, logins = _people(organisation)
            _channels(people["DIRK"].actor, platforms)
            lay_down(people, departments[next(iter(DEPARTMENTS))])
            _subscribers()
            _snippets(people["ANNA"])
            for message in MESSAGES:
                _Story(message, departments, people).play()
    people_file.touch(mode=0o600)
    people_file.write_text(json.dumps(logins, ensure_ascii=False, indent=1), encoding="utf-8")


def _departments() -> dict[str, Department]:
    found = {}
    for name, contact in DEPARTMENTS.items():
        Department.objects.filter(name=name).update(contact=contact)
        found[name] = Department.objects.get(name=name)
    return found


def _people(organisation: Organisation) -> tuple[dict[str, Member], list[dict[str, str]]]:
    house = Actor.house(organisation.pk)
    people, logins = {}, []
    for person in PEOPLE:
        email = f"{person.key.lower()}@musterstadt.example"
        password = f"{person.key.lower()}-{secrets.token_urlsafe(9)}"
        member = add_member(
            actor=house,
            name=person.name,
            email=email,
            password=password,
            assignments=[(person.role, None)],
        )
        token = create_token(actor=house, member=member, label="Übungsstadt", scopes=list(Scope))
        people[person.key] = member
        logins.append(
            {
                "key": person.key,
                "name": person.name,
                "role": person.word,
                "email": email,
                "password": password,
                "token": token,
            }
        )
    return people, logins


def _snippets(member: Member) -> None:
    review_on = in_town_time(now()).date() + timedelta(days=180)
    for name, text in SNIPPETS.items():
        keep_snippet(
            member=member, snippet=None, name=name, text=text, department=None, review_on=review_on
        )


def _channels(actor: Actor, platforms: EmulatedPlatforms) -> None:
    for one in practice_channels(NAME, platforms):
        open_channel(actor, one)


def open_channel(actor: Actor, one: PracticeChannel) -> None:
    """Set up a channel as if somebody had connected it; its platform must be listening."""
    channel = set_up_channel(
        actor=actor, kind=one.kind, name=one.name, settings=one.settings, secrets=one.secrets
    )
    report = ask_about_access(channel.kind, opened_access(channel))
    note_access_report(channel=channel, report=report)
    if needs_consent(channel):  # the tokens are there without anybody having been asked
        Channel.objects.filter(pk=channel.pk).update(access_since=now())


class _Story:
    """Plays one message through the house with the real actions, at its own time."""

    def __init__(
        self, message: Message, departments: dict[str, Department], people: dict[str, Member]
    ) -> None:
        self._message = message
        self._department = departments[message.department]
        self._anna, self._bekir = people["ANNA"], people["BEKIR"]
        self._loading = now()
        self._due = self._loading + message.when if message.when is not None else None

    def play(self) -> None:
        """Write, illustrate, submit and decide, as far as the message has come."""
        with pretending(self._at(timedelta(hours=-4))):
            announcement = self._write()
        if self._message.stage is Stage.DRAFT:
            return
        with pretending(self._at(timedelta(hours=-3))):
            asked = submit_for_approval(member=self._anna, announcement=announcement)
        if self._message.stage is not Stage.IN_APPROVAL:
            with pretending(self._at(timedelta(hours=-2))):
                self._decide(asked)
        if self._message.stage is Stage.PUBLISHED:
            self._date_back(announcement)

    def _date_back(self, announcement: Announcement) -> None:
        """Let the message have gone out in its time, though the worker sends it only now."""
        Announcement.objects.filter(pk=announcement.pk).update(published_at=self._due)
        deliveries = Delivery.objects.filter(subject=announcement.subject)
        deliveries.update(first_attempt_at=self._due)

    def _write(self) -> Announcement:
        message = self._message
        announcement = create_announcement(
            actor=self._anna.actor,
            department=self._department,
            content=Content(
                title=message.title,
                body=message.body,
                link=message.link,
                topic=message.topic,
                contact=message.contact,
                kind=message.kind,
                details=message.details,
                publish_at=self._due,
                not_after=self._not_after(),
            ),
            channels=list(usual_channels(*message.also)),
        )
        if message.picture is not None:
            picture = attach_picture(
                member=self._anna,
                announcement=announcement,
                content=draw(message.picture.motif),
                file_name=f"{message.picture.motif}.jpg",
                alt_text=message.picture.alt_text,
                decorative=False,
            )
            self._say_whose(picture)
        return announcement

    def _say_whose(self, picture: AnnouncementPicture) -> None:
        """Say of a drawn picture what people say of theirs, once."""
        asset = picture.asset
        if asset is None or asset.licence:
            return
        details = Details(
            title=self._message.title,
            alt_text=picture.alt_text,
            author=f"Stadt {self._anna.organisation.name}",
            licence=Licence.OWN,
            consent=Consent.NOT_NEEDED,
            department=self._department,
        )
        keep_details(member=self._anna, asset=asset, version=asset.version, details=details)

    def _decide(self, asked: ApprovalRequest) -> None:
        returned = self._message.stage is Stage.RETURNED
        decide(
            member=self._bekir,
            request=asked,
            verdict=Verdict.RETURNED if returned else Verdict.APPROVED,
            fingerprint=asked.fingerprint,
            comment=self._message.word_back,
        )

    def _at(self, before: timedelta) -> datetime:
        return min(self._due or self._loading, self._loading) + before

    def _not_after(self) -> datetime | None:
        if self._due is None:
            return None
        return max(self._due, self._loading) + self._message.valid_for


def _subscribers() -> None:
    newsletter = Channel.objects.get(kind="email")
    for address in SUBSCRIBERS:
        confirm(request_subscription(channel=newsletter, address=address))


def platforms_from(environment: Mapping[str, str]) -> EmulatedPlatforms:
    """Return where the practice platforms are, as the demo hands it over."""
    host, _, port = environment["AUSRUFER_TRAINING_SMTP"].rpartition(":")
    return EmulatedPlatforms(
        site=settings.ENVIRONMENT.base_url,
        mail_host=host,
        mail_port=int(port),
        mastodon=environment["AUSRUFER_TRAINING_MASTODON"],
        mastodon_token=environment["AUSRUFER_TRAINING_MASTODON_TOKEN"],
        bluesky=environment["AUSRUFER_TRAINING_BLUESKY"],
        bluesky_handle=environment["AUSRUFER_TRAINING_BLUESKY_HANDLE"],
        bluesky_password=environment["AUSRUFER_TRAINING_BLUESKY_PASSWORD"],
        network_token=environment["AUSRUFER_TRAINING_TOKEN"],
    )

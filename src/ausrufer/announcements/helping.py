"""What the writing aid can be asked about a message, and the questions that makes."""

import base64
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.conf import settings

from ausrufer.announcements.adaptation.adapt import adapt
from ausrufer.announcements.adaptation.limits import effective
from ausrufer.announcements.models import Announcement, AnnouncementPicture
from ausrufer.announcements.renditions import Rendition, renditions
from ausrufer.announcements.telling import tellings, texts_of, varieties_offered
from ausrufer.announcements.varieties import EASY, PLAIN, Variety
from ausrufer.channels.contract import Form, LongText
from ausrufer.foundation.file_store import FileStore
from ausrufer.organisations.models import Member
from ausrufer.writing_aid.actions import suggest
from ausrufer.writing_aid.answers import Suggestion, headlines, one_line, one_text, titled
from ausrufer.writing_aid.asking import Question, Task
from ausrufer.writing_aid.errors import AidFailed
from ausrufer.writing_aid.queries import aid_in_use

ROOMY = 1_000_000  # bytes of a picture that is sent along; larger ones are described unseen
_ROOM_FOR_LINK = 2  # an empty line before it


@dataclass(frozen=True, slots=True)
class About:
    """One thing the aid can be asked: `kind` is a task, `key` what of the message it is about."""

    task: Task
    key: str = ""
    rendition: Rendition | None = None
    variety: Variety | None = None
    picture: AnnouncementPicture | None = None

    @property
    def name(self) -> str:
        """The name in forms."""
        return f"{self.task}:{self.key}"


@dataclass(frozen=True, slots=True)
class Help:
    """What came back; `failed` says why no machine helped, then a rule shortened instead."""

    suggestions: Sequence[Suggestion]
    failed: AidFailed | None = None


def what_to_ask(announcement: Announcement) -> list[About]:
    """Return everything the aid can be asked; without one, only what a rule can do as well."""
    posts = [one for one in renditions(announcement) if _has_limit(one)]
    shorter = [About(Task.SHORTEN, str(one.channel.public_id), rendition=one) for one in posts]
    if aid_in_use() is None:
        return shorter
    told = tellings(announcement.content, texts_of(announcement), varieties_offered())
    return [
        About(Task.HEADLINES),
        *shorter,
        *(About(task_of(one.variety), one.variety.key, variety=one.variety) for one in told),
        *(
            About(Task.ALT_TEXT, str(one.public_id), picture=one)
            for one in announcement.pictures.filter(decorative=False)
            if one.is_picture
        ),
    ]


def helped(member: Member, announcement: Announcement, about: About) -> Help:
    """Return suggestions; raises AidFailed where nobody but the aid could have helped."""
    reads: dict[Task, Callable[[str, str], Any]] = {
        Task.SHORTEN: one_text,
        Task.ALT_TEXT: one_line,
        Task.HEADLINES: headlines,
    }
    try:
        found = suggest(
            member=member,
            subject=announcement.subject,
            title=announcement.title,
            question=_question(announcement, about),
            read=reads.get(about.task, titled),
        )
    except AidFailed as failed:
        if about.rendition is None:
            raise
        return Help([_shortened_by_rule(about.rendition)], failed)
    if about.rendition is not None:
        found = _with_link(found, about.rendition)
    return Help(found if isinstance(found, list) else [found])


def _question(announcement: Announcement, about: About) -> Question:
    asked = Question(about.task, announcement.title, announcement.body)
    if about.rendition is not None:
        return replace(asked, most=_room(about.rendition))
    if about.variety is not None:
        return replace(asked, language=f"{about.variety.tag} ({about.variety.endonym})")
    if about.picture is not None:
        return replace(asked, file_name=about.picture.file_name, picture=_seen(about.picture))
    return asked


def task_of(known: Variety) -> Task:
    """Return what the aid does to tell a message in this variety."""
    return {PLAIN.key: Task.PLAIN, EASY.key: Task.EASY}.get(known.key, Task.TRANSLATE)


def _has_limit(rendition: Rendition) -> bool:
    return rendition.manifest.form is Form.POST and _limit(rendition) is not None


def _limit(rendition: Rendition) -> int | None:
    limits = rendition.channel.limits
    pictures = bool(rendition.source.pictures)
    return effective(rendition.manifest, limits, pictures=pictures).text.limit


def _room(rendition: Rendition) -> int:
    link = rendition.source.target if rendition.manifest.text.link_in_text else ""
    return max(20, (_limit(rendition) or 0) - len(link) - _ROOM_FOR_LINK)


def _with_link(found: Suggestion, rendition: Rendition) -> Suggestion:
    link = rendition.source.target if rendition.manifest.text.link_in_text else ""
    if not link or link in found.text:
        return found
    return replace(found, text=f"{found.text}\n\n{link}")


def _shortened_by_rule(rendition: Rendition) -> Suggestion:
    rules = replace(rendition.manifest.text, long_text=LongText.CUT)
    manifest = replace(rendition.manifest, text=rules)
    return Suggestion(adapt(rendition.source, manifest, rendition.channel.limits).parts[0])


def _seen(picture: AnnouncementPicture) -> str:
    """Return the picture itself where the model may see it and it is not too heavy."""
    aid = aid_in_use()
    if aid is None or not aid.sees_pictures:
        return ""
    path = FileStore(settings.MEDIA_FOLDER).path(picture.sha256)
    try:
        content = path.read_bytes() if path.stat().st_size <= ROOMY else b""
    except OSError:
        return ""
    coded = base64.b64encode(content).decode()
    return f"data:{picture.media_type};base64,{coded}" if content else ""


def about_named(announcement: Announcement, name: str) -> About | None:
    """Return one of the things that can be asked by its name in forms."""
    return next((one for one in what_to_ask(announcement) if one.name == name), None)


def channel_of(about: About) -> UUID | None:
    """Return the channel a question is about."""
    return about.rendition.channel.public_id if about.rendition else None

"""Messages with further texts, for the tests of this folder."""

from typing import Any

from ausrufer.announcements.actions.texts import Words, check_text, write_text
from ausrufer.announcements.actions.write import change_announcement, create_announcement
from ausrufer.announcements.content import Content
from ausrufer.announcements.models import Announcement, AnnouncementText
from ausrufer.announcements.telling import telling_of
from ausrufer.announcements.text_states import Standing
from ausrufer.announcements.varieties import Variety, variety
from ausrufer.channels.models import Channel
from ausrufer.organisations.models import Member
from tests.conftest import Town

BRIDGE = Words("Bridge closed", "Until **Friday**.\n\n- Take the other one")


def known(key: str) -> Variety:
    found = variety(key)
    assert found is not None
    return found


def message(town: Town, channels: list[Channel] | None = None, **content: Any) -> Announcement:
    words = {"title": "Brücke gesperrt", "body": "Bis Freitag.", "contact": "Rathaus"}
    return create_announcement(
        actor=town.anna.actor,
        department=town.press,
        content=Content(**{**words, **content}),
        channels=[town.channel("netz")] if channels is None else channels,
    )


def told(
    member: Member, announcement: Announcement, key: str = "en", words: Words = BRIDGE, **more: Any
) -> AnnouncementText:
    before = telling_of(fresh(announcement), known(key)).text
    version = more.pop("version", before.version if before else 0)
    return write_text(
        member=member,
        announcement=announcement,
        known=known(key),
        version=version,
        words=words,
        **more,
    )


def checked(
    member: Member, announcement: Announcement, key: str = "en", readers: str = ""
) -> AnnouncementText:
    before = telling_of(fresh(announcement), known(key)).text
    return check_text(
        member=member,
        announcement=announcement,
        known=known(key),
        version=before.version if before else 0,
        checked_with=readers,
    )


def standing(announcement: Announcement, key: str = "en") -> Standing:
    return telling_of(fresh(announcement), known(key)).standing


def rewritten(town: Town, announcement: Announcement, **content: Any) -> Announcement:
    now = fresh(announcement)
    values = {name: getattr(now.content, name) for name in Content.__dataclass_fields__}
    return change_announcement(
        member=town.anna,
        announcement=now,
        version=now.version,
        content=Content(**{**values, **content}),
    )


def fresh(announcement: Announcement) -> Announcement:
    return Announcement.objects.get(pk=announcement.pk)

"""A page's own saving that comes late: its person has submitted meanwhile."""

from dataclasses import replace
from uuid import uuid4

import pytest

from ausrufer.announcements.actions.approve import submit_for_approval
from ausrufer.announcements.actions.write import change_announcement, create_announcement
from ausrufer.announcements.content import Content
from ausrufer.announcements.errors import Overtaken
from ausrufer.announcements.models import Announcement
from ausrufer.announcements.states import State
from ausrufer.approval.models import ApprovalRequest
from ausrufer.channels.models import Channel
from ausrufer.foundation.scope import within_organisation
from ausrufer.organisations.errors import Refused
from tests.conftest import Town

pytestmark = pytest.mark.django_db


def test_what_a_page_saves_by_itself_voids_no_request(town: Town) -> None:
    page = uuid4()
    with within_organisation(town.organisation.pk):
        message = create_announcement(
            actor=town.anna.actor,
            department=town.press,
            content=Content(title="Brücke gesperrt", body="Ab Montag."),
            channels=[town.channel("Elefant")],
            page=page,
        )
        submit_for_approval(member=town.anna, announcement=message)
        with pytest.raises(Refused, match="macht eine Freigabe ungültig"):
            change_announcement(
                member=town.anna,
                announcement=message,
                version=message.version,
                content=Content(title="Brücke gesperrt", body="Ab Mon"),
                page=page,
                by_itself=True,
            )
        stored = Announcement.objects.get(pk=message.pk)
        assert (stored.state, stored.body) == (State.IN_APPROVAL, "Ab Montag.")
        assert [one.state for one in ApprovalRequest.objects.all()] == ["open"]
        change_announcement(  # a person who presses the button decides so
            member=town.anna,
            announcement=message,
            version=message.version,
            content=Content(title="Brücke gesperrt", body="Ab Dienstag."),
            page=page,
        )
        assert Announcement.objects.get(pk=message.pk).state == State.DRAFT


def test_what_a_page_saves_by_itself_is_no_change_where_nothing_is_new(town: Town) -> None:
    content, page = Content(title="Brücke gesperrt", body="Ab Montag."), uuid4()
    with within_organisation(town.organisation.pk):
        elephant, lion = town.channel("Elefant"), town.channel("Löwe")
        message = create_announcement(
            actor=town.anna.actor,
            department=town.press,
            content=content,
            channels=[elephant],
            page=page,
        )

        def kept(channels: list[Channel], said: Content = content, since: int = 1) -> int:
            found = Announcement.objects.get(pk=message.pk)
            change_announcement(
                member=town.anna,
                announcement=found,
                version=since,
                content=said,
                channels=channels,
                page=page,
                by_itself=True,
            )
            return Announcement.objects.get(pk=message.pk).version

        assert kept([elephant]) == 1
        assert kept([elephant, lion]) == 2
        assert kept([elephant, lion], replace(content, body="Ab Dienstag.")) == 3
        change_announcement(  # another page of hers
            member=town.anna,
            announcement=Announcement.objects.get(pk=message.pk),
            version=3,
            content=replace(content, body="Ab Freitag."),
            page=uuid4(),
        )
        with pytest.raises(Overtaken):
            kept([elephant, lion], replace(content, body="Ab Freitag."), since=3)

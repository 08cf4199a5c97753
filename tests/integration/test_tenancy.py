"""Two towns never see each other: Dora from the next town is planted everywhere."""

import pytest
from django_scopes.exceptions import ScopeError

from ausrufer.announcements.access import announcement_to_read, announcement_to_write
from ausrufer.announcements.actions.write import create_announcement
from ausrufer.announcements.content import Content
from ausrufer.announcements.models import Announcement
from ausrufer.announcements.queries import announcements
from ausrufer.channels.access import channel_to_administer, channel_to_read
from ausrufer.channels.queries import all_channels
from ausrufer.foundation.scope import across_organisations, within_organisation
from ausrufer.organisations.access import bearer_of
from ausrufer.organisations.actions import create_token
from ausrufer.organisations.errors import NotForYou
from ausrufer.organisations.policy import Scope
from ausrufer.records.queries import newest_entries
from tests.conftest import Town

pytestmark = pytest.mark.django_db


def plant(town: Town) -> Announcement:
    with within_organisation(town.organisation.pk):
        return create_announcement(
            actor=town.anna.actor,
            department=town.press,
            content=Content(title=f"Geheimes aus {town.organisation.name}"),
            channels=[town.channel(f"Kanal {town.organisation.slug}")],
        )


def test_without_scope_every_query_fails(town: Town) -> None:
    plant(town)
    with pytest.raises(ScopeError):
        Announcement.objects.count()


def test_each_town_sees_its_own(town: Town, neighbour: Town) -> None:
    ours, theirs = plant(town), plant(neighbour)
    with within_organisation(town.organisation.pk):
        assert list(announcements()) == [ours]
        assert [one.name for one in all_channels()] == ["Kanal musterstadt"]
        titles = [(e.details or {}).get("title") for e in newest_entries()]
        assert ours.title in titles
        assert theirs.title not in titles
    with across_organisations(reason="the test looks at both"):
        assert Announcement.objects.count() == 2


def test_access_by_id_is_closed_across_towns(town: Town, neighbour: Town) -> None:
    theirs = plant(neighbour)
    with within_organisation(neighbour.organisation.pk):
        assert announcement_to_read(neighbour.anna, theirs.public_id) == theirs
        channel = all_channels().get()
    with within_organisation(town.organisation.pk):
        for look in (announcement_to_read, announcement_to_write):
            with pytest.raises(NotForYou):
                look(town.anna, theirs.public_id)
        for look in (channel_to_read, channel_to_administer):
            with pytest.raises(NotForYou):
                look(town.dirk, channel.public_id)


def test_a_token_opens_its_own_town_only(town: Town, neighbour: Town) -> None:
    with within_organisation(neighbour.organisation.pk):
        token = create_token(
            actor=neighbour.dirk.actor, member=neighbour.anna, label="Dora", scopes=list(Scope)
        )
    bearer = bearer_of(token)
    assert bearer is not None
    assert bearer.member.organisation_id == neighbour.organisation.pk
    assert bearer_of(f"{token}x") is None

"""A form is edited by hand only on a channel the message goes to."""

import pytest

from ausrufer.announcements.actions.write import create_announcement, edit_rendition
from ausrufer.announcements.adaptation.edits import Edits
from ausrufer.announcements.content import Content
from ausrufer.announcements.models import Announcement
from ausrufer.foundation.scope import within_organisation
from ausrufer.organisations.errors import Refused
from ausrufer.records.models import JournalEntry
from tests.conftest import Town

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_channel_that_is_not_chosen_is_refused(town: Town) -> None:
    netz, zweites = town.channel("netz"), town.channel("zweites")
    with within_organisation(town.organisation.pk):
        announcement = create_announcement(
            actor=town.anna.actor,
            department=town.press,
            content=Content(title="Brücke gesperrt", body="Text."),
            channels=[netz],
        )
        with pytest.raises(Refused) as refused:
            edit_rendition(
                member=town.anna,
                announcement=announcement,
                channel=zweites,
                version=1,
                edits=Edits(parts=("Von Hand.",), based_on="0" * 64),
            )
        assert refused.value.for_staff == "Dieser Kanal ist für die Mitteilung nicht gewählt."
        assert Announcement.objects.get().version == 1
        assert JournalEntry.objects.filter(kind="announcement.rendition_edited").count() == 0

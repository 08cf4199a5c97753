"""Two administrators who save a channel at once lose nothing of each other's secrets."""

import pytest

from ausrufer.channels.actions import change_channel
from ausrufer.channels.models import Channel
from ausrufer.channels.queries import opened_access
from ausrufer.foundation.scope import within_organisation
from tests.conftest import Town

pytestmark = pytest.mark.django_db(transaction=True)


def test_secrets_of_both_are_kept(town: Town) -> None:
    netz = town.channel("netz")
    with within_organisation(town.organisation.pk):
        one, other = Channel.objects.get(pk=netz.pk), Channel.objects.get(pk=netz.pk)
        for channel, secrets in ((one, {"token": "neu"}), (other, {"token": "", "key": "auch"})):
            change_channel(
                actor=town.dirk.actor,
                channel=channel,
                name="netz",
                settings={"platform": "netz"},
                secrets=secrets,
            )
        stored = Channel.objects.select_related("organisation").get(pk=netz.pk)
        assert dict(opened_access(stored).secrets) == {"token": "neu", "key": "auch"}

"""Whoever corrects what is published learns beforehand that the rest is stopped."""

import pytest
from django.test import Client

from ausrufer.channels.actions import pause_channel
from ausrufer.channels.testing import FakePlatform
from ausrufer.delivery.models import Delivery
from ausrufer.delivery.states import State as Delivered
from ausrufer.foundation.clock import now
from ausrufer.foundation.scope import within_organisation
from tests.conftest import Town, Worker
from tests.integration.test_review_recall import fresh, released

pytestmark = pytest.mark.django_db(transaction=True)


def test_only_where_something_has_not_been_sent(client: Client, town: Town, worker: Worker) -> None:
    for name in ("netz", "zweites"):
        FakePlatform.named(name).forget()
    netz, zweites = town.channel("netz"), town.channel("zweites")
    with within_organisation(town.organisation.pk):
        pause_channel(actor=town.dirk.actor, channel=zweites, reason="Zugang abgelaufen.")
    announcement = released(town, netz, zweites)
    worker.deliver()
    assert fresh(town, announcement).state == "published"
    client.force_login(town.anna.user)
    base = f"/desk/mitteilungen/{announcement.public_id}"
    pages = [f"{base}/aendern/", f"{base}/fassung/{netz.public_id}/"]
    for page in pages:
        said = client.get(page).content.decode()
        assert said.count("Speichern hält an, was noch nicht gesendet ist") == 1
        assert "1 Auslieferung ist noch nicht gesendet." in said
    with within_organisation(town.organisation.pk):
        Delivery.objects.update(state=Delivered.SETTLED, settled_at=now())
    for page in pages:
        assert "noch nicht gesendet ist" not in client.get(page).content.decode()

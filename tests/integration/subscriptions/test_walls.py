"""Two towns under one roof: nobody sees, gets or ends what belongs to the other."""

from typing import Any

import pytest
from django.test import Client

from ausrufer.channels.models import Channel
from ausrufer.foundation.scope import within_organisation
from ausrufer.subscriptions import actions
from ausrufer.subscriptions.models import Subscription
from ausrufer.subscriptions.queries import (
    confirmed_count,
    confirmed_subscription_ids,
    evidence_about,
    recipient,
)

pytestmark = pytest.mark.django_db(transaction=True)

DORA = "dora@mustermail.example"


@pytest.fixture
def foreign(foreign_newsletter: Channel) -> Subscription:
    """Somebody who reads the letters of the next town."""
    with within_organisation(foreign_newsletter.organisation_id):
        planted = actions.request_subscription(channel=foreign_newsletter, address=DORA)
        actions.confirm(planted)
    return planted


def test_queries_stay_within_the_town(newsletter: Channel, foreign: Subscription) -> None:
    with within_organisation(foreign.organisation_id):
        assert confirmed_subscription_ids(foreign.channel_id) == [foreign.pk]
        assert recipient(foreign.pk) is not None
    with within_organisation(newsletter.organisation_id):
        assert confirmed_subscription_ids(foreign.channel_id) == []
        assert confirmed_count(foreign.channel_id) == 0
        assert recipient(foreign.pk) is None
        assert evidence_about(foreign.channel_id, DORA) == []
        assert list(Subscription.objects.all()) == []


def test_the_same_address_orders_in_both_towns(newsletter: Channel, foreign: Subscription) -> None:
    with within_organisation(newsletter.organisation_id):
        ours = actions.request_subscription(channel=newsletter, address=DORA)
        actions.confirm(ours)
        actions.end(ours)
        assert confirmed_subscription_ids(newsletter.pk) == []
    with within_organisation(foreign.organisation_id):
        assert confirmed_subscription_ids(foreign.channel_id) == [foreign.pk]


def test_a_site_offers_its_own_newsletter(
    client: Client, newsletter: Channel, foreign_newsletter: Channel, settings: Any
) -> None:
    settings.ALLOWED_HOSTS = ["testserver", "nachbarstadt.example", "elsewhere.example"]
    both = (newsletter.name, foreign_newsletter.name)

    def offered(host: str) -> list[bool]:
        page = client.get("/abonnieren/", headers={"host": host}).content.decode()
        return [name in page for name in both]

    assert offered("testserver") == [True, False]
    assert offered("nachbarstadt.example") == [False, True]
    assert offered("elsewhere.example") == [False, False]


def test_one_town_alone_answers_under_every_name(
    client: Client, newsletter: Channel, settings: Any
) -> None:
    settings.ALLOWED_HOSTS = ["localhost"]
    page = client.get("/abonnieren/", headers={"host": "localhost"}).content.decode()
    assert f"/abonnieren/{newsletter.public_id}/" in page


def test_several_newsletters_are_offered_by_name(client: Client, newsletter: Channel) -> None:
    with within_organisation(newsletter.organisation_id):
        second = Channel.objects.create(
            organisation_id=newsletter.organisation_id,
            kind="email",
            name="Ratspost",
            settings=newsletter.settings,
        )
        gone = Channel.objects.create(
            organisation_id=newsletter.organisation_id, kind="email", name="Alt", active=False
        )
    page = client.get("/abonnieren/").content.decode()
    for channel, there in ((newsletter, True), (second, True), (gone, False)):
        assert (f"/abonnieren/{channel.public_id}/" in page) is there
    assert client.get(f"/abonnieren/{gone.public_id}/").status_code == 404


def test_other_channels_cannot_be_ordered(client: Client, newsletter: Channel) -> None:
    with within_organisation(newsletter.organisation_id):
        site = Channel.objects.get(kind="hub")
    path = f"/abonnieren/{site.public_id}/"
    assert (client.get(path).status_code, client.post(path, {"address": DORA}).status_code) == (
        404,
        404,
    )

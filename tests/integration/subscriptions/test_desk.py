"""What administrators see and do about subscriptions on the desk."""

import pytest
from django.test import Client

from ausrufer.channels.models import Channel
from ausrufer.foundation.clock import now
from ausrufer.foundation.scope import within_organisation
from ausrufer.records.models import JournalEntry
from ausrufer.records.sentences import sentence
from ausrufer.subscriptions import actions
from ausrufer.subscriptions.models import Subscription
from ausrufer.subscriptions.states import State
from tests.conftest import Town

pytestmark = pytest.mark.django_db(transaction=True)

ERIKA = "erika@mustermail.example"
MAX = "max@mustermail.example"


def page_of(newsletter: Channel) -> str:
    return f"/desk/kanaele/{newsletter.public_id}/abonnements/"


def subscribed(newsletter: Channel, address: str, *, confirmed: bool = True) -> Subscription:
    with within_organisation(newsletter.organisation_id):
        planted = actions.request_subscription(channel=newsletter, address=address)
        if confirmed:
            actions.confirm(planted)
        return Subscription.objects.get(pk=planted.pk)


def journal(town: Town, kind: str) -> list[str]:
    with within_organisation(town.organisation.pk):
        return [sentence(one) for one in JournalEntry.objects.filter(kind=kind)]


@pytest.fixture
def desk(client: Client, town: Town) -> Client:
    client.force_login(town.dirk.user)
    return client


def test_shows_numbers_and_no_address(desk: Client, newsletter: Channel) -> None:
    subscribed(newsletter, ERIKA)
    subscribed(newsletter, MAX)
    subscribed(newsletter, "neu@mustermail.example", confirmed=False)
    answer = desk.get(page_of(newsletter))
    assert (answer.context["confirmed"], answer.context["pending"]) == (2, 1)
    assert "mustermail" not in answer.content.decode()


def test_channel_page_leads_there(desk: Client, newsletter: Channel) -> None:
    channel = desk.get(f"/desk/kanaele/{newsletter.public_id}/").content.decode()
    assert f'href="{page_of(newsletter)}"' in channel
    with within_organisation(newsletter.organisation_id):
        site = Channel.objects.get(kind="hub")
    assert "abonnements" not in desk.get(f"/desk/kanaele/{site.public_id}/").content.decode()
    assert desk.get(page_of(site)).status_code == 404


def test_tells_what_is_kept_about_one_address(
    desk: Client, newsletter: Channel, town: Town
) -> None:
    subscribed(newsletter, MAX)
    wanted = subscribed(newsletter, ERIKA)
    answer = desk.post(page_of(newsletter), {"address": "Erika@Mustermail.example"})
    assert answer.context["found"] == [wanted]
    assert "willigen Sie ein" in answer.content.decode()
    assert journal(town, "subscription.looked_up") == [
        "Dirk hat nachgesehen, was bei „Post aus Musterstadt“ zu einer Adresse gespeichert ist."
    ]


def test_keeps_evidence_after_the_end(desk: Client, newsletter: Channel) -> None:
    ended = subscribed(newsletter, ERIKA)
    with within_organisation(newsletter.organisation_id):
        actions.end(ended)
    answer = desk.post(page_of(newsletter), {"address": ERIKA})
    assert [one.state for one in answer.context["found"]] == [State.ENDED]
    assert "beenden/" not in answer.content.decode()


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("niemand@mustermail.example", "Zu dieser Adresse ist nichts gespeichert."),
        ("keine Adresse", "Bitte geben Sie eine vollständige E-Mail-Adresse ein"),
        ("", "Bitte geben Sie eine E-Mail-Adresse ein."),
    ],
)
def test_says_when_there_is_nothing_to_show(
    desk: Client, newsletter: Channel, address: str, said: str
) -> None:
    assert said in desk.post(page_of(newsletter), {"address": address}).content.decode()


def test_ends_a_subscription_on_request(desk: Client, newsletter: Channel, town: Town) -> None:
    wanted = subscribed(newsletter, ERIKA)
    path = f"{page_of(newsletter)}{wanted.public_id}/beenden/"
    assert desk.get(path).status_code == 405
    for _ in range(2):  # pressed twice, it ends once
        assert desk.post(path)["Location"] == page_of(newsletter)
    with within_organisation(newsletter.organisation_id):
        found = Subscription.objects.get()
    assert (found.state, found.address) == (State.ENDED, "")
    assert journal(town, "subscription.ended_on_request") == [
        "Dirk hat auf Wunsch ein Abonnement von „Post aus Musterstadt“ beendet; "
        "die Adresse ist gelöscht."
    ]
    assert journal(town, "subscription.ended") == []


def test_an_order_nobody_confirmed_is_deleted(
    desk: Client, newsletter: Channel, town: Town
) -> None:
    wanted = subscribed(newsletter, ERIKA, confirmed=False)
    desk.post(f"{page_of(newsletter)}{wanted.public_id}/beenden/")
    with within_organisation(newsletter.organisation_id):
        assert Subscription.objects.count() == 0
    assert len(journal(town, "subscription.ended_on_request")) == 1


def test_is_for_administrators_of_this_town_only(
    client: Client, newsletter: Channel, foreign_newsletter: Channel, town: Town, neighbour: Town
) -> None:
    ours, theirs = subscribed(newsletter, ERIKA), subscribed(foreign_newsletter, ERIKA)
    for member in (town.anna, town.bekir, town.carla, neighbour.dirk):
        client.force_login(member.user)
        assert client.get(page_of(newsletter)).status_code == 404
        assert client.post(page_of(newsletter), {"address": ERIKA}).status_code == 404
        end = f"{page_of(newsletter)}{ours.public_id}/beenden/"
        assert client.post(end).status_code == 404
    client.force_login(town.dirk.user)
    assert client.post(f"{page_of(newsletter)}{theirs.public_id}/beenden/").status_code == 404
    with within_organisation(newsletter.organisation_id):
        assert Subscription.objects.get().confirmed_at <= now()
        assert Subscription.objects.get().state == State.CONFIRMED
    client.logout()
    assert client.get(page_of(newsletter)).status_code == 302

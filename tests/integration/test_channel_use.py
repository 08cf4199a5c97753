"""Out of use and back: nothing new goes there, what is out there is still looked after."""

from datetime import timedelta

import pytest
from django.test import Client

from ausrufer.announcements.actions.release import withdraw
from ausrufer.announcements.models import Announcement
from ausrufer.announcements.renditions import renditions
from ausrufer.channels.actions import put_back_into_use, take_out_of_use
from ausrufer.channels.models import Channel
from ausrufer.channels.testing import FakePlatform
from ausrufer.delivery.models import Delivery
from ausrufer.foundation.clock import now
from ausrufer.foundation.scope import within_organisation
from ausrufer.organisations.errors import Refused
from ausrufer.records.models import JournalEntry
from ausrufer.records.sentences import sentence
from tests.conftest import Town, Worker
from tests.integration.test_review_recall import approved, changed, released, states, texts

pytestmark = pytest.mark.django_db(transaction=True)

REASON = "Das Konto wird nicht mehr gepflegt."


@pytest.fixture(autouse=True)
def _empty_networks() -> None:
    for name in ("netz", "zweites", "einbahn"):
        FakePlatform.named(name).forget()


def taken_out(town: Town, channel: Channel) -> None:
    with within_organisation(town.organisation.pk):
        take_out_of_use(actor=town.dirk.actor, channel=channel, reason=REASON)


def put_back(town: Town, channel: Channel) -> None:
    with within_organisation(town.organisation.pk):
        put_back_into_use(actor=town.dirk.actor, channel=channel, reason="Doch wieder.")


def said(town: Town) -> list[str]:
    with within_organisation(town.organisation.pk):
        kinds = ["channel.taken_out_of_use", "channel.put_back_into_use"]
        told = JournalEntry.objects.filter(kind__in=kinds).order_by("sequence")
        return [sentence(one) for one in told]


def place(channel: Channel) -> str:
    return f"/desk/kanaele/{channel.public_id}/betrieb/"


def test_is_told_once_with_its_reason(town: Town) -> None:
    netz = town.channel("netz")
    taken_out(town, netz)
    with pytest.raises(Refused):
        taken_out(town, netz)
    put_back(town, netz)
    with pytest.raises(Refused):
        put_back(town, netz)
    assert said(town) == [
        f"Dirk hat den Kanal „netz“ außer Betrieb genommen: {REASON}",
        "Dirk hat den Kanal „netz“ wieder in Betrieb genommen: Doch wieder.",
    ]


@pytest.mark.parametrize("reason", ["", " \u200b "])
def test_needs_a_reason(town: Town, reason: str) -> None:
    netz = town.channel("netz")
    with within_organisation(town.organisation.pk), pytest.raises(Refused):
        take_out_of_use(actor=town.dirk.actor, channel=netz, reason=reason)
    assert said(town) == []


def test_what_waits_stays_and_goes_when_the_channel_is_back(town: Town, worker: Worker) -> None:
    netz = town.channel("netz")
    announcement = released(town, netz)
    taken_out(town, netz)
    worker.deliver()
    assert states(town, announcement) == [(1, "publish", "waiting")]
    put_back(town, netz)
    worker.deliver()
    assert states(town, announcement) == [(1, "publish", "settled")]


def test_what_is_out_there_is_taken_back(town: Town, worker: Worker) -> None:
    netz = town.channel("netz")
    announcement = released(town, netz)
    worker.deliver()
    taken_out(town, netz)
    with within_organisation(town.organisation.pk):
        withdraw(member=town.anna, announcement=announcement, reason="Falsch.")
    worker.deliver()
    assert texts("netz") == []


def test_what_is_out_there_is_corrected(town: Town, worker: Worker) -> None:
    netz = town.channel("netz")
    announcement = released(town, netz, town.channel("zweites"))
    worker.deliver()
    taken_out(town, netz)
    approved(town, changed(town, announcement, correction="Der Tag."))
    worker.deliver()
    assert ["Zweite Fassung." in text for text in texts("netz")] == [True]


def test_what_cannot_be_corrected_gets_no_second_copy(town: Town, worker: Worker) -> None:
    einbahn = town.channel("einbahn", "fake_one_way")
    announcement = released(town, einbahn, town.channel("netz"))
    worker.deliver()
    taken_out(town, einbahn)
    corrected = changed(town, announcement, correction="Der Tag.")
    with within_organisation(town.organisation.pk):
        assert [one.channel.name for one in renditions(corrected)] == ["netz"]


def test_copies_do_not_wait_for_a_site_out_of_use(town: Town, worker: Worker) -> None:
    """As with a site that is paused; only what waits behind it on the same channel does."""
    site, netz = town.channel("netz"), town.channel("zweites")
    announcement = released(town, site, netz)
    with within_organisation(town.organisation.pk):
        first = Delivery.objects.get(channel=site)
        Delivery.objects.filter(channel=netz).update(after=first)
    taken_out(town, site)
    worker.deliver()
    assert states(town, announcement) == [(1, "publish", "waiting"), (1, "publish", "settled")]


def test_nothing_new_is_chosen_for_it(client: Client, town: Town) -> None:
    netz, zweites = town.channel("netz"), town.channel("zweites")
    taken_out(town, netz)
    client.force_login(town.anna.user)
    form = client.get("/desk/mitteilungen/neu/").context["form"]
    assert form.fields["channels"].choices == [(zweites.pk, "zweites")]
    assert form.initial["channels"] == [zweites.pk]


def test_a_correction_offers_it_where_something_is_out(
    client: Client, town: Town, worker: Worker
) -> None:
    netz, zweites = town.channel("netz"), town.channel("zweites")
    announcement = released(town, netz, zweites)
    worker.deliver()
    taken_out(town, netz)
    form = form_to_change(client, town, announcement)
    assert form.fields["channels"].choices == [
        (netz.pk, "netz (außer Betrieb)"),
        (zweites.pk, "zweites"),
    ]
    assert sorted(form.initial["channels"]) == [netz.pk, zweites.pk]


def form_to_change(client: Client, town: Town, announcement: Announcement) -> object:
    client.force_login(town.anna.user)
    return client.get(f"/desk/mitteilungen/{announcement.public_id}/aendern/").context["form"]


def test_page_names_what_waits_and_takes_out(client: Client, town: Town) -> None:
    netz = town.channel("netz")
    released(town, netz, publish_at=now() + timedelta(hours=3))
    client.force_login(town.dirk.user)
    assert (
        f'href="{place(netz)}"' in client.get(f"/desk/kanaele/{netz.public_id}/").content.decode()
    )
    page = client.get(place(netz))
    assert page.context["waiting"] == 1
    assert "1 Auslieferung wartet" in page.content.decode()
    assert client.post(place(netz), {"reason": ""}).context["form"].errors.keys() == {"reason"}
    answer = client.post(place(netz), {"reason": REASON}, follow=True)
    assert answer.redirect_chain == [(f"/desk/kanaele/{netz.public_id}/", 302)]
    assert "außer Betrieb" in client.get("/desk/kanaele/").content.decode()
    page = client.get(place(netz))
    assert "Was fällig ist, geht dann sofort hinaus." in page.content.decode()
    client.post(place(netz), {"reason": "Doch wieder."})
    assert len(said(town)) == 2


def test_message_says_that_its_channel_is_out_of_use(
    client: Client, town: Town, worker: Worker
) -> None:
    netz = town.channel("netz")
    announcement = released(town, netz)
    taken_out(town, netz)
    client.force_login(town.anna.user)
    page = client.get(f"/desk/mitteilungen/{announcement.public_id}/")
    assert "Der Kanal ist außer Betrieb" in page.content.decode()
    assert page.context["again"] == 30  # nothing moves by itself


def test_only_the_administration_of_the_own_town(
    client: Client, town: Town, neighbour: Town
) -> None:
    netz = town.channel("netz")
    for person in (town.anna, town.bekir, neighbour.dirk):
        client.force_login(person.user)
        assert client.get(place(netz)).status_code == 404
        assert client.post(place(netz), {"reason": REASON}).status_code == 404
    assert said(town) == []

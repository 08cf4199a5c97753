"""The page of a channel's address: for those who set up channels, and nobody else."""

import pytest
from django.test import Client
from django.urls import reverse

from ausrufer.foundation.scope import within_organisation
from ausrufer.organisations.models import Member
from ausrufer.records.models import JournalEntry
from ausrufer.records.sentences import sentence
from tests.conftest import PASSWORD, Town
from tests.integration.calls.calling import call, called_channel, comment, words

pytestmark = pytest.mark.django_db


def logged_in(member: Member) -> Client:
    client = Client()
    assert client.login(username=member.user.email, password=PASSWORD)
    return client


def test_address_and_word_are_shown_with_what_came(town: Town) -> None:
    channel = called_channel(town)
    dirk, place = logged_in(town.dirk), reverse("webhook_address", args=[channel.public_id])
    page = dirk.get(place)
    assert "noch keine" in page.content.decode()
    assert "no-store" in page.headers["Cache-Control"]
    call(channel, comment())
    shown = dirk.get(place).content.decode()
    assert f"http://testserver/rueckruf/{words(channel).key}" in shown
    assert words(channel).agreed in shown
    assert "noch keine" not in shown
    assert "page/feed/comment/add" in shown
    assert place in dirk.get(reverse("channel", args=[channel.public_id])).content.decode()


def test_made_anew_and_deleted_with_a_word_in_the_journal(town: Town) -> None:
    channel = called_channel(town)
    dirk, place = logged_in(town.dirk), reverse("webhook_address", args=[channel.public_id])
    before = words(channel)
    assert dirk.post(place).status_code == 302
    assert words(channel).key != before.key
    assert words(channel).agreed != before.agreed
    assert dirk.post(f"{place}loeschen/").status_code == 302
    assert "noch keine Rückrufadresse" in dirk.get(place).content.decode()
    with within_organisation(town.organisation.pk):
        told = JournalEntry.objects.filter(kind__startswith="webhook.").order_by("sequence")
        assert [sentence(one) for one in told][-2:] == [
            "Dirk hat für „Seite“ eine Rückrufadresse angelegt.",
            "Dirk hat die Rückrufadresse von „Seite“ gelöscht.",
        ]


def test_nobody_else_sees_it(town: Town, neighbour: Town) -> None:
    channel = called_channel(town)
    place = reverse("webhook_address", args=[channel.public_id])
    for one in (town.anna, town.bekir, town.carla, neighbour.dirk):
        client = logged_in(one)
        assert client.get(place).status_code == 404
        assert client.post(place).status_code == 404
        assert client.post(f"{place}loeschen/").status_code == 404
    assert Client().get(place).status_code == 302
    assert words(channel).key in logged_in(town.dirk).get(place).content.decode()


def test_networks_that_do_not_call_have_no_such_page(town: Town) -> None:
    channel = town.channel("Netz")
    dirk, place = logged_in(town.dirk), reverse("webhook_address", args=[channel.public_id])
    assert dirk.get(place).status_code == dirk.post(place).status_code == 404
    assert place not in dirk.get(reverse("channel", args=[channel.public_id])).content.decode()

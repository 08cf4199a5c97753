"""What was recalled is not offered for sending again: the action would refuse it."""

import pytest
from django.test import Client
from django.urls import reverse

from ausrufer.announcements.models import Announcement
from ausrufer.channels.errors import PermanentFailure
from ausrufer.channels.testing import FakePlatform, Mishap
from ausrufer.delivery.actions import try_again
from ausrufer.delivery.models import Delivery
from ausrufer.delivery.states import State as Delivered
from ausrufer.foundation.clock import now
from ausrufer.foundation.scope import within_organisation
from ausrufer.organisations.errors import Refused
from tests.conftest import Town, Worker
from tests.integration.test_review_recall import released

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def failed(town: Town, worker: Worker) -> Announcement:
    """A message whose only delivery the platform refused."""
    FakePlatform.named("netz").forget()
    FakePlatform.named("netz").script("publish", Mishap.refused(PermanentFailure("Abgelehnt.")))
    announcement = released(town, town.channel("netz"))
    worker.deliver()
    return announcement


def message(client: Client, town: Town, announcement: Announcement) -> str:
    client.force_login(town.bekir.user)
    return client.get(f"/desk/mitteilungen/{announcement.public_id}/").content.decode()


def retry_address(town: Town, announcement: Announcement) -> str:
    with within_organisation(town.organisation.pk):
        key = Delivery.objects.get(parent=None).key
    return reverse("retry_delivery", args=[announcement.public_id, key])


def recalled(town: Town) -> None:
    """Recalled while it was under way; the platform's no came afterwards."""
    with within_organisation(town.organisation.pk):
        Delivery.objects.filter(parent=None).update(recalled_at=now())


def unclear(town: Town) -> None:
    with within_organisation(town.organisation.pk):
        Delivery.objects.update(state=Delivered.UNCLEAR)


def titles_that_need_help(client: Client, town: Town) -> list[str]:
    client.force_login(town.bekir.user)
    return [one.title for _, one, _ in client.get("/desk/").context["troubled"]]


def test_failed_is_offered_until_it_is_recalled(
    client: Client, town: Town, failed: Announcement
) -> None:
    address = retry_address(town, failed)
    assert message(client, town, failed).count(f'action="{address}"') == 1
    assert titles_that_need_help(client, town) == [failed.title]
    recalled(town)
    page = message(client, town, failed)
    assert page.count(f'action="{address}"') == 0
    assert "geht nicht mehr hinaus" in page
    assert titles_that_need_help(client, town) == []


def test_unclear_asks_what_became_of_it_but_sends_nothing(
    client: Client, town: Town, failed: Announcement
) -> None:
    unclear(town)
    assert message(client, town, failed).count('value="resend"') == 1
    recalled(town)
    page = message(client, town, failed)
    assert [page.count(f'value="{word}"') for word in ("arrived", "resend", "leave")] == [1, 0, 1]
    assert titles_that_need_help(client, town) == [failed.title]


def test_letters_of_a_recalled_newsletter_are_not_sent_again(
    client: Client, town: Town, failed: Announcement
) -> None:
    """A letter is stopped by its newsletter's recall, on the page and in the action."""
    with within_organisation(town.organisation.pk):
        whole = Delivery.objects.get()
        letter = Delivery.objects.create(
            organisation=town.organisation,
            subject=whole.subject,
            channel=whole.channel,
            purpose=whole.purpose,
            revision=2,
            parent=whole,
            fingerprint=whole.fingerprint,
            state=Delivered.FAILED,
            due_at=now(),
        )
        Delivery.objects.filter(pk=whole.pk).update(state=Delivered.SETTLED)
    address = retry_address(town, failed)
    assert message(client, town, failed).count(f'action="{address}"') == 1
    recalled(town)
    assert message(client, town, failed).count(f'action="{address}"') == 0
    with within_organisation(town.organisation.pk), pytest.raises(Refused):
        try_again(actor=town.bekir.actor, delivery=letter)

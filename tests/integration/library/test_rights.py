"""Nothing goes out with expired rights or without consent, whenever they ended."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from ausrufer.announcements.actions.approve import decide, submit_for_approval
from ausrufer.announcements.actions.pictures import choose_picture
from ausrufer.announcements.actions.write import create_announcement
from ausrufer.announcements.content import Content
from ausrufer.announcements.models import Announcement
from ausrufer.approval.models import ApprovalRequest
from ausrufer.approval.policy import Verdict
from ausrufer.channels.testing import FakePlatform
from ausrufer.delivery.actions import try_again
from ausrufer.delivery.models import Delivery
from ausrufer.delivery.states import State
from ausrufer.foundation.clock import in_town_time, now, pretending
from ausrufer.foundation.scope import within_organisation
from ausrufer.library.actions import Details, keep_details
from ausrufer.library.models import Asset
from ausrufer.library.policy import Consent, Licence
from ausrufer.organisations.errors import Refused
from tests.conftest import Town, Worker
from tests.integration.library.conftest import added

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _empty_network() -> None:
    FakePlatform.named("netz").forget()


def known(town: Town, asset: Asset, **more: Any) -> Asset:
    given = {
        "title": "Rathaus",
        "alt_text": "Das Rathaus",
        "licence": Licence.OWN,
        "consent": Consent.NOT_NEEDED,
    }
    with within_organisation(town.organisation.pk):
        asset.refresh_from_db()
        details = Details(**{**given, **more})  # type: ignore[arg-type]
        return keep_details(member=town.anna, asset=asset, version=asset.version, details=details)


def written(town: Town, asset: Asset, **content: Any) -> Announcement:
    with within_organisation(town.organisation.pk):
        message = create_announcement(
            actor=town.anna.actor,
            department=town.press,
            content=Content(title="Schnee", body="Es schneit.", **content),
            channels=[town.channel("netz")],
        )
        choose_picture(member=town.anna, announcement=message, asset=asset)
        message.refresh_from_db()
        return message


def submitted(town: Town, message: Announcement) -> ApprovalRequest:
    with within_organisation(town.organisation.pk):
        return submit_for_approval(member=town.anna, announcement=message)


def released(town: Town, request: ApprovalRequest) -> None:
    with within_organisation(town.organisation.pk):
        decide(
            member=town.bekir,
            request=request,
            verdict=Verdict.APPROVED,
            fingerprint=request.fingerprint,
            comment="",
        )


def delivery(town: Town) -> Delivery:
    with within_organisation(town.organisation.pk):
        return Delivery.objects.get()


def test_with_rights_it_goes_out(town: Town, worker: Worker) -> None:
    today = in_town_time(now()).date()
    asset = known(town, added(town.anna), rights_until=today)
    released(town, submitted(town, written(town, asset)))
    worker.deliver()
    assert delivery(town).state == State.SETTLED
    (copy,) = FakePlatform.named("netz").copies.values()
    assert [one.alt_text for one in copy.outgoing.pictures] == ["Das Rathaus"]


@pytest.mark.parametrize("planned", [False, True])
def test_submission_stops_what_may_not_be_shown_that_day(town: Town, *, planned: bool) -> None:
    today = in_town_time(now()).date()
    ends = today + timedelta(days=3 if planned else -1)
    asset = known(town, added(town.anna), rights_until=ends)
    times = {"publish_at": now() + timedelta(days=5)} if planned else {}
    message = written(town, asset, **times)
    with pytest.raises(Refused, match="Das Nutzungsrecht gilt nur bis"):
        submitted(town, message)


def test_a_consent_taken_back_stops_the_approval(town: Town) -> None:
    asset = known(town, added(town.anna), consent=Consent.GIVEN)
    request = submitted(town, written(town, asset))
    known(town, asset, consent=Consent.MISSING)
    with pytest.raises(Refused, match="fehlt die Einwilligung"):
        released(town, request)
    with within_organisation(town.organisation.pk):
        assert Delivery.objects.count() == 0
    known(town, asset, consent=Consent.GIVEN)  # a mistake: nothing else has changed
    released(town, request)


def test_rights_that_end_while_it_waits_stop_it_and_people_see_why(
    town: Town, worker: Worker, anna: Client
) -> None:
    day = in_town_time(now()).date() + timedelta(days=5)
    asset = known(town, added(town.anna), rights_until=day)
    released(town, submitted(town, written(town, asset, publish_at=now() + timedelta(days=5))))
    known(town, asset, rights_until=day - timedelta(days=2))
    with pretending(now() + timedelta(days=5, minutes=1)):
        worker.deliver()
        stopped = delivery(town)
        assert stopped.state == State.FAILED
        assert stopped.for_staff.startswith("Bild „Rathaus“: Das Nutzungsrecht ist abgelaufen.")
        assert FakePlatform.named("netz").copies == {}
        (_stopped, message, _word) = anna.get("/desk/").context["troubled"][0]
        assert message.title == "Schnee"
        # prolonged, it goes out on a person's word
        known(town, asset, rights_until=day)
        with within_organisation(town.organisation.pk):
            try_again(actor=town.anna.actor, delivery=stopped)
        worker.deliver()
        assert delivery(town).state == State.SETTLED


def test_rights_of_the_next_town_are_its_own(town: Town, neighbour: Town, worker: Worker) -> None:
    """The same file may be theirs without consent and ours with it."""
    asset = known(town, added(town.anna))
    theirs = added(neighbour.anna)
    assert theirs.sha256 == asset.sha256
    with within_organisation(neighbour.organisation.pk):
        details = Details(consent=Consent.MISSING)
        keep_details(member=neighbour.anna, asset=theirs, version=theirs.version, details=details)
    released(town, submitted(town, written(town, asset)))
    worker.deliver()
    assert delivery(town).state == State.SETTLED


def test_where_a_picture_is_in_use(town: Town, worker: Worker, anna: Client) -> None:
    asset = known(town, added(town.anna))
    message = written(town, asset)
    page = f"/desk/bilder/eintrag/{asset.public_id}/"
    (use,) = anna.get(page).context["uses"]
    assert (use.title, use.word, use.copies) == ("Schnee", "Entwurf", ())
    released(town, submitted(town, message))
    worker.deliver()
    (use,) = anna.get(page).context["uses"]
    assert (use.title, use.word) == ("Schnee", "veröffentlicht")
    assert [name for name, _address in use.copies] == ["netz"]
    # Today tells when it is time to take it down, and where it stands
    known(town, asset, rights_until=in_town_time(now()).date() + timedelta(days=7))
    (row,) = anna.get("/desk/").context["pictures"]
    assert row["asset"] == asset
    assert [one.title for one in row["uses"]] == ["Schnee"]
    assert "Bild „Rathaus“" in anna.get("/desk/").content.decode()


def test_what_nobody_uses_is_not_on_the_today_page(town: Town, anna: Client) -> None:
    known(town, added(town.anna), rights_until=in_town_time(now()).date())
    assert anna.get("/desk/").context["pictures"] == []
    assert "Rathaus</a>" in anna.get("/desk/bilder/?nur=ende").content.decode()

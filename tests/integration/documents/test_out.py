"""A document on its way out: onto the town's own page, and to a network that takes one."""

from typing import Any

import feedparser
import pytest
from lxml import html

from ausrufer.announcements.models import Announcement
from ausrufer.announcements.renditions import renditions
from ausrufer.channels import registry
from ausrufer.channels.models import Channel
from ausrufer.channels.testing import FakePlatform
from ausrufer.delivery.actions import Consignment, order_deliveries
from ausrufer.delivery.models import Delivery
from ausrufer.delivery.states import Purpose, State
from ausrufer.foundation.file_store import FileStore
from ausrufer.foundation.scope import within_organisation
from ausrufer.library.models import Asset
from ausrufer.library.policy import Consent
from ausrufer.library.uses import uses_of
from tests.conftest import FAKES, Town, Worker
from tests.integration.documents.conftest import PLAN, documented
from tests.integration.films.test_out import own_site

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _networks(_folders: None, settings: Any) -> None:
    for name in ("papier", "nur-text"):
        FakePlatform.named(name).forget()
    settings.AUSRUFER_CONNECTORS = [
        *FAKES,
        "ausrufer.connectors.hub.HubConnector",
        "tests.integration.documents.paper.PaperConnector",
    ]
    registry._connectors.cache_clear()


def released(town: Town, message: Announcement, *more: Channel) -> None:
    """Order the deliveries of a message with a document."""
    documented(town, message)
    with within_organisation(town.organisation.pk):
        for channel in more:
            message.placements.create(organisation_id=message.organisation_id, channel=channel)
        found = renditions(Announcement.objects.get(pk=message.pk))
        order_deliveries(
            actor=town.anna.actor,
            subject=message.subject,
            revision=1,
            consignments=[Consignment(one.channel, Purpose.PUBLISH, one.outgoing) for one in found],
        )


def deliveries(town: Town) -> dict[str, Delivery]:
    with within_organisation(town.organisation.pk):
        return {one.channel.name: one for one in Delivery.objects.select_related("channel")}


def test_a_network_that_takes_documents_gets_it_the_other_nothing_new(
    town: Town, message: Announcement, worker: Worker
) -> None:
    released(town, message)
    worker.deliver()
    assert {one.state for one in deliveries(town).values()} == {State.SETTLED}
    (taken,) = FakePlatform.named("papier").copies.values()
    (document,) = taken.outgoing.documents
    assert (document.content, document.title, document.pages) == (PLAN, "Haushaltsplan 2027", 3)
    (other,) = FakePlatform.named("nur-text").copies.values()
    assert other.outgoing.documents == ()


def test_the_own_page_leads_to_the_document_on_its_own_ground(
    town: Town, message: Announcement, worker: Worker, settings: Any
) -> None:
    released(town, message, own_site(town))
    worker.deliver()
    web = settings.PUBLIC_FOLDER / "musterstadt/web"
    (written,) = web.glob("2*/*/haushalt*/index.html")
    page = html.fromstring(written.read_bytes())
    (link,) = page.xpath("//a[@type='application/pdf']")
    assert link.text_content().startswith("Haushaltsplan 2027 (PDF, 3 Seiten, ")
    file = (written.parent / link.get("href")).resolve()
    assert (file.name, file.read_bytes()) == ("haushaltsplan-2027.pdf", PLAN)
    assert not page.xpath("//iframe|//embed|//object")
    assert "haushaltsplan-2027.pdf" in (written.parent / "text.txt").read_text()
    feed = feedparser.parse((web / "feed.atom").read_bytes())
    files = [one.href for one in feed.entries[0].enclosures]
    assert [one for one in files if one.endswith("/haushaltsplan-2027.pdf")] == files


def test_a_file_changed_since_the_approval_never_goes_out(
    town: Town, message: Announcement, worker: Worker, settings: Any
) -> None:
    released(town, message)
    with within_organisation(town.organisation.pk):
        sha256 = Asset.objects.get().sha256
    path = FileStore(settings.MEDIA_FOLDER).path(sha256)
    path.chmod(0o600)
    path.write_bytes(PLAN.replace(b"%PDF", b"%PDX"))
    worker.deliver()
    assert not FakePlatform.named("papier").copies
    assert deliveries(town)["papier"].state != State.SETTLED


def test_a_lost_file_is_told_and_nothing_goes_out(
    town: Town, message: Announcement, worker: Worker, settings: Any
) -> None:
    released(town, message)
    with within_organisation(town.organisation.pk):
        FileStore(settings.MEDIA_FOLDER).path(Asset.objects.get().sha256).unlink()
    worker.deliver()
    assert deliveries(town)["papier"].state == State.FAILED
    assert not FakePlatform.named("papier").copies


def test_rights_that_ended_stop_it(town: Town, message: Announcement, worker: Worker) -> None:
    released(town, message)
    with within_organisation(town.organisation.pk):
        Asset.objects.update(consent=Consent.MISSING)
    worker.deliver()
    found = deliveries(town)
    assert found["papier"].state == State.FAILED
    assert "Dokument „Haushaltsplan 2027“" in found["papier"].for_staff
    assert found["nur-text"].state == State.SETTLED


def test_the_library_knows_where_it_is_public(
    town: Town, message: Announcement, worker: Worker
) -> None:
    released(town, message)
    worker.deliver()
    with within_organisation(town.organisation.pk):
        asset = Asset.objects.get()
        (use,) = uses_of([asset])[asset.pk]
    assert [name for name, _url in use.copies] == ["papier"]

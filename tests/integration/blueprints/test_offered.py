"""Templates of a host: offered, begun with, copied; nothing changes by itself."""

import pytest

from ausrufer.announcements.blueprints.actions import keep_blueprint
from ausrufer.announcements.content import Content
from ausrufer.announcements.kind_shape import FieldType, Kind, KindField
from ausrufer.announcements.models import Blueprint
from ausrufer.announcements.offered.actions import set_offered
from ausrufer.announcements.offered.offering import BLUEPRINTS
from ausrufer.foundation.scope import within_organisation
from ausrufer.organisations.errors import NotForYou
from tests.conftest import Town
from tests.integration.test_offered_snippets import county, hosted, logged_in, of, page

__all__ = ["county", "hosted"]
pytestmark = pytest.mark.django_db
LIST = "/desk/vorlagen/"
OWN = Kind(
    "own-1",
    "Hitzetag",
    (KindField("place", "Kühler Ort"), KindField("on", "Tag", FieldType.DAY)),
    number=1,
)


def kept(town: Town, content: Content, *, offered: bool = True) -> Blueprint:
    with within_organisation(town.organisation.pk):
        dirk = of(town.dirk)
        found = keep_blueprint(
            member=dirk,
            blueprint=None,
            name=content.title,
            content=content,
            channels=[],
            department=None,
            review_on=None,
        )
        if offered:
            set_offered(BLUEPRINTS, member=dirk, thing=found, offered=True)
        return found


def copies(town: Town) -> list[tuple[str, str]]:
    with within_organisation(town.organisation.pk):
        return list(Blueprint.objects.values_list("title", "body"))


def test_what_is_offered_is_used_and_copied_and_nothing_else_is_seen(
    county: Town, hosted: Town, neighbour: Town
) -> None:
    content = Content(title="Hitze", body="Trinken Sie genug.", details={"place": "Stadtpark"})
    offer = kept(county, content.as_kind(OWN))
    inside = kept(county, Content(title="Intern", body="Nur im Amt."), offered=False)
    for address in (LIST, "/desk/mitteilungen/neu/"):
        assert "Hitze" in page(hosted.anna, address)
        assert "Intern" not in page(hosted.anna, address)
        assert "Hitze" not in page(neighbour.anna, address)
    begun = page(hosted.anna, f"/desk/mitteilungen/neu/?angebot={offer.public_id}")
    assert "Trinken Sie genug." in begun
    assert "**Kühler Ort:** Stadtpark" in begun
    for stranger, wanted in ((hosted.anna, inside), (neighbour.anna, offer)):
        client = logged_in(stranger)
        asked = client.get(f"/desk/mitteilungen/neu/?angebot={wanted.public_id}")
        taken = client.post(f"{LIST}angeboten/{wanted.public_id}/uebernehmen/")
        assert (asked.status_code, taken.status_code) == (404, 404)
    anna = logged_in(hosted.anna)
    anna.post(f"{LIST}angeboten/{offer.public_id}/uebernehmen/")
    again = anna.post(f"{LIST}angeboten/{offer.public_id}/uebernehmen/", follow=True)
    assert "schon übernommen" in again.content.decode()
    assert copies(hosted) == [("Hitze", "- **Kühler Ort:** Stadtpark\n\nTrinken Sie genug.")]


def test_a_change_of_the_host_is_shown_and_taken_by_a_person_only(
    county: Town, hosted: Town
) -> None:
    offer = kept(county, Content(title="Hitze", body="Trinken Sie genug."))
    anna = logged_in(hosted.anna)
    anna.post(f"{LIST}angeboten/{offer.public_id}/uebernehmen/")
    with within_organisation(county.organisation.pk):
        Blueprint.objects.update(body="Trinken Sie mehr.")
    assert copies(hosted) == [("Hitze", "Trinken Sie genug.")]
    assert "dort geändert" in page(hosted.anna, LIST)
    answer = f"{LIST}angeboten/{offer.public_id}/aenderung/"
    stale = anna.post(answer, {"word": "take", "shown": "Hitze\nTrinken Sie genug."}, follow=True)
    assert "noch einmal geändert" in stale.content.decode()
    anna.post(answer, {"word": "?", "shown": "Hitze\r\nTrinken Sie mehr."})  # decides nothing
    assert "dort geändert" in page(hosted.anna, LIST)
    anna.post(answer, {"word": "take", "shown": "Hitze\r\nTrinken Sie mehr."})
    assert copies(hosted) == [("Hitze", "Trinken Sie mehr.")]
    assert "dort geändert" not in page(hosted.anna, LIST)


def test_only_hosts_offer(county: Town, hosted: Town) -> None:
    own = kept(county, Content(title="Hitze"), offered=False)
    address = f"{LIST}{own.public_id}/anbieten/"
    for stranger in (county.carla, hosted.dirk, hosted.anna):
        assert logged_in(stranger).post(address, {"word": "offer"}).status_code == 404
    assert "Hitze" not in page(hosted.anna, LIST)
    with within_organisation(hosted.organisation.pk), pytest.raises(NotForYou):
        set_offered(BLUEPRINTS, member=of(hosted.dirk), thing=own, offered=True)


def test_a_word_nobody_offered_takes_no_offer_back(county: Town, hosted: Town) -> None:
    own = kept(county, Content(title="Hitze"))
    said = logged_in(county.dirk).post(f"{LIST}{own.public_id}/anbieten/", {}, follow=True)
    assert "Bitte wählen Sie, was geschehen soll." in said.content.decode()
    assert "Hitze" in page(hosted.anna, LIST)

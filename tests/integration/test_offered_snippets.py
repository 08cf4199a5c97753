"""Snippets of a host: offered, used, copied; nothing else is seen, nothing changes by itself."""

import pytest
from django.test import Client

from ausrufer.announcements.actions.snippets import forget_snippet, keep_snippet
from ausrufer.announcements.models import Snippet
from ausrufer.announcements.offered.actions import set_offered
from ausrufer.announcements.offered.offering import SNIPPETS
from ausrufer.announcements.offered.reading import offers_to
from ausrufer.foundation.scope import within_organisation
from ausrufer.organisations.actions.hosting import end_hosting
from ausrufer.organisations.actions.people import change_roles
from ausrufer.organisations.errors import NotForYou
from ausrufer.organisations.models import Member, Organisation
from ausrufer.organisations.policy import Grant, Role
from ausrufer.records.queries import newest_entries
from ausrufer.records.sentences import sentence
from tests.conftest import PASSWORD, Town, build_town

pytestmark = pytest.mark.django_db

PAGE = "/desk/bausteine/"


@pytest.fixture
def county(db: None) -> Town:
    built = build_town("Landkreis Musterland", "musterland")
    Organisation.objects.filter(pk=built.organisation.pk).update(hosts_others=True)
    with within_organisation(built.organisation.pk):
        both = [Grant(Role.ADMINISTRATOR, None), Grant(Role.AUTHOR, None)]
        change_roles(member=built.dirk, colleague=built.dirk, grants=both)
    return built


@pytest.fixture
def hosted(county: Town, town: Town) -> Town:
    Organisation.objects.filter(pk=town.organisation.pk).update(host=county.organisation)
    return town


def of(member: Member) -> Member:
    """Return the member as a request would read it."""
    with within_organisation(member.organisation_id):
        found = Member.objects.select_related("organisation").get(pk=member.pk)
        assert found.rights is not None
        return found


def kept(town: Town, name: str, text: str, *, offered: bool = True) -> Snippet:
    with within_organisation(town.organisation.pk):
        dirk = of(town.dirk)
        found = keep_snippet(
            member=of(town.anna),
            snippet=None,
            name=name,
            text=text,
            department=None,
            review_on=None,
        )
        if offered:
            set_offered(SNIPPETS, member=dirk, thing=found, offered=True)
        return found


def rewritten(town: Town, snippet: Snippet, text: str) -> None:
    with within_organisation(town.organisation.pk):
        found = Snippet.objects.get(pk=snippet.pk)
        keep_snippet(
            member=of(town.dirk),
            snippet=found,
            name=found.name,
            text=text,
            department=None,
            review_on=None,
            version=found.version,
        )


def logged_in(member: Member) -> Client:
    client = Client()
    assert client.login(email=member.user.email, password=PASSWORD)
    return client


def page(member: Member, address: str = PAGE) -> str:
    return logged_in(member).get(address).content.decode()


def copies(town: Town) -> list[str]:
    with within_organisation(town.organisation.pk):
        return list(Snippet.objects.values_list("text", flat=True))


def test_what_is_offered_is_seen_and_used_and_nothing_else(
    county: Town, hosted: Town, neighbour: Town
) -> None:
    kept(county, "Warnung", "Meiden Sie das Gebiet.")
    kept(county, "Intern", "Nur für das Landratsamt.", offered=False)
    kept(neighbour, "Nebenan", "Text der Nachbarstadt.", offered=False)
    with within_organisation(neighbour.organisation.pk):
        Snippet.objects.update(offered=True)  # planted: it hosts nobody, so it may offer nothing
    for address in (PAGE, "/desk/mitteilungen/neu/"):
        seen = page(hosted.anna, address)
        assert "Meiden Sie das Gebiet." in seen
        assert "von Landkreis Musterland" in seen or "Von Landkreis Musterland" in seen
        assert "Nur für das Landratsamt." not in seen
        assert "Text der Nachbarstadt." not in seen
    assert "Meiden Sie das Gebiet." not in page(neighbour.anna)
    assert copies(hosted) == []  # seen, not stored


def test_a_sibling_sees_nothing_of_a_copy(county: Town, hosted: Town, neighbour: Town) -> None:
    Organisation.objects.filter(pk=neighbour.organisation.pk).update(host=county.organisation)
    offer = kept(county, "Warnung", "Meiden Sie das Gebiet.")
    anna = logged_in(hosted.anna)
    assert anna.post(f"{PAGE}angebot/{offer.public_id}/uebernehmen/").status_code == 302
    with within_organisation(hosted.organisation.pk):
        Snippet.objects.update(text="Musterstadts eigene Worte.", offered=True)
    assert "Meiden Sie das Gebiet." in page(neighbour.anna)
    assert "Musterstadts eigene Worte." not in page(neighbour.anna)
    assert "Musterstadts eigene Worte." not in page(county.dirk)


def test_a_change_of_the_host_is_shown_and_taken_by_a_person_only(
    county: Town, hosted: Town
) -> None:
    offer = kept(county, "Warnung", "Meiden Sie das Gebiet.")
    anna = logged_in(hosted.anna)
    anna.post(f"{PAGE}angebot/{offer.public_id}/uebernehmen/")
    assert copies(hosted) == ["Meiden Sie das Gebiet."]
    again = anna.post(f"{PAGE}angebot/{offer.public_id}/uebernehmen/", follow=True)
    assert "schon übernommen" in again.content.decode()
    assert "dort geändert" not in page(hosted.anna)
    rewritten(county, offer, "Meiden Sie das ganze Tal.")
    assert copies(hosted) == ["Meiden Sie das Gebiet."]  # never by itself
    assert "dort geändert" in page(hosted.anna)
    answer = f"{PAGE}angebot/{offer.public_id}/aenderung/"
    outdated = {"word": "take", "shown": "Meiden Sie das Gebiet."}
    assert "noch einmal geändert" in anna.post(answer, outdated, follow=True).content.decode()
    assert copies(hosted) == ["Meiden Sie das Gebiet."]
    anna.post(answer, {"word": "leave", "shown": "Meiden Sie das ganze Tal."})
    assert copies(hosted) == ["Meiden Sie das Gebiet."]
    assert "dort geändert" not in page(hosted.anna)
    rewritten(county, offer, "Meiden Sie Tal\nund Berg.")
    anna.post(answer, {"word": "take", "shown": "Meiden Sie Tal\r\nund Berg."})
    assert copies(hosted) == ["Meiden Sie Tal\nund Berg."]
    with within_organisation(hosted.organisation.pk):
        assert sentence(newest_entries()[0]) == (
            "Anna hat die Änderung von Landkreis Musterland am Textbaustein „Warnung“ übernommen."
        )


@pytest.mark.parametrize("end", ["not offered", "deleted", "no host any more"])
def test_when_the_offer_ends_the_copy_stays_and_the_offer_is_gone(
    county: Town, hosted: Town, end: str
) -> None:
    offer, other = kept(county, "Warnung", "Meiden Sie."), kept(county, "Info", "Bleiben Sie.")
    anna = logged_in(hosted.anna)
    anna.post(f"{PAGE}angebot/{offer.public_id}/uebernehmen/")
    with within_organisation(county.organisation.pk):
        dirk = of(county.dirk)
        for one in (offer, other):
            if end == "not offered":
                set_offered(SNIPPETS, member=dirk, thing=one, offered=False)
            elif end == "deleted":
                forget_snippet(member=dirk, snippet=Snippet.objects.get(pk=one.pk))
        if end == "no host any more":
            end_hosting(member=dirk, town=hosted.organisation)
    assert copies(hosted) == ["Meiden Sie."]
    with within_organisation(hosted.organisation.pk):
        assert offers_to(SNIPPETS, hosted.organisation.pk) == []
    assert "Bleiben Sie." not in page(hosted.anna)
    assert anna.post(f"{PAGE}angebot/{other.public_id}/uebernehmen/").status_code == 404
    sent = {"word": "take", "shown": "Meiden Sie."}
    assert anna.post(f"{PAGE}angebot/{offer.public_id}/aenderung/", sent).status_code == 404


def test_only_hosts_offer_and_only_their_own(county: Town, hosted: Town) -> None:
    offer = kept(county, "Warnung", "Meiden Sie.", offered=False)
    address = f"{PAGE}{offer.public_id}/anbieten/"
    for stranger in (county.anna, county.carla, hosted.dirk, hosted.anna):
        assert logged_in(stranger).post(address, {"word": "offer"}).status_code == 404
    assert "anbieten" in page(county.dirk, f"{PAGE}{offer.public_id}/")
    assert "anbieten" not in page(county.anna, f"{PAGE}{offer.public_id}/")
    assert logged_in(county.dirk).post(address, {"word": "offer"}).status_code == 302
    assert "Meiden Sie." in page(hosted.anna)
    with within_organisation(hosted.organisation.pk), pytest.raises(NotForYou):
        set_offered(SNIPPETS, member=of(hosted.dirk), thing=offer, offered=True)


def test_who_does_not_write_takes_nothing(county: Town, hosted: Town) -> None:
    offer = kept(county, "Warnung", "Meiden Sie.")
    assert "Als eigenen übernehmen" in page(hosted.anna)
    assert "Als eigenen übernehmen" not in page(hosted.carla)
    address = f"{PAGE}angebot/{offer.public_id}/uebernehmen/"
    assert logged_in(hosted.carla).post(address).status_code == 404
    assert copies(hosted) == []

"""Hosting: a county sees numbers of its towns, creates new ones, and reads nothing."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client

from ausrufer.announcements.actions.write import create_announcement
from ausrufer.announcements.content import Content
from ausrufer.announcements.models import Announcement
from ausrufer.channels.models import Channel, RegisterEntry
from ausrufer.delivery.models import Delivery
from ausrufer.foundation.clock import now
from ausrufer.foundation.scope import within_organisation
from ausrufer.organisations.actions.people import change_roles
from ausrufer.organisations.models import Member, Organisation
from ausrufer.organisations.policy import Grant, Role
from ausrufer.project.cli.faults import CommandFault
from ausrufer.project.cli.work.create_organisation import create_organisation
from ausrufer.records.queries import newest_entries
from ausrufer.records.sentences import sentence
from tests.conftest import PASSWORD, Town, build_town, run_jobs

pytestmark = pytest.mark.django_db(transaction=True)

PAGE = "/desk/haeuser/"
NEW = {
    "name": "Gemeinde Auental",
    "slug": "auental",
    "departments": "Presse\n\nBauhof\nPresse",
    "admin_name": "Greta Grün",
    "admin_email": "Greta@Auental.example",
}


@pytest.fixture
def county(db: None) -> Town:
    built = build_town("Landkreis Musterland", "musterland")
    Organisation.objects.filter(pk=built.organisation.pk).update(hosts_others=True)
    return built


@pytest.fixture
def hosted(county: Town, town: Town) -> Town:
    Organisation.objects.filter(pk=town.organisation.pk).update(host=county.organisation)
    return town


def logged_in(member: Member) -> Client:
    client = Client()
    assert client.login(email=member.user.email, password=PASSWORD)
    return client


def newest(organisation: Organisation) -> str:
    with within_organisation(organisation.pk):
        return sentence(newest_entries()[0])


def text_of(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_a_county_creates_a_town_and_its_first_person_comes_in(county: Town) -> None:
    dirk = logged_in(county.dirk)
    assert dirk.post(f"{PAGE}neu/", NEW).status_code == 302
    town = Organisation.objects.get(slug="auental")
    assert town.host == county.organisation
    assert not town.hosts_others
    assert newest(county.organisation) == (
        "Dirk hat „Gemeinde Auental“ als beherbergtes Haus angelegt."
    )
    assert newest(town) == (
        "Dirk (Landkreis Musterland) hat dieses Haus angelegt und Greta Grün eingeladen, "
        "es zu verwalten."
    )
    run_jobs()
    assert mail.outbox[-1].to == ["greta@auental.example"]
    path = re.search(r"/accounts/einladung/[\w-]+/", str(mail.outbox[-1].body))
    assert path is not None
    assert "Einladung unterwegs" in dirk.get(PAGE).content.decode()
    greta = Client()
    answer = greta.post(
        path[0], {"password": "eine-lange-Wortfolge-7", "again": "eine-lange-Wortfolge-7"}
    )
    assert answer.status_code == 302
    with within_organisation(town.pk):
        member = Member.objects.get()
        assert member.rights.grants == {Grant(Role.ADMINISTRATOR, None)}
        assert sorted(town.departments.values_list("name", flat=True)) == ["Bauhof", "Presse"]
    assert greta.get("/desk/menschen/einladen/").status_code == 200
    assert "Landkreis Musterland beherbergt Ihr Haus." in greta.get(PAGE).content.decode()
    assert greta.get(f"{PAGE}neu/").status_code == 404  # who is hosted hosts nobody
    page = dirk.get(PAGE).content.decode()
    assert "Einladung unterwegs" not in page
    answer = dirk.post(f"{PAGE}auental/einladen/", follow=True)
    assert "Dort arbeitet schon jemand." in answer.content.decode()


def test_a_letter_that_went_astray_is_written_again(county: Town) -> None:
    dirk = logged_in(county.dirk)
    dirk.post(f"{PAGE}neu/", NEW)
    run_jobs()
    first = str(mail.outbox[-1].body)
    assert dirk.post(f"{PAGE}auental/einladen/").status_code == 302
    run_jobs()
    assert mail.outbox[-1].to == ["greta@auental.example"]
    assert str(mail.outbox[-1].body) != first
    old = re.search(r"/accounts/einladung/[\w-]+/", first)
    assert old is not None
    assert "gilt nicht mehr" in Client().get(old[0]).content.decode()


def plant(town: Town) -> Announcement:
    """Leave in the town what a host must see as numbers only."""
    with within_organisation(town.organisation.pk):
        channel = town.channel("geheimes Netz")
        announcement = create_announcement(
            actor=town.anna.actor,
            department=town.press,
            content=Content(title="Noch nicht sagen", body="Vertraulich."),
            channels=[channel],
        )
        Announcement.objects.update(published_at=now() - timedelta(days=3))
        Channel.objects.update(paused_at=now(), paused_reason="Passwort geändert")
        RegisterEntry.objects.create(
            organisation=town.organisation,
            channel=channel,
            next_review_on=(now() - timedelta(days=2)).date(),
        )
        Delivery.objects.bulk_create(
            Delivery(
                organisation=town.organisation,
                channel=channel,
                subject=f"announcement:{announcement.public_id}",
                revision=number + 1,
                purpose="publish",
                state=state,
                content={},
                fingerprint="0" * 64,
                created_at=now(),
                due_at=now(),
            )
            for number, state in enumerate(["failed", "failed", "unclear"])
        )
    return announcement


def test_a_host_sees_numbers_and_nothing_else(county: Town, hosted: Town, neighbour: Town) -> None:
    announcement = plant(hosted)
    plant(neighbour)  # a sibling nobody hosts
    dora = logged_in(county.dirk)
    page = dora.get(PAGE).content.decode()
    said = text_of(page)
    for number in ("2 fehlgeschlagen", "1 unklar", "1 angehalten", "1 zu überprüfen"):
        assert number in said
    assert "Nachbarstadt" not in said
    for secret in ("Noch nicht sagen", "Vertraulich", "geheimes Netz", "Anna", "@musterstadt"):
        assert secret not in page
    for address in (
        f"/desk/mitteilungen/{announcement.public_id}/",
        f"/desk/menschen/{hosted.anna.pk}/",
        f"/desk/kanaele/{channel_of(hosted).public_id}/",
    ):
        assert dora.get(address).status_code == 404
        assert logged_in(hosted.dirk).get(address).status_code == 200
    assert "Noch nicht sagen" not in dora.get("/desk/mitteilungen/").content.decode()
    assert "Noch nicht sagen" not in dora.get("/desk/protokoll/").content.decode()
    assert "musterstadt.example" not in dora.get("/desk/menschen/").content.decode()
    dora.post("/desk/konto/organisation/", {"organisation": hosted.organisation.pk})
    assert "Landkreis Musterland" in dora.get("/desk/").content.decode()  # no way in by switching


def channel_of(town: Town) -> Channel:
    with within_organisation(town.organisation.pk):
        return Channel.objects.get()


def test_numbers_take_as_many_queries_for_many_towns_as_for_one(
    county: Town, hosted: Town, django_assert_max_num_queries: object
) -> None:
    from ausrufer.desk.house_health import health_of

    plant(hosted)
    with django_assert_max_num_queries(5):  # type: ignore[operator]
        found = health_of([hosted.organisation.pk, 4711], now().date())
    assert (found[hosted.organisation.pk].failed, found[4711].failed) == (2, 0)


@pytest.mark.parametrize("side", ["host", "guest"])
def test_hosting_ends_from_either_side(county: Town, hosted: Town, side: str) -> None:
    plant(hosted)
    if side == "host":
        answer = logged_in(county.dirk).post(f"{PAGE}musterstadt/beenden/")
    else:
        answer = logged_in(hosted.dirk).post(f"{PAGE}gastgeber/beenden/")
    assert answer.status_code == 302
    assert Organisation.objects.get(slug="musterstadt").host is None
    assert "beendet, dass „Landkreis Musterland“ „Musterstadt“" in newest(county.organisation)
    assert "beendet, dass „Landkreis Musterland“ „Musterstadt“" in newest(hosted.organisation)
    dora = logged_in(county.dirk)
    assert "Musterstadt" not in text_of(dora.get(PAGE).content.decode())
    assert dora.post(f"{PAGE}musterstadt/beenden/").status_code == 404
    assert dora.post(f"{PAGE}musterstadt/einladen/").status_code == 404
    assert logged_in(hosted.dirk).get(PAGE).status_code == 404
    assert logged_in(hosted.anna).get("/desk/mitteilungen/").status_code == 200


def test_who_may_not_sees_no_houses(county: Town, hosted: Town, neighbour: Town) -> None:
    assert logged_in(county.dirk).get(PAGE).status_code == 200
    for stranger in (county.anna, county.bekir, hosted.anna, neighbour.dirk):
        client = logged_in(stranger)
        assert client.get(PAGE).status_code == 404
        assert client.get(f"{PAGE}neu/").status_code == 404
        assert client.post(f"{PAGE}neu/", NEW).status_code == 404
        assert client.post(f"{PAGE}musterstadt/beenden/").status_code == 404
        assert client.post(f"{PAGE}gastgeber/beenden/").status_code == 404
    sibling = logged_in(hosted.dirk)
    assert sibling.post(f"{PAGE}neu/", NEW).status_code == 404
    assert sibling.post(f"{PAGE}musterstadt/beenden/").status_code == 404
    assert Organisation.objects.get(slug="musterstadt").host is not None


def test_a_right_taken_is_gone_at_once(county: Town, hosted: Town) -> None:
    dirk = logged_in(county.dirk)
    assert dirk.get(PAGE).status_code == 200
    with within_organisation(county.organisation.pk):
        everything = [Grant(Role.ADMINISTRATOR, None)]
        change_roles(member=county.dirk, colleague=county.anna, grants=everything)
        change_roles(member=county.dirk, colleague=county.dirk, grants=[Grant(Role.AUTHOR, None)])
    assert dirk.get(PAGE).status_code == 404


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"slug": "musterland"}, "Dieses Kürzel ist schon vergeben."),
        ({"slug": "MusterLand"}, "Dieses Kürzel ist schon vergeben."),
        ({"slug": "süd/west"}, "Bitte nur Buchstaben ohne Umlaute"),
        ({"slug": ""}, "Kürzel"),
        ({"name": "\u200b"}, "Bitte nennen Sie einen Namen."),
        ({"name": "x" * 141}, "140"),
        ({"departments": "\n \n"}, "Ämter"),
        ({"departments": "x" * 121}, "höchstens 120 Zeichen"),
        ({"departments": "\n".join(map(str, range(101)))}, "Höchstens 100 Ämter"),
        ({"admin_email": "niemand"}, "E-Mail"),
        ({"admin_name": ""}, "Wer wird es verwalten?"),
    ],
)
def test_unfit_houses(county: Town, changed: dict[str, str], said: str) -> None:
    answer = logged_in(county.dirk).post(f"{PAGE}neu/", {**NEW, **changed})
    assert answer.status_code == 200
    page = answer.content.decode()
    assert said in page
    assert "Greta@Auental.example" in page or "admin_email" in changed  # nothing typed is lost
    assert Organisation.objects.count() == 1


def test_somebody_of_two_houses_switches_at_the_top(county: Town, hosted: Town) -> None:
    with within_organisation(hosted.organisation.pk):
        Member.objects.create(
            organisation=hosted.organisation, user=county.anna.user, name="Anna vom Kreis"
        )
    anna = logged_in(county.anna)
    page = anna.get("/desk/").content.decode()
    assert "Haus wechseln" in page
    other = hosted.organisation.pk
    assert f'name="organisation" value="{other}"' in page
    anna.post("/desk/konto/organisation/", {"organisation": other})
    assert "Anna vom Kreis" in anna.get("/desk/").content.decode()
    assert "Haus wechseln" not in logged_in(county.bekir).get("/desk/").content.decode()


def created(slug: str, **more: object) -> Organisation:
    create_organisation(
        name=slug.capitalize(),
        slug=slug,
        departments=["Presse"],
        admin_name="Ada",
        admin_email=f"ada@{slug}.example",
        password="eine lange Wortfolge 7",
        **more,  # type: ignore[arg-type]
    )
    return Organisation.objects.get(slug=slug)


def test_the_command_names_host_and_guest(db: None) -> None:
    kreis = created("kreis")
    assert not kreis.hosts_others
    assert created("dorf", host="kreis").host == kreis
    assert Organisation.objects.get(slug="kreis").hosts_others
    assert created("stadt", hosts_others=True).hosts_others
    for wrong in ({"host": "dorf"}, {"host": "nirgends"}, {"host": "kreis", "hosts_others": True}):
        with pytest.raises(CommandFault):
            created("weiler", **wrong)
    assert not Organisation.objects.filter(slug="weiler").exists()

"""Changing roles and taking access: at once, journalled, never the last administrator."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client

from ausrufer.foundation.scope import within_organisation
from ausrufer.organisations.access import bearer_of
from ausrufer.organisations.actions import create_token
from ausrufer.organisations.actions.people import change_roles, deactivate
from ausrufer.organisations.errors import Refused
from ausrufer.organisations.models import Member
from ausrufer.organisations.policy import Grant, Role, Scope, essential
from ausrufer.records.queries import newest_entries
from ausrufer.records.sentences import sentence
from tests.conftest import PASSWORD, Town

pytestmark = pytest.mark.django_db(transaction=True)


def logged_in(member: Member) -> Client:
    client = Client()
    assert client.login(email=member.user.email, password=PASSWORD)
    return client


def fresh(member: Member) -> Member:
    with within_organisation(member.organisation_id):
        found = Member.objects.get(pk=member.pk)
        assert found.rights is not None
        return found


def newest(town: Town) -> str:
    with within_organisation(town.organisation.pk):
        return sentence(newest_entries()[0])


def token_of(member: Member) -> str:
    with within_organisation(member.organisation_id):
        return create_token(
            actor=member.actor, member=member, label="Skript", scopes=[Scope.ANNOUNCEMENTS_READ]
        )


def test_roles_change_at_once(town: Town) -> None:
    anna = logged_in(town.anna)
    assert anna.get("/desk/mitteilungen/neu/").status_code == 200
    answer = logged_in(town.dirk).post(
        f"/desk/menschen/{town.anna.pk}/", {"roles": ["moderator:", f"moderator:{town.press.pk}"]}
    )
    assert answer.status_code == 302
    assert fresh(town.anna).rights.grants == {Grant(Role.MODERATOR, None)}
    assert anna.get("/desk/mitteilungen/neu/").status_code == 404
    assert newest(town) == (
        "Dirk hat die Rollen von Anna geändert: schreibt (alle Ämter) → moderiert (alle Ämter)."
    )


def test_saving_the_same_roles_says_nothing(town: Town) -> None:
    before = newest(town)
    logged_in(town.dirk).post(f"/desk/menschen/{town.anna.pk}/", {"roles": ["author:"]})
    assert newest(town) == before


def test_taking_access_ends_sessions_and_tokens_at_once(town: Town) -> None:
    anna, token = Client(), token_of(town.anna)
    anna.post("/accounts/login/", {"login": town.anna.user.email, "password": PASSWORD})
    assert anna.get("/desk/").status_code == 200
    assert bearer_of(token) is not None
    logged_in(town.dirk).post(f"/desk/menschen/{town.anna.pk}/zugang-nehmen/")
    assert anna.get("/desk/").status_code == 302
    assert bearer_of(token) is None
    assert newest(town) == (
        "Dirk hat Anna den Zugang genommen; Sitzungen und Programmzugänge sind beendet."
    )
    logged_in(town.dirk).post(f"/desk/menschen/{town.anna.pk}/zugang-geben/")
    assert newest(town) == "Dirk hat Anna den Zugang wiedergegeben."
    assert logged_in(town.anna).get("/desk/mitteilungen/neu/").status_code == 200
    assert bearer_of(token) is None  # what ended stays ended


def test_who_works_elsewhere_too_stays_logged_in_there(town: Town, neighbour: Town) -> None:
    with within_organisation(neighbour.organisation.pk):
        Member.objects.create(
            organisation=neighbour.organisation, user=town.anna.user, name="Anna nebenan"
        )
    anna = Client()
    anna.post("/accounts/login/", {"login": town.anna.user.email, "password": PASSWORD})
    assert "Musterstadt" in anna.get("/desk/konto/").content.decode()
    logged_in(town.dirk).post(f"/desk/menschen/{town.anna.pk}/zugang-nehmen/")
    page = anna.get("/desk/konto/").content.decode()
    assert "Nachbarstadt" in page
    assert "Musterstadt" not in page


@pytest.mark.parametrize("way", ["roles", "access"])
def test_the_last_administrator_stays(town: Town, way: str) -> None:
    dirk = logged_in(town.dirk)
    address = f"/desk/menschen/{town.dirk.pk}/"
    if way == "roles":
        answer = dirk.post(address, {"roles": ["author:"]})
    else:
        answer = dirk.post(f"{address}zugang-nehmen/", follow=True)
    assert "Dirk ist die letzte Person, die verwaltet." in answer.content.decode()
    assert fresh(town.dirk).rights.grants == {Grant(Role.ADMINISTRATOR, None)}
    assert fresh(town.dirk).active


def test_an_administrator_without_access_does_not_count(town: Town) -> None:
    with within_organisation(town.organisation.pk):
        change_roles(
            member=town.dirk, colleague=town.anna, grants=[Grant(Role.ADMINISTRATOR, None)]
        )
        deactivate(member=town.dirk, colleague=town.anna)
        with pytest.raises(Refused):
            deactivate(member=town.dirk, colleague=town.dirk)


def test_two_administrators_cannot_remove_each_other_at_once(town: Town) -> None:
    both = [Grant(Role.ADMINISTRATOR, None)]
    with within_organisation(town.organisation.pk):
        change_roles(member=town.dirk, colleague=town.anna, grants=both)

    def take(who: Member, whose: Member) -> str:
        try:
            with within_organisation(town.organisation.pk):
                deactivate(member=who, colleague=whose)
        except Refused:
            return "refused"
        finally:
            connection.close()
        return "taken"

    with ThreadPoolExecutor(2) as pool:
        results = pool.map(take, [town.dirk, town.anna], [town.anna, town.dirk])
    assert sorted(results) == ["refused", "taken"]
    assert [fresh(town.dirk).active, fresh(town.anna).active].count(True) == 1


def test_no_role_at_all_is_refused(town: Town) -> None:
    answer = logged_in(town.dirk).post(f"/desk/menschen/{town.anna.pk}/", {})
    assert "Bitte wählen Sie mindestens eine Rolle." in answer.content.decode()
    assert fresh(town.anna).rights.grants == {Grant(Role.AUTHOR, None)}


def test_the_next_town_has_no_such_people(town: Town, neighbour: Town) -> None:
    dora = logged_in(neighbour.dirk)
    here = logged_in(town.dirk)
    for rest in ("", "zugang-nehmen/", "zugang-geben/"):
        address = f"/desk/menschen/{town.anna.pk}/{rest}"
        assert dora.post(address, {"roles": ["author:"]}).status_code == 404
    assert dora.get(f"/desk/menschen/{town.anna.pk}/").status_code == 404
    assert here.get(f"/desk/menschen/{town.anna.pk}/").status_code == 200
    for view in ("", "?ansicht=matrix"):
        assert "Anna" in here.get(f"/desk/menschen/{view}").content.decode()
        assert "musterstadt.example" not in dora.get(f"/desk/menschen/{view}").content.decode()


@pytest.mark.parametrize("who", ["anna", "bekir", "carla"])
def test_only_administrators_change_people(town: Town, who: str) -> None:
    client = logged_in(getattr(town, who))
    mine = f"/desk/menschen/{getattr(town, who).pk}/"
    assert client.get(mine).status_code == 404
    assert client.post(mine, {"roles": ["administrator:"]}).status_code == 404
    assert client.post(f"/desk/menschen/{town.dirk.pk}/zugang-nehmen/").status_code == 404


def test_a_role_everywhere_contains_the_one_here() -> None:
    everywhere, here = Grant(Role.AUTHOR, None), Grant(Role.AUTHOR, 3)
    other = Grant(Role.APPROVER, 3)
    assert essential([everywhere, here, other]) == {everywhere, other}
    assert essential([here, other]) == {here, other}

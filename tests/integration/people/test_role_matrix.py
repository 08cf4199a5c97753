"""Roles as data: changed with a reason, at once, never beyond one's own rights."""

import importlib

import pytest
from django.db import connection
from django.test import Client

from ausrufer.foundation.scope import within_organisation
from ausrufer.organisations.actions.people import change_roles
from ausrufer.organisations.actions.roles import create_role
from ausrufer.organisations.errors import Refused
from ausrufer.organisations.models import HouseRole, Member
from ausrufer.organisations.policy import Grant, Right, Role
from ausrufer.records.queries import newest_entries
from ausrufer.records.sentences import sentence
from tests.conftest import PASSWORD, Town

pytestmark = pytest.mark.django_db

PAGE = "/desk/menschen/rollen/"


def logged_in(member: Member) -> Client:
    client = Client()
    assert client.login(email=member.user.email, password=PASSWORD)
    return client


def newest(town: Town) -> str:
    with within_organisation(town.organisation.pk):
        return sentence(newest_entries()[0])


def roles(town: Town) -> dict[str, HouseRole]:
    with within_organisation(town.organisation.pk):
        return {role.key: role for role in HouseRole.objects.all()}


def sheet(town: Town, reason: str = "", **changed: set[Right]) -> dict[str, object]:
    """Return the matrix as a browser sends it, with these roles changed."""
    found = roles(town)
    ticked = {key: changed.get(key, role.allows) for key, role in found.items()}
    sent: dict[str, object] = {f"version-{one.pk}": one.version for one in found.values()}
    sent["rights"] = [f"{found[key].pk}:{one}" for key, held in ticked.items() for one in held]
    return {**sent, "reason": reason}


def own_role(town: Town, name: str, *rights: Right, house_wide: bool = False) -> HouseRole:
    with within_organisation(town.organisation.pk):
        return create_role(
            member=town.dirk, name=name, description="", house_wide=house_wide, rights=rights
        )


def give(town: Town, colleague: Member, *keys: str) -> None:
    with within_organisation(town.organisation.pk):
        grants = [Grant(key, None) for key in keys]
        change_roles(member=fresh(town.dirk), colleague=colleague, grants=grants)


def fresh(member: Member) -> Member:
    with within_organisation(member.organisation_id):
        found = Member.objects.get(pk=member.pk)
        assert found.rights is not None  # read while the scope is open
        return found


def test_a_right_taken_from_a_role_is_gone_with_the_next_click(town: Town) -> None:
    anna = logged_in(town.anna)
    assert anna.get("/desk/mitteilungen/neu/").status_code == 200
    sent = sheet(town, "Umbau der Pressestelle", author={Right.JOURNAL, Right.MODERATE})
    assert logged_in(town.dirk).post(PAGE, sent).status_code == 302
    assert anna.get("/desk/mitteilungen/neu/").status_code == 404
    assert newest(town) == (
        "Dirk hat die Rechte von „schreibt“ geändert: dazu moderieren; weg Mitteilungen schreiben "
        "und ändern, zur Freigabe geben, zurückziehen und verwerfen. Grund: Umbau der Pressestelle"
    )


def test_without_a_reason_nothing_changes_and_the_boxes_stay_as_ticked(town: Town) -> None:
    before = roles(town)["author"].rights
    answer = logged_in(town.dirk).post(PAGE, sheet(town, " ", author={Right.MODERATE}))
    page = answer.content.decode()
    assert "Bitte schreiben Sie, warum Sie die Rechte ändern." in page
    pk = roles(town)["author"].pk
    assert f'value="{pk}:moderate" id="recht-{pk}-moderate" checked' in page
    assert f'value="{pk}:write" id="recht-{pk}-write" checked' not in page
    assert roles(town)["author"].rights == before


def test_the_same_boxes_leave_no_trace(town: Town) -> None:
    before = newest(town)
    assert logged_in(town.dirk).post(PAGE, sheet(town, "Nur so")).status_code == 302
    assert newest(town) == before


def test_whoever_was_slower_is_told(town: Town) -> None:
    first, second = sheet(town, "a", author={Right.WRITE}), sheet(town, "b", author=set())
    dirk = logged_in(town.dirk)
    assert dirk.post(PAGE, first).status_code == 302
    assert "Inzwischen hat jemand anderes" in dirk.post(PAGE, second).content.decode()
    assert roles(town)["author"].allows == {Right.WRITE}


@pytest.mark.parametrize("right", [Right.PEOPLE, Right.CHANNELS, Right.RULES, Right.HOUSES])
def test_administration_never_ends(town: Town, right: Right) -> None:
    kept = set(roles(town)["administrator"].allows) - {right}
    answer = logged_in(town.dirk).post(PAGE, sheet(town, "Versehen", administrator=kept))
    assert "Danach dürfte niemand mehr alles im Haus verwalten" in answer.content.decode()
    assert right in roles(town)["administrator"].allows


def test_a_right_of_the_house_never_enters_a_role_for_departments(town: Town) -> None:
    sent = sheet(town, "Versuch", author={Right.WRITE, Right.PEOPLE})
    answer = logged_in(town.dirk).post(PAGE, sent)
    assert "Das geht nur in einer Rolle für alle" in answer.content.decode()
    assert Right.PEOPLE not in roles(town)["author"].allows


def test_nobody_gives_rights_of_the_house_they_do_not_hold(town: Town) -> None:
    staff = own_role(town, "stellt ein", Right.PEOPLE, house_wide=True)
    give(town, town.anna, staff.key)
    sent = sheet(town, "mehr", **{staff.key: {Right.PEOPLE, Right.CHANNELS}})
    answer = logged_in(town.anna).post(PAGE, sent)
    assert "Diese Rechte haben Sie selbst nicht" in answer.content.decode()
    answer = logged_in(town.anna).post(
        f"/desk/menschen/{town.anna.pk}/", {"roles": [f"{staff.key}:", "administrator:"]}
    )
    assert "dürfen Sie nicht geben" in answer.content.decode()
    assert fresh(town.anna).rights.grants == {Grant(staff.key, None)}
    # the work of a department she may hand out
    answer = logged_in(town.anna).post(f"/desk/menschen/{town.carla.pk}/", {"roles": "approver:"})
    assert answer.status_code == 302


def test_a_role_for_the_house_is_given_for_no_single_department(town: Town) -> None:
    with within_organisation(town.organisation.pk), pytest.raises(Refused, match="alle Ämter"):
        change_roles(
            member=town.dirk,
            colleague=town.anna,
            grants=[Grant(Role.ADMINISTRATOR, town.press.pk)],
        )
    sent = {"roles": [f"administrator:{town.press.pk}"]}
    answer = logged_in(town.dirk).post(f"/desk/menschen/{town.anna.pk}/", sent)
    assert "Diese Rolle gibt es hier nicht." in answer.content.decode()


def test_a_role_of_ones_own_from_the_first_to_the_last_day(town: Town) -> None:
    dirk = logged_in(town.dirk)
    sent = {"name": "Bereitschaft", "description": "Nachts", "rights": ["fast_lane", "journal"]}
    assert dirk.post(f"{PAGE}neu/", sent).status_code == 302
    role = next(one for one in roles(town).values() if one.name == "Bereitschaft")
    assert role.allows == {Right.FAST_LANE, Right.JOURNAL}
    give(town, town.carla, role.key)
    assert fresh(town.carla).rights.allow_anywhere(Right.FAST_LANE)
    assert not fresh(town.carla).rights.allow_anywhere(Right.MODERATE)
    answer = dirk.post(f"{PAGE}{role.pk}/beenden/", follow=True)
    assert "Diese Rolle haben noch: Carla." in answer.content.decode()
    give(town, town.carla, "moderator")
    assert dirk.post(f"{PAGE}{role.pk}/beenden/").status_code == 302
    assert newest(town) == "Dirk hat die Rolle „Bereitschaft“ außer Gebrauch genommen."
    page = dirk.get(PAGE).content.decode()
    assert f"version-{roles(town)['author'].pk}" in page
    assert f"version-{role.pk}" not in page
    assert dirk.get(f"{PAGE}{role.pk}/").status_code == 404
    with within_organisation(town.organisation.pk), pytest.raises(Refused):
        change_roles(member=town.dirk, colleague=town.anna, grants=[Grant(role.key, None)])


def test_a_role_that_only_reads(town: Town) -> None:
    role = own_role(town, "liest mit")
    give(town, town.anna, role.key)
    anna = logged_in(town.anna)
    assert anna.get("/desk/mitteilungen/").status_code == 200
    assert anna.get("/desk/mitteilungen/neu/").status_code == 404
    assert anna.get("/desk/protokoll/").status_code == 404
    assert "/desk/protokoll/" not in anna.get("/desk/").content.decode()


def test_names_are_there_once_in_any_case(town: Town) -> None:
    answer = logged_in(town.dirk).post(f"{PAGE}neu/", {"name": "SCHREIBT"})
    assert "Eine Rolle mit diesem Namen gibt es schon." in answer.content.decode()
    role = roles(town)["author"]
    answer = logged_in(town.dirk).post(
        f"{PAGE}{role.pk}/", {"name": "Gibt frei", "version": role.version}
    )
    assert "Eine Rolle mit diesem Namen gibt es schon." in answer.content.decode()


def test_the_first_four_stay(town: Town) -> None:
    answer = logged_in(town.dirk).post(f"{PAGE}{roles(town)['moderator'].pk}/beenden/", follow=True)
    assert "Die vier ersten Rollen bleiben" in answer.content.decode()


def test_a_renamed_role_keeps_its_people(town: Town) -> None:
    role = roles(town)["author"]
    sent = {"name": "verfasst", "description": "", "version": role.version}
    assert logged_in(town.dirk).post(f"{PAGE}{role.pk}/", sent).status_code == 302
    assert "verfasst (alle Ämter)" in logged_in(town.dirk).get("/desk/menschen/").content.decode()
    assert logged_in(town.anna).get("/desk/mitteilungen/neu/").status_code == 200


@pytest.mark.parametrize("who", ["anna", "bekir", "carla"])
def test_others_read_the_matrix_and_change_nothing(town: Town, who: str) -> None:
    client = logged_in(getattr(town, who))
    page = client.get(PAGE).content.decode()
    assert "Rechte speichern" not in page
    assert 'name="rights"' not in page
    assert client.post(PAGE, sheet(town, "x", author=set(Right))).status_code == 404
    assert client.get(f"{PAGE}neu/").status_code == 404
    assert client.post(f"{PAGE}neu/", {"name": "ich"}).status_code == 404


def test_the_next_town_neither_sees_nor_changes_our_roles(town: Town, neighbour: Town) -> None:
    role = own_role(town, "Krisenstab", Right.APPROVE)
    dora = logged_in(neighbour.dirk)
    assert "Krisenstab" in logged_in(town.dirk).get(PAGE).content.decode()
    assert "Krisenstab" not in dora.get(PAGE).content.decode()
    assert dora.get(f"{PAGE}{role.pk}/").status_code == 404
    assert dora.post(f"{PAGE}{role.pk}/beenden/").status_code == 404
    sent = {f"version-{role.pk}": "1", "rights": [f"{role.pk}:write"], "reason": "x"}
    assert dora.post(PAGE, sent).status_code == 302  # a role nobody has here: nothing to change
    assert roles(town)[role.key].allows == {Right.APPROVE}
    with within_organisation(neighbour.organisation.pk), pytest.raises(Refused):
        change_roles(
            member=neighbour.dirk, colleague=neighbour.anna, grants=[Grant(role.key, None)]
        )


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 40, "²"])
def test_nonsense_instead_of_a_version(town: Town, version: str) -> None:
    sent = sheet(town, "x", author={Right.WRITE})
    sent[f"version-{roles(town)['author'].pk}"] = version
    assert logged_in(town.dirk).post(PAGE, sent).status_code == 200
    assert roles(town)["author"].version == 1


def test_a_right_of_another_release_counts_for_nothing(town: Town) -> None:
    with within_organisation(town.organisation.pk):
        HouseRole.objects.filter(key="author").update(rights=["write", "teleport"])
    assert fresh(town.anna).rights.allow_anywhere(Right.WRITE)
    assert not fresh(town.anna).rights.allow_anywhere(Right.SUBMIT)


def test_towns_from_before_get_the_roles_that_new_ones_begin_with(town: Town) -> None:
    first = importlib.import_module("ausrufer.organisations.migrations.0007_first_roles").FIRST
    houses = importlib.import_module(
        "ausrufer.organisations.migrations.0010_right_of_houses"
    ).FORWARD
    fields = ("key", "name", "description", "rights", "house_wide", "position", "version")
    with within_organisation(town.organisation.pk):
        made = list(HouseRole.objects.values_list(*fields))
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE organisations_houserole SET key = 'old-' || key, name = id::text"
            )
            cursor.execute(first)
            cursor.execute(houses)
        assert list(HouseRole.objects.exclude(key__startswith="old-").values_list(*fields)) == made

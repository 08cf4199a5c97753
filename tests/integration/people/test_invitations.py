"""Coming in by invitation: single use, expiry, takeover, races, and the next town."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test import Client

from ausrufer.foundation.clock import now, pretending
from ausrufer.foundation.scope import across_organisations, within_organisation
from ausrufer.organisations.actions import invitations
from ausrufer.organisations.errors import Refused
from ausrufer.organisations.jobs import tidy
from ausrufer.organisations.models import Invitation, Member, User
from ausrufer.organisations.policy import Grant, Role
from ausrufer.records.queries import newest_entries
from ausrufer.records.sentences import sentence
from tests.conftest import PASSWORD, Town, run_jobs
from tests.integration.people.letters import newest_link

pytestmark = pytest.mark.django_db(transaction=True)

EVA = "eva@musterstadt.example"
GOOD = "vier-Wörter-ohne-Zusammenhang"


def logged_in(member: Member) -> Client:
    client = Client()
    client.force_login(member.user)
    return client


def invited(town: Town, email: str = EVA, *grants: Grant) -> str:
    """Invite by the page and return the path of the letter's link."""
    chosen = [f"{one.role}:{one.department_id or ''}" for one in grants] or ["author:"]
    answer = logged_in(town.dirk).post(
        "/desk/menschen/einladen/", {"name": "Eva", "email": email, "roles": chosen}
    )
    assert answer.status_code == 302, answer.content.decode()
    return newest_link(email)


def set_password(path: str, password: str = GOOD) -> tuple[Client, int]:
    client = Client()
    answer = client.post(path, {"password": password, "again": password})
    return client, answer.status_code


def open_invitation(town: Town) -> Invitation:
    with within_organisation(town.organisation.pk):
        return Invitation.objects.get(ended_at=None)


def test_from_invitation_to_desk(town: Town) -> None:
    path = invited(town, EVA, Grant(Role.AUTHOR, town.press.pk), Grant(Role.APPROVER, None))
    page = Client().get(path)
    assert page.status_code == 200
    assert "gibt frei (alle Ämter), schreibt (Presse)" in page.content.decode()
    assert page.headers["Referrer-Policy"] == "same-origin"
    client, status = set_password(path)
    assert status == 302
    assert client.get("/desk/").status_code == 200
    with within_organisation(town.organisation.pk):
        eva = Member.objects.get(user__email=EVA)
        assert eva.rights.grants == {
            Grant(Role.AUTHOR, town.press.pk),
            Grant(Role.APPROVER, None),
        }
        said = [sentence(one) for one in list(newest_entries())[:3]]
    assert said == [
        "Eva hat die Einladung von Dirk angenommen.",
        "Ausrufer hat Eva aufgenommen.",
        "Dirk hat Eva eingeladen: gibt frei (alle Ämter), schreibt (Presse).",
    ]
    assert Client().login(email=EVA, password=GOOD)


def test_the_token_is_stored_nowhere(town: Town) -> None:
    token = invited(town).rstrip("/").rpartition("/")[2]
    with connection.cursor() as cursor:
        cursor.execute("SELECT digest FROM organisations_invitation")
        assert [token in row[0] for row in cursor.fetchall()] == [False]
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE args::text LIKE %s", [token])
        assert cursor.fetchone() == (0,)


def test_a_link_is_good_once(town: Town) -> None:
    path = invited(town)
    assert set_password(path)[1] == 302
    client, status = set_password(path, "ein-anderes-langes-Passwort")
    assert status == 410
    assert "gilt nicht mehr" in client.get(path).content.decode()
    assert not Client().login(email=EVA, password="ein-anderes-langes-Passwort")


def test_opening_the_page_uses_nothing_up(town: Town) -> None:
    path = invited(town)
    for _ in range(3):
        assert Client().get(path).status_code == 200
    assert set_password(path)[1] == 302


def test_a_link_ends_after_seven_days(town: Town) -> None:
    path = invited(town)
    with pretending(now() + timedelta(days=7, seconds=1)):
        assert Client().get(path).status_code == 410
        assert set_password(path)[1] == 410
    assert User.objects.filter(email=EVA).count() == 0


def test_a_renewed_invitation_ends_the_link_before(town: Town) -> None:
    old = invited(town)
    invitation = open_invitation(town)
    logged_in(town.dirk).post(f"/desk/menschen/einladung/{invitation.public_id}/erneut/")
    assert Client().get(old).status_code == 410
    fresh = newest_link(EVA)
    assert fresh != old
    assert set_password(old)[1] == 410
    assert set_password(fresh)[1] == 302


def test_an_old_invitation_can_be_renewed(town: Town) -> None:
    invited(town)
    later = now() + timedelta(days=30)
    with pretending(later):
        page = logged_in(town.dirk).get("/desk/menschen/").content.decode()
        assert "abgelaufen" in page
        logged_in(town.dirk).post(
            f"/desk/menschen/einladung/{open_invitation(town).public_id}/erneut/"
        )
        assert Client().get(newest_link(EVA)).status_code == 200


def test_a_withdrawn_invitation_opens_nothing(town: Town) -> None:
    path = invited(town)
    invitation = open_invitation(town)
    address = f"/desk/menschen/einladung/{invitation.public_id}/zurueckziehen/"
    assert logged_in(town.dirk).post(address).status_code == 302
    assert set_password(path)[1] == 410
    assert logged_in(town.dirk).post(address).status_code == 404
    run_jobs()
    assert len([one for one in mail.outbox if one.to == [EVA]]) == 1


def test_a_letter_never_touches_a_log_in_that_exists(town: Town, neighbour: Town) -> None:
    """Whoever reads somebody's mail must not get at the account by an invitation."""
    dora = neighbour.anna
    path = invited(town, dora.user.email)
    client, status = set_password(path)
    assert status == 200
    assert "_auth_user_id" not in client.session
    assert Client().login(email=dora.user.email, password=PASSWORD)
    theirs = logged_in(dora)
    assert "Einladung annehmen" in theirs.get(path).content.decode()
    assert theirs.post(path).status_code == 302
    with within_organisation(town.organisation.pk):
        assert Member.objects.filter(user=dora.user, active=True).count() == 1
    assert town.organisation.name in theirs.get("/desk/").content.decode()


def test_somebody_else_cannot_accept(town: Town, neighbour: Town) -> None:
    path = invited(town)
    answer = logged_in(neighbour.bekir).post(path)
    assert "angemeldet sind Sie als bekir@nachbarstadt.example" in answer.content.decode()
    with across_organisations(reason="the test looks at both"):
        assert Member.objects.filter(user=neighbour.bekir.user).count() == 1
    assert open_invitation(town).email == EVA


def test_weak_and_different_passwords_are_refused(town: Town) -> None:
    path = invited(town)
    assert set_password(path, "kurz")[1] == 200
    answer = Client().post(path, {"password": GOOD, "again": GOOD + "x"})
    assert "Die beiden Passwörter sind verschieden." in answer.content.decode()
    assert User.objects.filter(email=EVA).count() == 0


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"name": "Eva", "email": "bekir@musterstadt.example"}, "Bekir arbeitet schon hier."),
        ({"name": "Eva", "email": "BEKIR@Musterstadt.example"}, "Bekir arbeitet schon hier."),
        ({"name": "Eva", "email": "keine-adresse"}, "E-Mail-Adresse"),
        ({"name": "\u200b\u202e", "email": EVA}, "Bitte nennen Sie einen Namen."),
        ({"name": "Eva", "email": EVA, "roles": []}, "Bitte wählen Sie mindestens eine Rolle."),
        ({"name": "Eva", "email": EVA, "roles": ["king:"]}, "Diese Rolle gibt es hier nicht."),
    ],
)
def test_unfit_invitations(town: Town, sent: dict[str, object], said: str) -> None:
    answer = logged_in(town.dirk).post("/desk/menschen/einladen/", {"roles": ["author:"], **sent})
    assert answer.status_code == 200
    assert said in answer.content.decode()
    with within_organisation(town.organisation.pk):
        assert Invitation.objects.count() == 0


def test_a_name_writes_no_header(town: Town) -> None:
    logged_in(town.dirk).post(
        "/desk/menschen/einladen/",
        {"name": "Eva\r\nBcc: alle@stadt.example", "email": EVA, "roles": ["author:"]},
    )
    run_jobs()
    message = mail.outbox[-1].message()
    assert message["Bcc"] is None
    assert message["To"] == EVA


def test_a_department_of_the_next_town_is_refused(town: Town, neighbour: Town) -> None:
    answer = logged_in(town.dirk).post(
        "/desk/menschen/einladen/",
        {"name": "Eva", "email": EVA, "roles": [f"author:{neighbour.press.pk}"]},
    )
    assert "Diese Rolle gibt es hier nicht." in answer.content.decode()


def test_one_open_invitation_for_an_address(town: Town) -> None:
    invited(town)
    answer = logged_in(town.dirk).post(
        "/desk/menschen/einladen/", {"name": "Eva", "email": EVA, "roles": ["author:"]}
    )
    assert "ist schon eine Einladung unterwegs" in answer.content.decode()


def test_the_next_town_sees_and_moves_nothing(town: Town, neighbour: Town) -> None:
    invited(town)
    invitation = open_invitation(town)
    dora = logged_in(neighbour.dirk)
    assert EVA not in dora.get("/desk/menschen/").content.decode()
    assert EVA in logged_in(town.dirk).get("/desk/menschen/").content.decode()
    for verb in ("erneut", "zurueckziehen"):
        answer = dora.post(f"/desk/menschen/einladung/{invitation.public_id}/{verb}/")
        assert answer.status_code == 404
    assert open_invitation(town).digest == invitation.digest


@pytest.mark.parametrize("who", ["anna", "bekir", "carla"])
def test_only_administrators_invite(town: Town, who: str) -> None:
    invited(town)
    client = logged_in(getattr(town, who))
    assert EVA not in client.get("/desk/menschen/").content.decode()
    assert client.get("/desk/menschen/einladen/").status_code == 404
    sent = {"name": "Eva", "email": "a@b.example", "roles": ["administrator:"]}
    assert client.post("/desk/menschen/einladen/", sent).status_code == 404
    renew = f"/desk/menschen/einladung/{open_invitation(town).public_id}/erneut/"
    assert client.post(renew).status_code == 404


def side_by_side(*works: Callable[[], object]) -> list[object]:
    """Do all at once, each on a connection of its own; a refusal is a result."""

    def run(work: Callable[[], object]) -> object:
        try:
            return work()
        except Refused:
            return "refused"
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


def test_of_two_people_with_one_link_one_comes_in(town: Town) -> None:
    token = invited(town).rstrip("/").rpartition("/")[2]

    def come(password: str) -> Callable[[], object]:
        return lambda: invitations.come_in_anew(token=token, password=password) and password

    results = side_by_side(come("erstes-langes-Passwort"), come("zweites-langes-Passwort"))
    won = next(str(one) for one in results if one != "refused")
    assert results.count("refused") == 1
    assert Client().login(email=EVA, password=won)
    with within_organisation(town.organisation.pk):
        assert Member.objects.filter(user__email=EVA).count() == 1


def test_withdrawn_while_accepted(town: Town) -> None:
    token = invited(town).rstrip("/").rpartition("/")[2]
    invitation = open_invitation(town)

    def withdrawn() -> object:
        with within_organisation(town.organisation.pk):
            invitations.withdraw(member=town.dirk, invitation=invitation)
        return "withdrawn"

    def accepted() -> object:
        invitations.come_in_anew(token=token, password=GOOD)
        return "accepted"

    results = side_by_side(accepted, withdrawn)
    assert results.count("refused") == 1
    assert User.objects.filter(email=EVA).exists() == ("accepted" in results)


def test_invitations_nobody_used_are_forgotten(town: Town, neighbour: Town) -> None:
    for place in (town, neighbour):
        invited(place, f"eva@{place.organisation.slug}.example")
    with pretending(now() + timedelta(days=180)):
        tidy(timestamp=0)
    with across_organisations(reason="the test looks at both"):
        assert Invitation.objects.count() == 2
    with pretending(now() + timedelta(days=188)):
        tidy(timestamp=0)
    with across_organisations(reason="the test looks at both"):
        assert Invitation.objects.count() == 0

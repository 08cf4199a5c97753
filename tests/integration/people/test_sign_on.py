"""Logging in by the directory of one's organisation: against a certified OpenID provider."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.db import connection
from django.test import Client

from ausrufer.foundation.clock import now
from ausrufer.foundation.http import HttpPolicy
from ausrufer.foundation.scope import across_organisations, within_organisation
from ausrufer.organisations.actions.invitations import invite
from ausrufer.organisations.actions.people import deactivate
from ausrufer.organisations.actions.sign_on import end_sign_on, set_up_sign_on
from ausrufer.organisations.models import Invitation, Member, Organisation, SingleSignOn, User
from ausrufer.organisations.policy import Grant, Role
from ausrufer.project.checks import checks
from tests.conftest import PASSWORD, Town
from tests.peers.directory import DirectoryServer, recognised

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.peers]


def person(email: str, name: str = "", *, verified: bool = True) -> dict[str, Any]:
    return {"email": email, "email_verified": verified, "name": name}


PEOPLE = {
    "anna": person("Anna@Musterstadt.example", "Anna Amsel"),
    "unsicher": person("bekir@musterstadt.example", verified=False),
    "eva": person("eva@musterstadt.example", "Eva Sommer"),
    "nachfolger": person("anna@musterstadt.example", "Anton Amsel"),
    "dora": person("anna@nachbarstadt.example", "Dora"),
    "ohne": {"name": "Ohne Adresse"},
}


@pytest.fixture(scope="module")
def directory() -> Iterator[DirectoryServer]:
    with DirectoryServer(PEOPLE) as running:
        yield running


@pytest.fixture
def sign_on(town: Town, directory: DirectoryServer, settings: Any) -> SingleSignOn:
    settings.HTTP_POLICY = HttpPolicy(allowed_private=frozenset({directory.place}))
    return set_up(town, directory)


def set_up(town: Town, directory: DirectoryServer, **rule: Any) -> SingleSignOn:
    with within_organisation(town.organisation.pk):
        found = set_up_sign_on(
            member=town.dirk, issuer=directory.url, client_id="vorerst", secret="vorerst", **rule
        )
        client = directory.client(way_back(found))
        set_up_sign_on(
            member=town.dirk,
            issuer=directory.url,
            client_id=client.client_id,
            secret=client.secret,
            **rule,
        )
        return SingleSignOn.objects.get(pk=found.pk)


def way_back(sign_on: SingleSignOn) -> str:
    return f"http://testserver/accounts/verzeichnis/{sign_on.public_id}/zurueck/"


def there(client: Client, sign_on: SingleSignOn, next_: str = "") -> str:
    """Return where the house sends the browser."""
    query = {"next": next_} if next_ else {}
    answer = client.get(f"/accounts/verzeichnis/{sign_on.public_id}/", query)
    assert answer.status_code == 302, answer.content.decode()
    return answer.headers["Location"]


def back(client: Client, address: str) -> Any:
    return client.get(address.removeprefix("http://testserver"))


def log_in(sign_on: SingleSignOn, login: str, next_: str = "") -> tuple[Client, Any]:
    client = Client()
    address = recognised(there(client, sign_on, next_), login, way_back(sign_on))
    return client, back(client, address)


def refused(client: Client, answer: Any, status: int, said: str) -> None:
    assert (answer.status_code, said in answer.content.decode()) == (status, True)
    assert "_auth_user_id" not in client.session
    assert client.get("/desk/").status_code == 302


NO_FIT = "passt nicht zu dieser Anmeldung"


def test_a_member_comes_in(town: Town, sign_on: SingleSignOn) -> None:
    client, answer = log_in(sign_on, "anna", "/desk/mitteilungen/?q=1")
    assert answer.headers["Location"] == "/desk/mitteilungen/?q=1"
    assert client.get("/desk/").context["request"].member == town.anna
    again, answer = log_in(sign_on, "anna")
    assert answer.headers["Location"] == "/desk/"
    assert again.get("/desk/").status_code == 200


def test_where_the_token_itself_names_the_address(town: Town, settings: Any) -> None:
    with DirectoryServer(PEOPLE, claims="token") as other:
        settings.HTTP_POLICY = HttpPolicy(allowed_private=frozenset({other.place}))
        client, answer = log_in(set_up(town, other), "anna")
    assert answer.headers["Location"] == "/desk/"
    assert client.get("/desk/").context["request"].member == town.anna


def test_the_page_to_log_in_names_the_house(sign_on: SingleSignOn) -> None:
    page = Client().get("/accounts/login/?next=/desk/kanaele/").content.decode()
    assert f"/accounts/verzeichnis/{sign_on.public_id}/?next=%2Fdesk%2Fkanaele%2F" in page


@pytest.mark.parametrize("wish", ["https://boese.example/", "//boese.example", "javascript:x"])
def test_the_way_leads_nowhere_else(sign_on: SingleSignOn, wish: str) -> None:
    assert log_in(sign_on, "anna", wish)[1].headers["Location"] == "/desk/"


def test_an_unverified_address_opens_nothing(town: Town, sign_on: SingleSignOn) -> None:
    refused(*log_in(sign_on, "unsicher"), 403, "bestätigt Ihre E-Mail-Adresse nicht")
    refused(*log_in(sign_on, "ohne"), 403, "bestätigt Ihre E-Mail-Adresse nicht")


def test_whom_nobody_invited_stays_out(town: Town, sign_on: SingleSignOn) -> None:
    refused(*log_in(sign_on, "eva"), 403, "Für eva@musterstadt.example gibt es hier keinen Zugang")
    assert User.objects.filter(email="eva@musterstadt.example").count() == 0


def invited(town: Town, email: str) -> None:
    with within_organisation(town.organisation.pk):
        grants = [Grant(Role.APPROVER, town.press.pk)]
        invite(member=town.dirk, name="Eva", email=email, grants=grants)


def test_who_is_invited_comes_in(town: Town, sign_on: SingleSignOn) -> None:
    invited(town, "eva@musterstadt.example")
    client, _ = log_in(sign_on, "eva")
    eva = client.get("/desk/").context["request"].member
    assert eva.rights.grants == {Grant(Role.APPROVER, town.press.pk)}
    assert not eva.user.has_usable_password()
    with within_organisation(town.organisation.pk):
        assert Invitation.objects.get().member == eva


def test_an_old_invitation_does_not_count(town: Town, sign_on: SingleSignOn) -> None:
    invited(town, "eva@musterstadt.example")
    with within_organisation(town.organisation.pk):
        Invitation.objects.update(expires_at=now() - timedelta(seconds=1))
    refused(*log_in(sign_on, "eva"), 403, "keinen Zugang")


def test_the_rule_of_domains(town: Town, directory: DirectoryServer, sign_on: SingleSignOn) -> None:
    rule = {"newcomer_domains": ["musterstadt.example"], "newcomer_department": town.roads}
    client, _ = log_in(set_up(town, directory, **rule), "eva")
    eva = client.get("/desk/").context["request"].member
    assert (eva.name, eva.rights.grants) == (
        "Eva Sommer",
        {Grant(Role.AUTHOR, town.roads.pk)},
    )
    rule["newcomer_domains"] = ["example", "stadt.example", "x-musterstadt.example"]
    refused(*log_in(set_up(town, directory, **rule), "dora"), 403, "keinen Zugang")


def test_a_directory_has_no_say_over_the_log_ins_of_another_town(
    town: Town, neighbour: Town, directory: DirectoryServer, sign_on: SingleSignOn
) -> None:
    """Our administrator lets our directory claim the address of somebody from the next town."""
    refused(*log_in(sign_on, "dora"), 403, "keinen Zugang")
    invited(town, neighbour.anna.user.email)
    refused(*log_in(sign_on, "dora"), 403, "über den Link in der E-Mail")
    rule = {"newcomer_domains": ["nachbarstadt.example"], "newcomer_department": town.press}
    refused(*log_in(set_up(town, directory, **rule), "dora"), 403, "über den Link in der E-Mail")
    with across_organisations(reason="the test looks at both"):
        assert Member.objects.filter(user=neighbour.anna.user).count() == 1


def test_a_session_of_a_directory_reaches_its_organisation_only(
    town: Town, neighbour: Town, sign_on: SingleSignOn
) -> None:
    with within_organisation(neighbour.organisation.pk):
        Member.objects.create(
            organisation=neighbour.organisation, user=town.anna.user, name="Anna nebenan"
        )
    own = Client(headers={"user-agent": "Firefox/1 Windows"})
    own.post("/accounts/login/", {"login": town.anna.user.email, "password": PASSWORD})
    own.post("/desk/konto/organisation/", {"organisation": neighbour.organisation.pk})
    assert "Nachbarstadt" in own.get("/desk/konto/").content.decode()
    client, _ = log_in(sign_on, "anna")
    client.post("/desk/konto/organisation/", {"organisation": neighbour.organisation.pk})
    page = client.get("/desk/konto/")
    assert "Nachbarstadt" not in page.content.decode()
    assert [one.current for one in page.context["sessions"]] == [True]
    assert client.post("/desk/konto/sitzungen/beenden/").status_code == 404
    for path in ("password/change/", "password/set/", "2fa/", "2fa/webauthn/add/"):
        assert client.get(f"/accounts/{path}").headers["Location"] == "/desk/konto/"
    assert own.get("/desk/").status_code == 200


def test_whose_access_was_taken_stays_out(town: Town, sign_on: SingleSignOn) -> None:
    client, _ = log_in(sign_on, "anna")
    with within_organisation(town.organisation.pk):
        deactivate(member=town.dirk, colleague=town.anna)
    assert client.get("/desk/").status_code == 302
    refused(*log_in(sign_on, "anna"), 403, "Ihr Zugang hier ist beendet")


def test_an_address_given_to_somebody_else(town: Town, sign_on: SingleSignOn) -> None:
    assert log_in(sign_on, "anna")[1].headers["Location"] == "/desk/"
    refused(*log_in(sign_on, "nachfolger"), 403, "jetzt jemand anderen")


def test_without_the_directory_its_sessions_end(town: Town, sign_on: SingleSignOn) -> None:
    client, _ = log_in(sign_on, "anna")
    with within_organisation(town.organisation.pk):
        end_sign_on(member=town.dirk)
    assert client.get("/desk/").status_code == 403
    assert Client().get(f"/accounts/verzeichnis/{sign_on.public_id}/").status_code == 404
    assert str(sign_on.public_id) not in Client().get("/accounts/login/").content.decode()


def test_the_second_factor_is_the_directorys_unless_one_is_set_up_here(
    town: Town, sign_on: SingleSignOn
) -> None:
    Organisation.objects.filter(pk=town.organisation.pk).update(second_factor_from=now())
    client, _ = log_in(sign_on, "anna")
    assert client.get("/desk/").status_code == 200
    TOTP.activate(town.anna.user, "JBSWY3DPEHPK3PXP")
    client, answer = log_in(sign_on, "anna")
    assert answer.headers["Location"] == "/accounts/2fa/authenticate/"
    assert client.get("/desk/").status_code == 302


def test_an_answer_is_good_once_and_for_one_browser(sign_on: SingleSignOn) -> None:
    client, thief = Client(), Client()
    address = recognised(there(client, sign_on), "anna", way_back(sign_on))
    there(thief, sign_on)
    refused(thief, back(thief, address), 400, NO_FIT)
    assert back(client, address).headers["Location"] == "/desk/"
    client.post("/accounts/logout/")
    refused(client, back(client, address), 400, NO_FIT)


def test_a_code_put_into_another_way_opens_nothing(sign_on: SingleSignOn) -> None:
    """Somebody smuggles the code of their own log-in into the way of another browser."""
    victim, thief = Client(), Client()
    stolen = recognised(there(thief, sign_on), "anna", way_back(sign_on))
    state = dict(one.split("=") for one in urlsplit(there(victim, sign_on)).query.split("&"))
    code = dict(one.split("=") for one in urlsplit(stolen).query.split("&"))["code"]
    address = f"{way_back(sign_on)}?code={code}&state={state['state']}"
    refused(victim, back(victim, address), 400, NO_FIT)


@pytest.mark.parametrize(
    "query", ["", "?state=x", "?code=x", "?state=x&code=y", "?state=%00", "?error=access_denied"]
)
def test_answers_nobody_asked_for(sign_on: SingleSignOn, query: str) -> None:
    client = Client()
    there(client, sign_on)
    refused(client, back(client, way_back(sign_on) + query), 400, NO_FIT)


def with_state(client: Client, sign_on: SingleSignOn, rest: str) -> str:
    state = dict(one.split("=") for one in urlsplit(there(client, sign_on)).query.split("&"))
    return f"{way_back(sign_on)}?state={state['state']}&{rest}"


def test_who_gives_up_is_told_so(sign_on: SingleSignOn) -> None:
    client = Client()
    address = with_state(client, sign_on, "error=access_denied")
    refused(client, back(client, address), 403, "abgebrochen oder abgelehnt")


@pytest.mark.parametrize("rest", ["code=falsch", "", "code=x&iss=https%3A%2F%2Fboese.example"])
def test_wrong_codes_and_issuers(sign_on: SingleSignOn, rest: str) -> None:
    client = Client()
    refused(client, back(client, with_state(client, sign_on, rest)), 400, NO_FIT)


def test_a_way_that_took_too_long(sign_on: SingleSignOn) -> None:
    client = Client()
    address = recognised(there(client, sign_on), "anna", way_back(sign_on))
    session = client.session
    for way in session["directory_ways"].values():
        way["at"] -= 601
    session.save()
    refused(client, back(client, address), 400, NO_FIT)


def test_the_nonce_of_another_way(sign_on: SingleSignOn) -> None:
    client = Client()
    address = recognised(there(client, sign_on), "anna", way_back(sign_on))
    session = client.session
    for way in session["directory_ways"].values():
        way["nonce"] = "another"
    session.save()
    refused(client, back(client, address), 400, NO_FIT)


def test_the_state_of_one_town_opens_nothing_in_another(
    town: Town, neighbour: Town, directory: DirectoryServer, sign_on: SingleSignOn
) -> None:
    theirs = set_up(neighbour, directory)
    client = Client()
    address = recognised(there(client, theirs), "anna", way_back(theirs))
    moved = address.replace(str(theirs.public_id), str(sign_on.public_id))
    refused(client, back(client, moved), 400, NO_FIT)


def test_a_directory_that_calls_itself_otherwise(
    town: Town, directory: DirectoryServer, sign_on: SingleSignOn, settings: Any
) -> None:
    place = directory.place.replace("localhost", "127.0.0.1")
    settings.HTTP_POLICY = replace(settings.HTTP_POLICY, allowed_private=frozenset({place}))
    with within_organisation(town.organisation.pk):
        SingleSignOn.objects.update(issuer=f"http://{place}")
    client = Client()
    answer = client.get(f"/accounts/verzeichnis/{sign_on.public_id}/")
    refused(client, answer, 400, NO_FIT)


def test_a_private_address_is_not_asked(town: Town, sign_on: SingleSignOn, settings: Any) -> None:
    settings.HTTP_POLICY = HttpPolicy()
    client = Client()
    refused(client, client.get(f"/accounts/verzeichnis/{sign_on.public_id}/"), 400, NO_FIT)


def filled(directory: DirectoryServer, **changed: str) -> dict[str, str]:
    return {"issuer": directory.url, "client_id": "ausrufer", "secret": "streng-geheim", **changed}


PAGE = "/desk/menschen/anmeldung/verzeichnis/"


def administrator(town: Town) -> Client:
    client = Client()
    client.force_login(town.dirk.user)
    return client


def test_an_administrator_sets_it_up(town: Town, directory: DirectoryServer, settings: Any) -> None:
    settings.HTTP_POLICY = HttpPolicy(allowed_private=frozenset({directory.place}))
    dirk = administrator(town)
    assert dirk.post(PAGE, filled(directory)).status_code == 302
    page = dirk.get(PAGE).content.decode()
    with within_organisation(town.organisation.pk):
        stored = SingleSignOn.objects.get()
    assert way_back(stored) in page
    assert "streng-geheim" not in page
    with connection.cursor() as cursor:
        cursor.execute("SELECT sealed_secret FROM organisations_singlesignon")
        assert b"streng-geheim" not in bytes(cursor.fetchone()[0])
    assert [one.sentence for one in checks() if "Anmeldung über" in one.sentence] == [
        f"Musterstadt, Anmeldung über {directory.url}: Das Geheimnis lässt sich öffnen."
    ]
    assert dirk.post(PAGE, filled(directory, secret="")).status_code == 302
    moved = dirk.post(PAGE, filled(directory, client_id="andere", secret=""))
    assert "Bitte geben Sie das Geheimnis ein" in moved.content.decode()
    assert dirk.post(f"{PAGE}beenden/").status_code == 302
    with within_organisation(town.organisation.pk):
        assert [one.active for one in SingleSignOn.objects.all()] == [False]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"issuer": "http://anmeldung.stadt.example"}, "eine Adresse mit https://"),
        ({"issuer": "http://127.0.0.1:5432"}, "eine Adresse mit https://"),
        ({"issuer": "https://127.0.0.1"}, "127.0.0.1"),
        ({"issuer": "https://nutzer:wort@stadt.example"}, "eine Adresse mit https://"),
        ({"issuer": "file:///etc/passwd"}, "eine Adresse mit https://"),
        ({"issuer": "https://["}, "eine Adresse mit https://"),
        ({"secret": ""}, "Bitte geben Sie das Geheimnis ein"),
        ({"newcomer_domains": "stadt.example"}, "Bitte wählen Sie ein Amt."),
        ({"newcomer_domains": "*"}, "ist keine Domäne"),
        ({"newcomer_domains": "example"}, "ist keine Domäne"),
    ],
)
def test_unfit_directories(
    town: Town, directory: DirectoryServer, settings: Any, changed: dict[str, str], said: str
) -> None:
    settings.HTTP_POLICY = HttpPolicy(allowed_private=frozenset({directory.place}))
    answer = administrator(town).post(PAGE, filled(directory, **changed))
    assert (answer.status_code, said in answer.content.decode()) == (200, True)
    with within_organisation(town.organisation.pk):
        assert SingleSignOn.objects.count() == 0


def test_the_next_town_and_colleagues_see_nothing_of_it(
    town: Town, neighbour: Town, sign_on: SingleSignOn
) -> None:
    assert sign_on.issuer in administrator(town).get(PAGE).content.decode()
    assert sign_on.issuer not in administrator(neighbour).get(PAGE).content.decode()
    anna = Client()
    anna.force_login(town.anna.user)
    assert anna.get(PAGE).status_code == 404
    assert anna.post(f"{PAGE}beenden/").status_code == 404
    administrator(neighbour).post(f"{PAGE}beenden/")
    with within_organisation(town.organisation.pk):
        assert SingleSignOn.objects.get().active

"""A second factor asked of everybody: nothing else opens without one, and who lost it gets help."""

import json
import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core import mail
from django.test import Client
from pydantic import SecretStr

from ausrufer.foundation.clock import TOWN_TIME, now, pretending
from ausrufer.foundation.scope import within_organisation
from ausrufer.organisations.actions import create_token
from ausrufer.organisations.models import Member, Organisation, User
from ausrufer.organisations.policy import Scope
from ausrufer.project.cli.faults import CommandFault
from ausrufer.project.cli.work.reset_second_factor import reset_second_factor
from ausrufer.records.queries import newest_entries
from ausrufer.records.sentences import sentence
from tests.conftest import PASSWORD, Town, run_jobs

pytestmark = pytest.mark.django_db(transaction=True)

SECRET = "JBSWY3DPEHPK3PXP"


def code(secret: str = SECRET) -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


def secured(member: Member) -> list[str]:
    """Give a person an app, and return their recovery codes."""
    TOTP.activate(member.user, SECRET)
    return list(RecoveryCodes.activate(member.user).get_unused_codes())


def log_in(member: Member) -> tuple[Client, str]:
    """Type address and password and return where that leads."""
    client = Client()
    answer = client.post("/accounts/login/", {"login": member.user.email, "password": PASSWORD})
    return client, answer.headers["Location"]


def asked(town: Town, day: str = "2026-01-01") -> None:
    secured(town.dirk)
    client = Client()
    client.force_login(town.dirk.user)
    answer = client.post("/desk/menschen/anmeldung/", {"required": "on", "since": day})
    assert answer.status_code == 302, answer.content.decode()


def said(town: Town) -> list[str]:
    with within_organisation(town.organisation.pk):
        return [sentence(one) for one in newest_entries()]


def test_without_one_only_the_page_that_sets_it_up_opens(town: Town) -> None:
    anna, _ = log_in(town.anna)
    asked(town)
    for path in ("", "mitteilungen/", "mitteilungen/neu/", "konto/", "protokoll/", "kanaele/"):
        answer = anna.get(f"/desk/{path}")
        assert (answer.status_code, answer.headers["Location"]) == (
            302,
            "/desk/konto/zweiter-schritt/",
        )
    posted = anna.post("/desk/mitteilungen/neu/", {"title": "An allem vorbei"})
    assert posted.headers["Location"] == "/desk/konto/zweiter-schritt/"
    assert "Musterstadt verlangt seit" in anna.get("/desk/konto/zweiter-schritt/").content.decode()
    assert said(town)[0] == (
        "Dirk verlangt ab 1. Januar 2026 einen zweiten Schritt bei der Anmeldung."
    )


def test_setting_it_up_opens_the_rest(town: Town) -> None:
    asked(town)
    anna, goal = log_in(town.anna)
    assert goal == "/desk/"
    anna.post("/accounts/reauthenticate/", {"password": PASSWORD})
    page = anna.get("/accounts/2fa/totp/activate/")
    assert page.status_code == 200
    secret = page.context["form"].secret
    answer = anna.post("/accounts/2fa/totp/activate/", {"code": code(secret)})
    assert answer.headers["Location"] == "/accounts/2fa/recovery-codes/"
    assert len(anna.get(answer.headers["Location"]).context["unused_codes"]) == 10
    assert anna.get("/desk/").status_code == 200
    assert anna.get("/desk/konto/zweiter-schritt/").headers["Location"] == "/desk/"


def test_it_holds_from_its_day_on(town: Town) -> None:
    tomorrow = (now() + timedelta(days=1)).astimezone(TOWN_TIME).date()
    asked(town, tomorrow.isoformat())
    anna, _ = log_in(town.anna)
    assert anna.get("/desk/").status_code == 200
    midnight = datetime.combine(tomorrow, datetime.min.time(), tzinfo=TOWN_TIME)
    with pretending(midnight - timedelta(seconds=1)):
        assert anna.get("/desk/").status_code == 200
    with pretending(midnight):
        assert anna.get("/desk/").status_code == 302


def test_programs_wait_too(town: Town) -> None:
    with within_organisation(town.organisation.pk):
        token = create_token(
            actor=town.anna.actor, member=town.anna, label="S", scopes=[Scope.ANNOUNCEMENTS_READ]
        )
    program = Client(headers={"authorization": f"Bearer {token}"})
    assert program.get("/api/v1/departments").status_code == 200
    asked(town)
    answer = program.get("/api/v1/departments")
    assert answer.status_code == 403
    assert "Anna muss zuerst einen zweiten Schritt" in answer.json()["detail"]
    secured(town.anna)
    assert program.get("/api/v1/departments").status_code == 200


def test_the_next_town_is_not_asked(town: Town, neighbour: Town) -> None:
    asked(town)
    assert log_in(neighbour.anna)[0].get("/desk/").status_code == 200


def test_who_works_for_two_towns_is_asked_in_one(town: Town, neighbour: Town) -> None:
    asked(town)
    with within_organisation(neighbour.organisation.pk):
        Member.objects.create(
            organisation=neighbour.organisation, user=town.anna.user, name="Anna nebenan"
        )
    anna, _ = log_in(town.anna)
    assert anna.get("/desk/").status_code == 302
    anna.post("/desk/konto/organisation/", {"organisation": neighbour.organisation.pk})
    assert anna.get("/desk/konto/").status_code == 200


def test_everybody_without_one_is_told(town: Town) -> None:
    secured(town.bekir)
    asked(town, "2027-03-01")
    run_jobs()
    told = [one.to[0] for one in mail.outbox if "1. März 2027" in one.subject]
    assert sorted(told) == ["anna@musterstadt.example", "carla@musterstadt.example"]


def test_an_administrator_needs_one_first(town: Town) -> None:
    client, _ = log_in(town.dirk)
    answer = client.post("/desk/menschen/anmeldung/", {"required": "on", "since": "2026-01-01"})
    assert "Bitte richten Sie zuerst Ihren eigenen zweiten Schritt ein." in answer.content.decode()
    assert Organisation.objects.get(pk=town.organisation.pk).second_factor_from is None


def test_it_can_be_left_to_everybody_again(town: Town) -> None:
    asked(town)
    client = Client()
    client.force_login(town.dirk.user)
    client.post("/desk/menschen/anmeldung/", {"since": "2026-01-01"})
    assert log_in(town.anna)[0].get("/desk/").status_code == 200
    assert said(town)[0] == "Dirk stellt den zweiten Schritt bei der Anmeldung frei."


@pytest.mark.parametrize("since", ["", "gestern", "0001-01-01", "9999-12-31", "2026-02-30", "\x00"])
def test_unfit_days(town: Town, since: str) -> None:
    secured(town.dirk)
    client = Client()
    client.force_login(town.dirk.user)
    answer = client.post("/desk/menschen/anmeldung/", {"required": "on", "since": since})
    assert answer.status_code == 200
    assert Organisation.objects.get(pk=town.organisation.pk).second_factor_from is None


def test_the_last_one_stays_while_it_is_asked_for(town: Town) -> None:
    asked(town)
    secured(town.anna)
    anna, goal = log_in(town.anna)
    assert goal == "/accounts/2fa/authenticate/"
    anna.post(goal, {"code": code()})
    assert anna.get("/desk/").status_code == 200
    anna.post("/accounts/reauthenticate/", {"password": PASSWORD})
    answer = anna.post("/accounts/2fa/totp/deactivate/")
    assert answer.status_code == 200
    assert Authenticator.objects.filter(user=town.anna.user, type="totp").count() == 1


def test_a_recovery_code_opens_once(town: Town) -> None:
    asked(town)
    codes = secured(town.anna)
    anna, goal = log_in(town.anna)
    assert anna.post(goal, {"code": codes[0]}).headers["Location"] == "/desk/"
    again, goal = log_in(town.anna)
    assert again.post(goal, {"code": codes[0]}).status_code == 200
    assert again.get("/desk/").status_code == 302


def test_an_administrator_helps_who_lost_everything(town: Town) -> None:
    asked(town)
    codes = secured(town.anna)
    anna, goal = log_in(town.anna)
    anna.post(goal, {"code": codes[0]})
    dirk = Client()
    dirk.force_login(town.dirk.user)
    assert dirk.post(f"/desk/menschen/{town.anna.pk}/zweiter-schritt/").status_code == 302
    assert said(town)[0] == "Dirk hat den zweiten Schritt von Anna zurückgesetzt."
    assert anna.get("/desk/").headers["Location"].startswith("/accounts/login/")
    run_jobs()
    assert [one.to for one in mail.outbox if "zurückgesetzt" in one.subject] == [
        ["anna@musterstadt.example"]
    ]
    client, goal = log_in(town.anna)
    assert goal == "/desk/"
    assert client.get("/desk/").headers["Location"] == "/desk/konto/zweiter-schritt/"


def test_one_town_does_not_weaken_the_log_in_of_another(town: Town, neighbour: Town) -> None:
    secured(town.anna)
    with within_organisation(neighbour.organisation.pk):
        elsewhere = Member.objects.create(
            organisation=neighbour.organisation, user=town.anna.user, name="Anna nebenan"
        )
    dora = Client()
    dora.force_login(neighbour.dirk.user)
    assert dora.post(f"/desk/menschen/{town.anna.pk}/zweiter-schritt/").status_code == 404
    answer = dora.post(f"/desk/menschen/{elsewhere.pk}/zweiter-schritt/", follow=True)
    assert "arbeitet auch für eine andere Organisation" in answer.content.decode()
    assert Authenticator.objects.filter(user=town.anna.user, type="totp").count() == 1


@pytest.mark.parametrize("who", ["anna", "bekir", "carla"])
def test_only_administrators_change_the_rules(town: Town, who: str) -> None:
    secured(town.dirk)
    client = Client()
    client.force_login(getattr(town, who).user)
    assert client.get("/desk/menschen/anmeldung/").status_code == 404
    assert client.post("/desk/menschen/anmeldung/", {}).status_code == 404
    assert client.post(f"/desk/menschen/{town.dirk.pk}/zweiter-schritt/").status_code == 404
    assert Authenticator.objects.filter(user=town.dirk.user, type="totp").count() == 1


def test_the_command_helps_where_no_administrator_can(town: Town) -> None:
    secured(town.dirk)
    reset_second_factor(email="DIRK@musterstadt.example")
    assert Authenticator.objects.filter(user=town.dirk.user).count() == 0
    assert said(town)[0] == "Ausrufer hat den zweiten Schritt von Dirk zurückgesetzt."
    with pytest.raises(CommandFault, match=re.escape("Zu „niemand@x.example“ gibt es keinen")):
        reset_second_factor(email="niemand@x.example")
    assert User.objects.filter(email="niemand@x.example").count() == 0


def test_what_codes_are_computed_from_is_sealed(town: Town, settings: Any) -> None:
    codes = secured(town.anna)
    stored = json.dumps([one.data for one in Authenticator.objects.filter(user=town.anna.user)])
    assert SECRET not in stored
    assert stored.count("sealed:") == 2
    keys = "b3RoZXItc2VhbGluZy1rZXktb2YtMzItYnl0ZXMuLi4="
    other = settings.ENVIRONMENT.model_copy(update={"sealing_key": SecretStr(keys)})
    house, settings.ENVIRONMENT = settings.ENVIRONMENT, other
    client, goal = log_in(town.anna)
    assert client.post(goal, {"code": code()}).status_code == 200
    assert client.post(goal, {"code": codes[0]}).status_code == 200
    settings.ENVIRONMENT = house
    assert client.post(goal, {"code": code()}).headers["Location"] == "/desk/"


def test_what_was_stored_before_still_opens(town: Town) -> None:
    TOTP.activate(town.anna.user, SECRET)
    Authenticator.objects.filter(user=town.anna.user).update(data={"secret": SECRET})
    client, goal = log_in(town.anna)
    assert client.post(goal, {"code": code()}).headers["Location"] == "/desk/"


def test_the_last_passkey_stays_while_it_is_asked_for(town: Town) -> None:
    asked(town)
    key = Authenticator.objects.create(
        user=town.anna.user, type="webauthn", data={"name": "Telefon", "credential": {}}
    )
    anna = Client()
    anna.force_login(town.anna.user)
    anna.post("/accounts/reauthenticate/", {"password": PASSWORD})
    remove = f"/accounts/2fa/webauthn/keys/{key.pk}/remove/"
    answer = anna.post(remove, follow=True)
    assert "Ihre Organisation verlangt einen zweiten Schritt." in answer.content.decode()
    TOTP.activate(town.anna.user, SECRET)
    anna.post(remove)
    assert [one.type for one in Authenticator.objects.filter(user=town.anna.user)] == ["totp"]

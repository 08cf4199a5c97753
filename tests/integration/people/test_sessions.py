"""Sessions and devices: what a person sees, ends, and is told of."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client

from ausrufer.foundation.clock import now, pretending
from ausrufer.organisations.jobs import tidy
from ausrufer.organisations.models import Member
from ausrufer.organisations.web.devices import said_device
from tests.conftest import PASSWORD, Town, run_jobs

pytestmark = pytest.mark.django_db(transaction=True)

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:143.0) Gecko/20100101 Firefox/143.0"
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 "
    "(KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1"
)


def log_in(member: Member, agent: str = FIREFOX, client: Client | None = None) -> Client:
    client = client or Client(headers={"user-agent": agent})
    answer = client.post(
        "/accounts/login/", {"login": member.user.email, "password": PASSWORD}, follow=False
    )
    assert answer.status_code == 302
    return client


def account(client: Client) -> str:
    return " ".join(client.get("/desk/konto/").content.decode().split())


def letters() -> list[str]:
    run_jobs()
    return [str(one.body) for one in mail.outbox]


def numbers(client: Client) -> list[int]:
    shown = client.get("/desk/konto/").context["sessions"]
    return [one.number for one in shown if not one.current]


def test_this_device_and_others(town: Town) -> None:
    here, there = log_in(town.anna), log_in(town.anna, IPHONE)
    shown = here.get("/desk/konto/").context["sessions"]
    assert [(one.device, one.current) for one in shown] == [
        ("Firefox unter Windows", True),
        ("Safari unter iPhone", False),
    ]
    assert here.post(f"/desk/konto/sitzungen/{numbers(here)[0]}/beenden/").status_code == 302
    assert there.get("/desk/").status_code == 302
    assert here.get("/desk/").status_code == 200
    assert numbers(here) == []


def test_ending_all_others(town: Town) -> None:
    here, others = log_in(town.anna), [log_in(town.anna, IPHONE) for _ in range(3)]
    answer = here.post("/desk/konto/sitzungen/beenden/", follow=True)
    assert "3 andere Sitzungen sind beendet." in answer.content.decode()
    assert [one.get("/desk/").status_code for one in others] == [302, 302, 302]
    assert here.get("/desk/").status_code == 200


def test_nobody_ends_the_sessions_of_others(town: Town, neighbour: Town) -> None:
    anna, second = log_in(town.anna), log_in(town.anna, IPHONE)
    number = numbers(anna)[0]
    for other in (town.dirk, neighbour.anna):
        answer = log_in(other).post(f"/desk/konto/sitzungen/{number}/beenden/")
        assert answer.status_code == 404
        log_in(other).post("/desk/konto/sitzungen/beenden/")
    assert second.get("/desk/").status_code == 200
    assert "iPhone" not in account(log_in(town.dirk))


def test_a_changed_password_ends_other_sessions(town: Town) -> None:
    here, there = log_in(town.anna), log_in(town.anna, IPHONE)
    new = "ein-ganz-anderes-Passwort"
    here.post(
        "/accounts/password/change/",
        {"oldpassword": PASSWORD, "password1": new, "password2": new},
    )
    assert here.get("/desk/").status_code == 200
    assert there.get("/desk/").status_code == 302
    assert numbers(here) == []


def test_a_new_device_is_told_of_once(town: Town) -> None:
    client = log_in(town.anna, IPHONE)
    assert len(letters()) == 1
    assert "Safari unter iPhone, von der Adresse 127.0.0.1" in letters()[0]
    assert mail.outbox[0].to == [town.anna.user.email]
    client.post("/accounts/logout/")
    log_in(town.anna, client=client)
    assert len(letters()) == 1
    log_in(town.anna, IPHONE)  # the same kind of browser on another device
    assert len(letters()) == 2


def test_a_device_is_known_for_each_person(town: Town) -> None:
    client = log_in(town.anna)
    client.post("/accounts/logout/")
    log_in(town.bekir, client=client)
    run_jobs()
    assert [one.to for one in mail.outbox] == [[town.anna.user.email], [town.bekir.user.email]]
    client.post("/accounts/logout/")
    log_in(town.anna, client=client)
    assert len(letters()) == 2


@pytest.mark.parametrize("forged", ["", "[1, 2, 3]", "WzFd:1abc:xyz", "ü"])
def test_a_forged_device_is_a_new_one(town: Town, forged: str) -> None:
    client = Client()
    client.cookies["geraet"] = forged
    log_in(town.anna, client=client)
    assert len(letters()) == 1


@pytest.mark.parametrize(
    ("agent", "said"),
    [
        (FIREFOX, "Firefox unter Windows"),
        (IPHONE, "Safari unter iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64) Chrome/140 Safari/537 Edg/140", "Edge unter Linux"),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/140 Safari/537", "Chrome unter Android"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15) Safari/605", "Safari unter macOS"),
        ("curl/8.0", "unbekanntes Gerät"),
        ("", "unbekanntes Gerät"),
        ("<script>", "unbekanntes Gerät"),
    ],
)  # fmt: skip
def test_words_for_devices(agent: str, said: str) -> None:
    assert said_device(agent) == said


def test_ended_sessions_are_forgotten(town: Town) -> None:
    client = log_in(town.anna)
    log_in(town.anna, IPHONE)
    with pretending(now() + timedelta(days=1)):
        tidy(timestamp=0)
    assert UserSession.objects.count() == 2
    number = numbers(client)[0]
    UserSession.objects.filter(pk=number).update(last_seen_at=now() - timedelta(days=2))
    tidy(timestamp=0)
    assert UserSession.objects.count() == 1
    assert client.get("/desk/").status_code == 200


def test_looking_at_pages_does_not_put_off_the_end_of_a_session(town: Town) -> None:
    client = log_in(town.anna)
    ends = Session.objects.get().expire_date
    with pretending(now() + timedelta(hours=1)):
        assert client.get("/desk/").status_code == 200
        seen = UserSession.objects.get().last_seen_at
        client.get("/desk/menschen/")
        assert UserSession.objects.get().last_seen_at == seen
    assert seen > now() + timedelta(minutes=50)
    assert Session.objects.get().expire_date == ends

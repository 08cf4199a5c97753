"""The door under attack: guessing, listing, luring elsewhere, old sessions."""

import json
import os
import re
import subprocess
import sys
from typing import Any

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse

from ausrufer.foundation.clock import now
from ausrufer.project.jobs import forget
from tests.conftest import PASSWORD, Town

LOG_IN, RESET = "/accounts/login/", "/accounts/password/reset/"
NEW_PASSWORD = "noch-ein-langes-Passwort-43"

GUESSES = """
import sys, django
from django.conf import settings
django.setup()
settings.DATABASES["default"]["NAME"] = sys.argv[1]
from django.test import Client
for number in range(5):
    guess = {"login": sys.argv[2], "password": f"falsch-{number}"}
    answer = Client().post("/accounts/login/", guess)
    assert answer.status_code == 200, answer.status_code
"""

SETTINGS = """
import json
from ausrufer.project import settings
print(json.dumps({name: getattr(settings, name, None) for name in %r}))
"""


def log_in(client: Client, town: Town, password: str = PASSWORD, **extra: Any) -> Any:
    given = {"login": town.anna.user.email, "password": password, **extra}
    return client.post(LOG_IN, given)


def is_in(client: Client) -> bool:
    return client.get("/desk/").status_code == 200


def elsewhere(code: str, *arguments: str, **variables: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.django_db(transaction=True)
def test_guesses_are_counted_for_all_processes_together(town: Town, client: Client) -> None:
    cache.clear()
    elsewhere(GUESSES, connection.settings_dict["NAME"], town.anna.user.email)
    answer = log_in(client, town)
    assert "Zu viele Versuche sind fehlgeschlagen" in answer.content.decode()
    assert not is_in(client)
    cache.clear()
    log_in(client, town)
    assert is_in(client)


@pytest.mark.django_db
def test_too_many_calls_are_told_in_german(town: Town) -> None:
    answers = [
        Client().post(LOG_IN, {"login": f"{n}@x.example", "password": "x"}) for n in range(31)
    ]
    assert answers[-1].status_code == 429
    assert "Zu viele Versuche" in answers[-1].content.decode()


@pytest.mark.django_db
def test_behind_our_proxy_everybody_has_a_limit_of_their_own(town: Town, settings: Any) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1

    def guess(address: str) -> int:
        given = {"login": "niemand@x.example", "password": "x"}
        # what comes before the last entry was written by the caller
        seen = {"X-Forwarded-For": f"203.0.113.{guess.calls}, {address}"}  # type: ignore[attr-defined]
        guess.calls += 1  # type: ignore[attr-defined]
        return Client().post(LOG_IN, given, headers=seen).status_code

    guess.calls = 1  # type: ignore[attr-defined]
    assert [guess("198.51.100.7") for _ in range(31)][-1] == 429
    assert guess("198.51.100.8") == 200


def test_settings_of_a_house_with_https_behind_a_proxy() -> None:
    names = {
        "SESSION_COOKIE_SECURE": True,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "CSRF_COOKIE_SECURE": True,
        "CSRF_COOKIE_HTTPONLY": True,
        "CSRF_COOKIE_SAMESITE": "Lax",
        "ALLAUTH_TRUSTED_PROXY_COUNT": 1,
        "DEBUG": False,
    }
    behind = {"AUSRUFER_BASE_URL": "https://stadt.example", "AUSRUFER_TRUST_PROXY": "true"}
    found = elsewhere(SETTINGS % list(names), **behind)
    assert json.loads(found) == names
    alone = json.loads(elsewhere(SETTINGS % ["ALLAUTH_TRUSTED_PROXY_COUNT"]))
    assert alone == {"ALLAUTH_TRUSTED_PROXY_COUNT": None}


@pytest.mark.django_db
def test_a_log_in_starts_a_session_of_its_own(town: Town, client: Client) -> None:
    planted = client.session
    planted["from"] = "before"
    planted.save()
    client.cookies["sessionid"] = before = planted.session_key
    answer = log_in(client, town)
    cookie = answer.cookies["sessionid"]
    assert cookie.value != before
    assert not Session.objects.filter(session_key=before).exists()
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


@pytest.mark.django_db
def test_a_new_password_ends_every_other_session(town: Town) -> None:
    here, there = Client(), Client()
    for client in (here, there):
        log_in(client, town)
        assert is_in(client)
    answer = here.post(
        "/accounts/password/change/",
        {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD},
    )
    assert answer.status_code == 302
    assert (is_in(here), is_in(there)) == (True, False)


@pytest.mark.django_db
def test_a_reset_password_ends_every_session(town: Town, client: Client) -> None:
    log_in(client, town)
    stranger = Client()
    stranger.post(RESET, {"email": town.anna.user.email})
    link = re.search(r"http://testserver(/accounts/password/reset/key/\S+)", mail.outbox[0].body)
    assert link is not None
    form = stranger.get(link[1], follow=True)
    stranger.post(
        form.redirect_chain[-1][0], {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    )
    assert not is_in(client)
    assert not is_in(stranger)
    assert "gilt nicht mehr" in Client().get(link[1], follow=True).content.decode()


def without_token_and(text: bytes, *addresses: str) -> str:
    page = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", text.decode())
    for address in addresses:
        page = page.replace(address, "…")
    return page


@pytest.mark.django_db
def test_nobody_learns_who_has_a_log_in(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    hashed: list[str] = []
    encode = MD5PasswordHasher.encode

    def counted(self: MD5PasswordHasher, password: str, salt: str) -> str:
        hashed.append(password)
        return str(encode(self, password, salt))

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    known, unknown = town.anna.user.email, "niemand@musterstadt.example"
    pages, work = [], []
    for address in (known, unknown):
        hashed.clear()
        answer = Client().post(LOG_IN, {"login": address, "password": "falsch-falsch-falsch"})
        pages.append((answer.status_code, without_token_and(answer.content, address)))
        work.append(len(hashed))  # a password that is never hashed would be told by the clock
    assert pages[0] == pages[1]
    assert work == [1, 1]
    asked = [Client().post(RESET, {"email": one}, follow=True) for one in (known, unknown)]
    told = [(a.redirect_chain, without_token_and(a.content, known, unknown)) for a in asked]
    assert told[0] == told[1]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "goal",
    [
        "https://boese.example/",
        "//boese.example/desk/",
        "/\\boese.example",
        "javascript:alert(1)",
        "https:boese.example",
        "http://testserver@boese.example/",
        "/desk/\r\nSet-Cookie: a=b",
        "\x00//boese.example",
        "https://boese.example\x00.testserver/",
    ],
)
def test_next_leads_nowhere_else(town: Town, client: Client, goal: str) -> None:
    changed = [
        client.post(reverse("choose_language"), {"language": "de", "next": goal}),
        client.post(reverse("design:theme"), {"theme": "dark", "next": goal}),
        log_in(client, town, next=goal),
        client.get(LOG_IN, {"next": goal}),  # already in
        client.post("/accounts/logout/", {"next": goal}),
    ]
    for answer in changed:
        assert answer.status_code < 400
        where = answer.headers.get("Location", "/")
        assert re.match(r"/[a-z]*/?", where), where
        assert "boese" not in where.partition("?")[0]
        assert not re.search(r"\s", where)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "odd", ["\x00", "\ud800", "a" * 1_000_000, "<script>alert(1)</script>", "\u202e", "\xff"]
)
def test_odd_signs_at_the_door(town: Town, odd: str) -> None:
    sent = odd.encode("utf-8", "surrogatepass")
    for address in (LOG_IN, RESET):
        for field in ("login", "email", "password", "next"):
            body = b"login=anna%40x.example&email=anna%40x.example&password=x&" + (
                field.encode() + b"=" + b"".join(b"%%%02X" % byte for byte in sent)
            )
            answer = Client().post(address, body, content_type="application/x-www-form-urlencoded")
            assert answer.status_code < 500, (address, field)
            assert b"<script>alert" not in answer.content
    assert not Session.objects.exists()


@pytest.mark.django_db
def test_what_ended_is_forgotten(town: Town, client: Client) -> None:
    log_in(client, town)
    log_in(Client(), town, "falsch")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM project_cache")
        assert cursor.fetchone()[0] > 0
        cursor.execute("UPDATE project_cache SET expires = %s", [now().replace(year=2000)])
    Session.objects.update(expire_date=now().replace(year=2000))
    forget()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM project_cache")
        assert cursor.fetchone()[0] == 0
    assert not Session.objects.exists()

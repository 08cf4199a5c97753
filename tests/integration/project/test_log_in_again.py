"""Nothing typed is lost when a log-in has ended or begun anew meanwhile."""

import re
from typing import Any

import pytest
from django.test import Client

from tests.conftest import Town

pytestmark = pytest.mark.django_db

NEW = "/desk/mitteilungen/neu/"
QUICK = {"hx-request": "true"}
HERE = {"origin": "http://testserver"}
WRITTEN = {
    "title": "Sperrung",
    "body": "Die Brücke ist <b>gesperrt</b>.\nBis Freitag.",
    "csrfmiddlewaretoken": "a" * 64,
    "old_password": "mein altes Kennwort",
    "page": "3c1e2a50-6a43-4a2c-9d9a-9a3a5a1c7a11",
}


def areas(answer: Any) -> list[str]:
    return re.findall(
        r"<textarea[^>]*readonly[^>]*>\n?(.*?)</textarea>", answer.content.decode(), re.DOTALL
    )


def test_a_page_is_told_of_the_log_out_instead_of_replaced() -> None:
    for path in (NEW, "/desk/mitteilungen/vorschau/"):
        answer = Client().post(path, WRITTEN, headers=QUICK)
        assert (answer.status_code, answer.content) == (401, b"")
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(NEW, WRITTEN, headers=QUICK).status_code == 401


def test_whoever_logged_in_again_gets_a_token_that_holds(town: Town) -> None:
    client = Client(enforce_csrf_checks=True)
    assert client.get("/desk/konto/angemeldet/", headers=QUICK).status_code == 401
    client.force_login(town.anna.user)
    answer = client.get("/desk/konto/angemeldet/", headers=QUICK)
    assert "no-store" in answer.headers["cache-control"]
    token = answer.json()["token"]
    kept = client.post(
        "/desk/mitteilungen/vorschau/", {"title": "A"}, headers={**QUICK, "x-csrftoken": token}
    )
    assert kept.status_code == 200


@pytest.mark.parametrize("checks", [True, False])
def test_a_form_sent_too_late_gives_the_texts_back(*, checks: bool) -> None:
    answer = Client(enforce_csrf_checks=checks).post(NEW, WRITTEN, headers=HERE)
    assert answer.status_code == 403
    assert areas(answer) == [
        "Sperrung",
        "Die Brücke ist &lt;b&gt;gesperrt&lt;/b&gt;.\nBis Freitag.",
    ]


def test_a_word_back_keeps_its_name() -> None:
    path = "/desk/mitteilungen/3c1e2a50-6a43-4a2c-9d9a-9a3a5a1c7a11/entscheiden/"
    given = {"comment": "Bitte noch einmal.", "sonst": "Ein anderer Satz."}
    answer = Client(enforce_csrf_checks=True).post(path, given, headers=HERE)
    labels = re.findall(r"<label[^>]*>(.*?)</label>", answer.content.decode())
    assert labels[-2:] == ["Ihr Wort", "Eingabe 2"]


def test_nothing_is_repeated_for_strangers_or_where_secrets_are_typed() -> None:
    strict = Client(enforce_csrf_checks=True)
    strange = strict.post(NEW, WRITTEN, headers={"origin": "https://anderswo.example"})
    silent = strict.post(NEW, WRITTEN)
    secret = strict.post("/desk/kanaele/neu/mastodon/", WRITTEN, headers=HERE)
    for answer in (strange, silent, secret):
        assert (answer.status_code, areas(answer)) == (403, [])

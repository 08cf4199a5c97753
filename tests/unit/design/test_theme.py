"""Choosing light or dark: kept in a cookie, never a way to somewhere else."""

import pytest
from django.test import RequestFactory

from ausrufer.design.theme import Theme
from ausrufer.design.web.views import choose_theme

REQUESTS = RequestFactory()


def test_the_choice_is_kept_and_leads_back() -> None:
    answer = choose_theme(REQUESTS.post("/darstellung/", {"theme": "dark", "next": "/desk/"}))
    assert (answer.status_code, answer.headers["Location"]) == (302, "/desk/")
    assert answer.cookies["darstellung"].value == "dark"
    assert answer.cookies["darstellung"]["samesite"] == "Lax"


def test_as_the_device_forgets_the_choice() -> None:
    answer = choose_theme(REQUESTS.post("/darstellung/", {"theme": "system", "next": "/"}))
    assert answer.cookies["darstellung"]["max-age"] == 0


@pytest.mark.parametrize("goal", ["https://evil.example/", "//evil.example/", "javascript:x", ""])
def test_nobody_is_led_away(goal: str) -> None:
    answer = choose_theme(REQUESTS.post("/darstellung/", {"theme": "dark", "next": goal}))
    assert answer.headers["Location"] == "/"


@pytest.mark.parametrize("text", ["", "dark; x", "DARK", "purple"])
def test_unknown_words_mean_the_device_decides(text: str) -> None:
    assert Theme.from_cookie(text) is Theme.SYSTEM

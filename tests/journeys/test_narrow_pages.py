"""What gets lost where room is scarce: buttons beside long texts, the bar, marks between facts."""

from datetime import timedelta
from typing import Any

import pytest

from ausrufer.foundation.clock import now
from ausrufer.foundation.scope import within_organisation
from ausrufer.organisations.actions import create_token
from ausrufer.organisations.policy import Scope
from tests.journeys.desk import Desk

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


@pytest.mark.parametrize("width", [1280, 390, 320])
def test_a_button_beside_a_long_list_keeps_its_word(desk: Desk, width: int) -> None:
    with within_organisation(desk.town.organisation.pk):
        anna = desk.town.anna
        create_token(actor=anna.actor, member=anna, label="Übernahme", scopes=list(Scope))
    page = desk.page(anna, width)
    page.goto(f"{desk.url}/desk/konto/")
    button = page.locator(".desk-token button", has_text="Übernahme")
    outer, word = button.bounding_box(), button.locator(".kern-label").bounding_box()
    assert outer is not None
    assert word is not None
    assert outer["x"] <= word["x"]
    assert word["x"] + word["width"] <= outer["x"] + outer["width"]
    assert outer["height"] < 48  # the word stands on one line
    assert outer["width"] > 60


@pytest.mark.parametrize(
    ("width", "said"),
    [
        (1280, "ÜBUNG: Alle Netzwerke sind nachgestellt. Nichts verlässt diesen Rechner."),
        (390, "ÜBUNG: Alles ist nachgestellt."),
    ],
)
def test_the_practice_bar_takes_one_line(desk: Desk, settings: Any, width: int, said: str) -> None:
    settings.ENVIRONMENT = settings.ENVIRONMENT.model_copy(update={"practice": True})
    page = desk.page(desk.town.anna, width)
    page.goto(f"{desk.url}/desk/")
    bar = page.locator(".aus-override")
    assert bar.inner_text().strip() == said
    assert bar.evaluate("one => one.clientHeight") <= 48


def test_no_mark_between_facts_stands_at_the_end_of_a_line(desk: Desk) -> None:
    """A mark belongs to what follows it; at the beginning of a line it is cut away."""
    soon = now() + timedelta(hours=3)
    message = desk.written("Viele Angaben", topic="Verkehr und Baustellen", publish_at=soon)
    page = desk.page(desk.town.anna, 320)
    page.goto(f"{desk.url}/desk/mitteilungen/{message.public_id}/")
    lines = page.locator(".msg-facts").evaluate(
        """list => {
          const left = list.getBoundingClientRect().left;
          return [...list.children].map(one => ({
            first: one.getBoundingClientRect().left - left < 1,
            after: getComputedStyle(one, '::after').content,
            hidden: parseFloat(getComputedStyle(one).paddingInlineStart) <= parseFloat(
              getComputedStyle(list).clipPath.match(/([\\d.]+)px\\)$/)?.[1] || 0),
          }));
        }"""
    )
    assert len([one for one in lines if one["first"]]) > 1
    assert {one["after"] for one in lines} == {"none"}
    assert all(one["hidden"] for one in lines if one["first"])

"""Every journey is played twice: with the pointer and by keyboard alone."""

from collections.abc import Callable

import pytest

from ausrufer.organisations.models import Member
from tests.journeys.desk import Desk
from tests.journeys.hands import Hand, Keyboard, Pointer

Playing = Callable[..., Hand]


@pytest.fixture(params=["pointer", "keyboard"])
def playing(desk: Desk, request: pytest.FixtureRequest) -> Playing:
    """Return a function that sits a member (None: anybody) down at the desk or a telephone."""

    def sit_down(who: Member | None, *, phone: bool = False) -> Hand:
        wishes = {"width": 390, "has_touch": True} if phone else {"width": 1280}
        page = desk.page(who, **wishes) if who else desk.guest(**wishes)
        return Keyboard(page) if request.param == "keyboard" else Pointer(page, touch=phone)

    return sit_down

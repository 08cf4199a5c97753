"""A fault of the house itself costs one delivery at most: no worker ends, nothing doubles."""

from typing import Any

import pytest

from ausrufer.channels import registry
from ausrufer.channels.testing import FakePlatform
from ausrufer.channels.testing.fake import FakeConnector
from ausrufer.delivery import carrying
from ausrufer.delivery.models import Attempt, Delivery
from ausrufer.delivery.settle import settle
from ausrufer.delivery.states import State
from ausrufer.foundation.scope import across_organisations
from tests.conftest import FAKES, Town, Worker
from tests.integration.delivery.orders import order, states

pytestmark = pytest.mark.django_db(transaction=True)
BY_HAND = "ausrufer.channels.testing.fake.FakeByHandConnector"


@pytest.fixture(autouse=True)
def _empty_network(settings: object) -> None:
    settings.AUSRUFER_CONNECTORS = [*FAKES, BY_HAND]  # type: ignore[attr-defined]
    registry._connectors.cache_clear()
    FakePlatform.named("netz").forget()


def faulty(monkeypatch: pytest.MonkeyPatch, name: str, whose: int, *, times: int = 1000) -> None:
    """Have a step of the worker fail for one delivery, the first times it is taken."""
    step, left = getattr(carrying, name), iter(range(times))

    def tried(claim: Any, *rest: Any, **more: Any) -> Any:
        if claim.delivery_id == whose and next(left, None) is not None:
            raise ValueError("odd")
        return step(claim, *rest, **more)

    monkeypatch.setattr(carrying, name, tried)


def test_a_yes_that_cannot_be_written_is_asked_about(
    town: Town, worker: Worker, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    odd, _other = order(town, town.channel("netz"), number=2)
    monkeypatch.setattr(carrying, "_is_plain", lambda *_: False)  # one by one
    faulty(monkeypatch, "settle", odd.pk, times=1)
    worker.deliver(turns=1)
    assert states(town) == [State.UNCLEAR, State.SETTLED]
    assert f"what became of delivery {odd.pk} could not be written" in caplog.text
    worker.deliver()
    assert states(town) == [State.SETTLED] * 2
    assert len(FakePlatform.named("netz").copies) == 2


def test_what_can_be_written_in_no_way_is_left_to_its_lease(
    town: Town, worker: Worker, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    odd, _other = order(town, town.channel("netz"), number=2)
    monkeypatch.setattr(carrying, "_is_plain", lambda *_: False)
    faulty(monkeypatch, "settle", odd.pk)
    worker.deliver(turns=1)
    assert states(town) == [State.IN_FLIGHT, State.SETTLED]
    assert "a delivery is left to its lease" in caplog.text
    monkeypatch.setattr(carrying, "settle", settle)
    worker.deliver()  # another worker: the first one does not hold its lock any more
    assert states(town) == [State.SETTLED] * 2
    assert len(FakePlatform.named("netz").copies) == 2


def test_a_task_that_cannot_be_handed_over_is_tried_again(
    town: Town, worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    (odd,) = order(town, town.channel("hand", "fake_by_hand"))
    faulty(monkeypatch, "hand_over", odd.pk, times=1)
    worker.deliver(turns=1)
    assert states(town) == [State.WAITING]
    with across_organisations(reason="a test"):
        assert Attempt.objects.get().outcome == "TemporaryFailure"
        Delivery.objects.update(due_at=odd.due_at)
    worker.deliver()
    assert states(town) == [State.BY_HAND]


def test_an_answer_that_cannot_be_applied_is_asked_for_again(
    town: Town, worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    (odd,) = order(town, town.channel("netz"))
    monkeypatch.setattr(carrying, "_is_plain", lambda *_: False)
    faulty(monkeypatch, "settle", odd.pk, times=1)
    faulty(monkeypatch, "apply_answer", odd.pk)
    worker.deliver()
    assert states(town) == [State.UNCLEAR]
    with across_organisations(reason="a test"):
        assert Delivery.objects.get().reconcile_at is not None


def test_a_connector_that_cannot_even_be_made_ends_no_worker(
    town: Town, worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    def odd(*_: object) -> None:
        raise ValueError("odd settings")

    order(town, town.channel("netz"))
    monkeypatch.setattr(FakeConnector, "__init__", odd)
    worker.deliver(turns=2)
    assert states(town) == [State.WAITING]  # surely nothing was sent

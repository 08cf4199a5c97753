"""Facts reach every subscriber: one job for several, and none waits for one that fails."""

from collections import Counter
from dataclasses import dataclass

import pytest
from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from ausrufer.foundation.clock import now
from ausrufer.foundation.facts import announce, announce_all, subscriber
from ausrufer.foundation.jobs import enqueue
from tests.conftest import run_jobs

pytestmark = pytest.mark.django_db(transaction=True)


@dataclass(frozen=True, slots=True)
class SomethingHappened:
    """A fact of these tests."""

    number: int


_told: Counter[int] = Counter()
_refused: Counter[int] = Counter()


@subscriber(SomethingHappened)
def something_happened(fact: SomethingHappened) -> None:
    """Count what is told, and refuse it as often as it is to be refused."""
    if _refused[fact.number]:
        _refused[fact.number] -= 1
        raise RuntimeError("refused")
    _told[fact.number] += 1


NAME = f"{__name__}.something_happened"


@pytest.fixture(autouse=True)
def _nothing_told() -> None:
    _told.clear()
    _refused.clear()


def waiting() -> list[tuple[dict[str, object], int]]:
    """Return what waits to be told, and how often that was tried."""
    jobs = ProcrastinateJob.objects.filter(task_name=NAME).order_by("id")
    return list(jobs.values_list("args", "attempts"))


def test_several_are_one_job() -> None:
    announce_all([SomethingHappened(number) for number in range(3)])
    assert waiting() == [({"facts": [{"number": 0}, {"number": 1}, {"number": 2}]}, 0)]
    run_jobs()
    assert (_told, waiting()) == ({0: 1, 1: 1, 2: 1}, [])


def test_one_is_its_own_job() -> None:
    announce(SomethingHappened(7))
    assert waiting() == [({"number": 7}, 0)]
    run_jobs()
    assert (_told, waiting()) == ({7: 1}, [])


def test_none_is_no_job() -> None:
    announce_all([])
    assert waiting() == []


def test_what_is_rolled_back_is_told_to_nobody() -> None:
    with transaction.atomic():
        announce_all([SomethingHappened(1), SomethingHappened(2)])
        transaction.set_rollback(True)
    run_jobs()
    assert (_told, waiting()) == ({}, [])


def test_one_of_several_that_fails_is_told_again_alone() -> None:
    _refused[1] = 1
    announce_all([SomethingHappened(number) for number in range(3)])
    run_jobs()  # and what became a job of its own meanwhile
    assert (_told, waiting()) == ({0: 1, 1: 1, 2: 1}, [])


def test_one_that_goes_on_failing_is_retried_with_pauses() -> None:
    _refused[1] = 2
    announce_all([SomethingHappened(number) for number in range(3)])
    run_jobs()
    assert _told == {0: 1, 2: 1}
    assert waiting() == [({"number": 1}, 1)]
    (again,) = ProcrastinateJob.objects.filter(task_name=NAME)
    assert again.scheduled_at > now()


def test_a_job_that_broke_off_tells_everybody_again() -> None:
    """As after kill -9: who was told hears it twice, nobody never."""
    several = [{"number": number} for number in range(3)]
    something_happened(SomethingHappened(0))
    enqueue(NAME, facts=several)
    run_jobs()
    assert _told == {0: 2, 1: 1, 2: 1}


def test_a_fact_needs_names_of_its_own() -> None:
    @dataclass(frozen=True)
    class Queued:
        queue: str

    @dataclass(frozen=True)
    class Empty:
        pass

    for fact in (Queued, Empty):
        with pytest.raises(TypeError, match="names of their own"):
            subscriber(fact)

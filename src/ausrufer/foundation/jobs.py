"""Jobs by name: a wake-up call that commits or rolls back with the row it speaks of."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.manager import JobManager
from procrastinate.tasks import configure_task

# Never the app's own connector: a worker replaces that by one with connections of its own, and a
# job would be there before, or without, the row it speaks of.
_IN_TRANSACTION = JobManager(DjangoConnector())


ORDINARY, READING, FILMS = "default", "reading", "films"
"""The queues: what takes minutes (films are read) or hours (films are made anew) has its own, so
that notices and renewals never wait behind it."""


def job(name: str, **options: Any) -> Callable[[Callable[..., None]], Any]:
    """Register a function as the job `name`; `options` are procrastinate's."""

    def register(function: Callable[..., None]) -> Any:
        @wraps(function)
        def run(*args: Any, **payload: Any) -> None:
            try:
                function(*args, **payload)
            finally:
                # jobs run in threads of a pool that come and go: none may keep a connection
                connection.close()

        task: Callable[[Callable[..., None]], Any] = app.task(name=name, **options)
        return task(run)

    return register


def enqueue(
    name: str, *, at: datetime | None = None, queue: str = ORDINARY, **payload: Any
) -> None:
    """Queue the job `name` in the caller's transaction; `payload` must be plain JSON values."""
    task = configure_task(name=name, job_manager=_IN_TRANSACTION, schedule_at=at, queue=queue)
    task.defer(**payload)


def queued(name: str, key: str) -> set[Any]:
    """Return what the jobs `name` that wait or are being done were given as `key`."""
    found = ProcrastinateJob.objects.filter(task_name=name, status__in=("todo", "doing"))
    return set(found.values_list(f"args__{key}", flat=True))


def wake(listener: str) -> None:
    """Tell every process listening on `listener`, once the caller's transaction commits."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, '')", [listener])

"""The worker process: the delivery engine and the ordinary jobs in one event loop."""

import asyncio
import logging
import signal

from django.conf import settings
from procrastinate import App, BaseConnector
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

from ausrufer.channels.surroundings import surroundings
from ausrufer.delivery.engine import Engine
from ausrufer.foundation.http import GuardedClient
from ausrufer.foundation.jobs import FILMS, ORDINARY, READING

log = logging.getLogger(__name__)

JOBS_SIDE_BY_SIDE = 4
RESCUE_EVERY_SECONDS = 30.0
STALLED_AFTER_SECONDS = 60.0


def run(*, only_urgent: bool = False) -> None:
    """Work until SIGTERM or SIGINT; what is in flight is finished first.

    `only_urgent`: deliver warnings and what is urgent, and do no ordinary jobs.
    """
    asyncio.run(_run(only_urgent=only_urgent))


async def _run(*, only_urgent: bool) -> None:
    async with GuardedClient(settings.HTTP_POLICY) as http:
        engine = Engine(surroundings(http), only_urgent=only_urgent)
        if only_urgent:
            _stop_on_signals(engine)
            await engine.run()
            return
        with app.replace_connector(_worker_connector()) as jobs:
            async with jobs.open_async():
                await _until_stopped(engine, jobs)


def _worker_connector() -> BaseConnector:
    connector = app.connector
    assert isinstance(connector, DjangoConnector)  # noqa: S101 - narrows for the type checker
    return connector.get_worker_connector()


def _stop_on_signals(engine: Engine) -> None:
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, engine.stop)
    log.info("worker %s is at work", engine.worker)


async def _until_stopped(engine: Engine, jobs: App) -> None:
    _stop_on_signals(engine)
    # whichever ends first ends the process: the supervisor starts it anew
    working = {
        asyncio.create_task(engine.run()),
        asyncio.create_task(_jobs(jobs, ORDINARY, side_by_side=JOBS_SIDE_BY_SIDE)),
        asyncio.create_task(_jobs(jobs, READING, side_by_side=1)),
        asyncio.create_task(_jobs(jobs, FILMS, side_by_side=1)),
        asyncio.create_task(_rescue_stalled(jobs)),
    }
    done, pending = await asyncio.wait(working, return_when=asyncio.FIRST_COMPLETED)
    for task in pending:
        task.cancel()
    await asyncio.gather(*pending, return_exceptions=True)
    for task in done:
        task.result()


async def _jobs(jobs: App, queue: str, *, side_by_side: int) -> None:
    await jobs.run_worker_async(
        queues=[queue],
        concurrency=side_by_side,
        install_signal_handlers=False,
        delete_jobs="successful",
    )


async def _rescue_stalled(jobs: App) -> None:
    """Give the jobs of killed workers another try; procrastinate leaves that to us."""
    while True:
        await asyncio.sleep(RESCUE_EVERY_SECONDS)
        stalled = await jobs.job_manager.get_stalled_jobs(
            seconds_since_heartbeat=STALLED_AFTER_SECONDS
        )
        for job in stalled:
            try:
                await jobs.job_manager.retry_job(job)
            except Exception:
                # one job that cannot be retried must not keep the others down
                log.exception("stalled job %s could not be retried", job.id)

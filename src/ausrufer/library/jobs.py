"""Jobs of the library: thin, safe to run twice."""

from typing import Any

from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from ausrufer.foundation.films.facts import NotFinished
from ausrufer.foundation.films.plans import Wanted
from ausrufer.foundation.jobs import FILMS, READING, job
from ausrufer.foundation.scope import across_organisations
from ausrufer.library.actions import (
    MAKE_FILM,
    READ_FILM,
    make_film,
    queue_lost_readings,
    read_film,
)
from ausrufer.library.models import Asset, MadeFile

_MORE_TRIES = 2
_RETRY = RetryStrategy(max_attempts=_MORE_TRIES, wait=300, retry_exceptions={NotFinished})


@job(MAKE_FILM, queue=FILMS, retry=_RETRY, pass_context=True)
def make(context: JobContext, made_id: int, asset_id: int, wanted: dict[str, Any]) -> None:
    """Make a film as a network takes it."""
    with across_organisations(reason="a job knows its rows by their ids"):
        made = MadeFile.objects.filter(pk=made_id).first()
        asset = Asset.objects.filter(pk=asset_id).first()
        if made is not None and asset is not None:
            wanted["formats"] = tuple(wanted["formats"])
            last = context.job.attempts >= _MORE_TRIES
            make_film(made=made, asset=asset, wanted=Wanted(**wanted), last_try=last)


@job(READ_FILM, queue=READING)
def read(asset_id: int) -> None:
    """Read a film that came in."""
    with across_organisations(reason="a job knows its rows by their ids"):
        asset = Asset.objects.select_related("uploaded_by").filter(pk=asset_id).first()
        if asset is not None:
            read_film(asset=asset)


@app.periodic(cron="* * * * *")
@job("ausrufer.library.jobs.queue_lost")
def queue_lost(timestamp: int) -> None:  # noqa: ARG001 - procrastinate hands it to periodic jobs
    """Have films read whose job got lost."""
    with across_organisations(reason="films of all towns are waiting"):
        queue_lost_readings()

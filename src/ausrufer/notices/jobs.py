"""Jobs of notices: thin, safe to run twice."""

from procrastinate.contrib.django import app

from ausrufer.foundation.jobs import job
from ausrufer.notices.actions.notify import SEND
from ausrufer.notices.actions.reading import tidy as forget
from ausrufer.notices.sending import attempt, digest


@job(SEND)
def send(organisation_id: int, sending_id: int) -> None:
    """Carry out one message."""
    attempt.attempt(organisation_id=organisation_id, sending_id=sending_id)


@app.periodic(cron="* * * * *")
@job("ausrufer.notices.jobs.sweep")
def sweep(timestamp: int) -> None:  # noqa: ARG001 - procrastinate hands it to periodic jobs
    """Carry out what lost its job."""
    attempt.sweep()


@app.periodic(cron="*/5 * * * *")
@job("ausrufer.notices.jobs.send_digests")
def send_digests(timestamp: int) -> None:  # noqa: ARG001 - procrastinate hands it to periodic jobs
    """Write the digests whose hour has come."""
    digest.send_digests()


@app.periodic(cron="52 3 * * *")
@job("ausrufer.notices.jobs.tidy")
def tidy(timestamp: int) -> None:  # noqa: ARG001 - procrastinate hands it to periodic jobs
    """Forget what was told long ago."""
    forget()

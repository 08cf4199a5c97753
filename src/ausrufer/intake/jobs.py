"""Jobs of the intake: thin, periodic, safe to run twice."""

from procrastinate.contrib.django import app

from ausrufer.foundation.jobs import job
from ausrufer.intake.receiving import forget_calls


@app.periodic(cron="29 * * * *")
@job("ausrufer.intake.jobs.forget")
def forget(timestamp: int) -> None:  # noqa: ARG001 - procrastinate hands it to periodic jobs
    """Delete what is known of calls long ago."""
    forget_calls()

"""Jobs of the intake: thin, periodic, safe to run twice."""

from procrastinate.contrib.django import app

from ausrufer.foundation.jobs import job
from ausrufer.intake.receiving import announce_open_again, forget_calls


@app.periodic(cron="29 * * * *")
@job("ausrufer.intake.jobs.forget")
def forget(timestamp: int) -> None:  # noqa: ARG001 - procrastinate hands it to periodic jobs
    """Delete what is known of calls long ago."""
    forget_calls()


@app.periodic(cron="41 * * * *")
@job("ausrufer.intake.jobs.announce_again")
def announce_again(timestamp: int) -> None:  # noqa: ARG001 - procrastinate hands it to periodic jobs
    """Have calls looked at whose platform was out of order for longer than anybody tried."""
    announce_open_again()

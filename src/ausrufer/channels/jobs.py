"""Jobs of channels: thin, periodic, safe to run twice."""

from procrastinate.contrib.django import app

from ausrufer.channels.connecting.warnings import warn_everywhere
from ausrufer.channels.connecting.way import forget_ways
from ausrufer.channels.lending import take_back
from ausrufer.foundation.jobs import job


@app.periodic(cron="13 * * * *")
@job("ausrufer.channels.jobs.warn_of_ends")
def warn_of_ends(timestamp: int) -> None:  # noqa: ARG001 - procrastinate hands it to periodic jobs
    """Warn the people who keep a channel before its access ends."""
    warn_everywhere()


@app.periodic(cron="*/10 * * * *")
@job("ausrufer.channels.jobs.forget_consents")
def forget_consents(timestamp: int) -> None:  # noqa: ARG001 - procrastinate hands it over
    """Delete ways of consent whose time is over."""
    forget_ways()


@app.periodic(cron="37 * * * *")
@job("ausrufer.channels.jobs.take_back_lent")
def take_back_lent(timestamp: int) -> None:  # noqa: ARG001 - procrastinate hands it over
    """Delete files that were lent to platforms long enough."""
    take_back()

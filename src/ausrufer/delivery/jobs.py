"""Jobs of deliveries: thin, safe to run twice."""

from procrastinate.contrib.django import app

from ausrufer.delivery import renewals
from ausrufer.foundation.jobs import job


@app.periodic(cron="*/5 * * * *")
@job("ausrufer.delivery.jobs.queue_renewals")
def queue_renewals(timestamp: int) -> None:  # noqa: ARG001 - procrastinate hands it over
    """See to every access that is to be renewed."""
    renewals.queue_renewals()


@job(renewals.RENEW)
def renew(channel_id: int) -> None:
    """Renew one access."""
    renewals.renew(channel_id)

"""Jobs of subscriptions: thin, safe to run twice."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from ausrufer.foundation.jobs import job
from ausrufer.subscriptions import actions, sending


@job(
    "ausrufer.subscriptions.jobs.send_letter",
    retry=RetryStrategy(max_attempts=14, exponential_wait=2),
)
def send_letter(subscription_id: int) -> None:
    """Write to the person behind a sign-up."""
    sending.send_letter_about(subscription_id)


@app.periodic(cron="17 * * * *")
@job("ausrufer.subscriptions.jobs.tidy")
def tidy(timestamp: int) -> None:  # noqa: ARG001 - procrastinate hands it to periodic jobs
    """Forget what is no longer needed."""
    actions.tidy()

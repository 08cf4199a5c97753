"""Jobs of the organisation: id or plain text in, one thing done."""

from django.core.mail import EmailMessage
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from ausrufer.foundation.jobs import job
from ausrufer.organisations.actions import invitations, sessions


@job(
    "ausrufer.organisations.jobs.send_mail",
    retry=RetryStrategy(max_attempts=10, exponential_wait=5),
)
def send_mail(to: str, subject: str, text: str) -> None:
    """Send one mail of the house to one person."""
    # A line break in a subject would be a header of its own.
    EmailMessage(subject=" ".join(subject.split()), body=text, to=[to]).send()


@job(
    "ausrufer.organisations.jobs.send_invitation",
    retry=RetryStrategy(max_attempts=10, exponential_wait=5),
)
def send_invitation(organisation_id: int, invitation_id: int) -> None:
    """Write to an invited person."""
    invitations.send_letter(organisation_id=organisation_id, invitation_id=invitation_id)


@app.periodic(cron="23 4 * * *")
@job("ausrufer.organisations.jobs.tidy")
def tidy(timestamp: int) -> None:  # noqa: ARG001 - procrastinate hands it to periodic jobs
    """Forget what is no longer needed."""
    invitations.tidy()
    sessions.tidy()

"""Jobs of announcements: thin, periodic, safe to run twice."""

from procrastinate.contrib.django import app

from ausrufer.announcements.actions.approve import lapse_overdue
from ausrufer.announcements.actions.dues import tell_dues_everywhere
from ausrufer.announcements.actions.imports import poll
from ausrufer.announcements.actions.links import JOB as ASK_ABOUT_LINKS
from ausrufer.announcements.actions.links import ask_links
from ausrufer.announcements.actions.plan_import import forget_uploads
from ausrufer.announcements.actions.reminders import remind_everywhere
from ausrufer.announcements.actions.series import make_all_drafts
from ausrufer.announcements.figures.measuring import measure_everywhere
from ausrufer.foundation.jobs import job
from ausrufer.foundation.scope import across_organisations, within_organisation
from ausrufer.intake.models import Feed


@app.periodic(cron="* * * * *")
@job("ausrufer.announcements.jobs.lapse")
def lapse(timestamp: int) -> None:  # noqa: ARG001 - procrastinate hands it to periodic jobs
    """Let lapse what nobody approved in time."""
    lapse_overdue()


@app.periodic(cron="*/10 * * * *")
@job("ausrufer.announcements.jobs.remind")
def remind(timestamp: int) -> None:  # noqa: ARG001 - procrastinate hands it to periodic jobs
    """Remind of what waits too long for its approval."""
    remind_everywhere()


@app.periodic(cron="11 6 * * *")
@job("ausrufer.announcements.jobs.tell_dues")
def tell_dues(timestamp: int) -> None:  # noqa: ARG001 - procrastinate hands it to periodic jobs
    """Tell who keeps channels, snippets and pictures what is due; before the first digest."""
    tell_dues_everywhere()


@app.periodic(cron="7 * * * *")
@job("ausrufer.announcements.jobs.make_series")
def make_series(timestamp: int) -> None:  # noqa: ARG001 - procrastinate hands it to periodic jobs
    """Make the drafts of what comes again, three weeks ahead."""
    make_all_drafts()


@app.periodic(cron="*/5 * * * *")
@job("ausrufer.announcements.jobs.poll_feeds")
def poll_feeds(timestamp: int) -> None:  # noqa: ARG001 - procrastinate hands it to periodic jobs
    """Read every polled feed once more."""
    with across_organisations(reason="feeds of every organisation are polled"):
        feeds = list(Feed.objects.filter(polled=True).select_related("department"))
    for feed in feeds:
        with within_organisation(feed.organisation_id):
            poll(feed=feed)


@app.periodic(cron="4-59/10 * * * *")
@job("ausrufer.announcements.jobs.measure")
def measure(timestamp: int) -> None:  # noqa: ARG001 - procrastinate hands it to periodic jobs
    """Ask for the numbers of what was published an hour, a day, a week ago."""
    measure_everywhere()


@app.periodic(cron="23 * * * *")
@job("ausrufer.announcements.jobs.forget_plans")
def forget_plans(timestamp: int) -> None:  # noqa: ARG001 - procrastinate hands it to periodic jobs
    """Delete uploaded plans nobody has read in."""
    forget_uploads()


@job(ASK_ABOUT_LINKS)
def ask_about_links(organisation_id: int, announcement_id: int) -> None:
    """Find out whether the links of a message lead anywhere."""
    with within_organisation(organisation_id):
        ask_links(announcement_id)

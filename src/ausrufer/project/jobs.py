"""Jobs of the whole house: thin, safe to run twice."""

from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from procrastinate.contrib.django import app

from ausrufer.foundation.clock import now
from ausrufer.foundation.jobs import job


@app.periodic(cron="41 * * * *")
@job("ausrufer.project.jobs.forget_what_ended")
def forget_what_ended(timestamp: int) -> None:  # noqa: ARG001 - procrastinate hands it over
    """Delete ended sessions and counted attempts: both tell who was here, and from where."""
    forget()


def forget() -> None:
    """Delete sessions and entries of the cache that have ended."""
    SessionStore.clear_expired()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM project_cache WHERE expires < %s", [now()])

"""Jobs of the public site: thin, safe to run twice."""

import logging

from django.conf import settings
from procrastinate.contrib.django import app

from ausrufer.foundation.jobs import job
from ausrufer.hub.site.rebuild import rebuild_outdated

log = logging.getLogger(__name__)


@app.periodic(cron="* * * * *")
@job("ausrufer.hub.jobs.renew")
def renew(timestamp: int) -> None:  # noqa: ARG001 - procrastinate hands it to periodic jobs
    """Bring every page up to new settings and to a new version of the house."""
    for folder, outcome in rebuild_outdated(settings.PUBLIC_FOLDER):
        log.info("site %s: %s", folder, outcome)

"""Whether a film or a document may be shown on a day, as far as the library knows."""

from collections.abc import Iterator
from datetime import date, timedelta

from ausrufer.announcements.adaptation.finding import Finding, Severity
from ausrufer.announcements.preflight.rules import rule
from ausrufer.library.policy import (
    AssetFacts,
    Consent,
    Obstacle,
    obstacles,
    rights_open,
    usable_until,
)

SOON = timedelta(days=30)
_STOPPING = {
    Obstacle.RIGHTS_OVER: "rights_over",
    Obstacle.CONSENT_OVER: "consent_over",
    Obstacle.CONSENT_MISSING: "consent_missing",
}


def about_rights(what: str, facts: AssetFacts, day: date, place: str) -> Iterator[Finding]:
    """Yield what keeps it from going out, what nobody has said yet, and whether it ends soon.

    `what` begins the codes of the findings: "film", "document".
    """
    stopped = obstacles(facts, day)
    for obstacle in stopped:
        ends = facts.rights_until if obstacle is Obstacle.RIGHTS_OVER else facts.consent_until
        told = {} if obstacle is Obstacle.CONSENT_MISSING else {"day": _written(ends)}
        yield Finding.of(f"{what}_{_STOPPING[obstacle]}", Severity.STOPS, place, **told)
    if rights_open(facts):
        yield tunable(f"{what}_rights_open", place)
    if facts.consent is Consent.UNKNOWN:
        yield tunable(f"{what}_consent_open", place)
    ends_on = usable_until(facts)
    if not stopped and ends_on is not None and ends_on - day <= SOON:
        yield tunable(f"{what}_ends_soon", place, day=_written(ends_on))


def tunable(code: str, place: str, **values: str | int) -> Finding:
    """Return a finding with the severity it has by itself."""
    return Finding.of(code, rule(code).severity, place, **values)


def _written(day: date | None) -> str:
    return f"{day.day}.{day.month}.{day.year}" if day else ""

"""Which organisation the running code acts for; without one every query fails."""

from collections.abc import Iterator
from contextlib import contextmanager

from django_scopes import ScopedManager, get_scope, scope, scopes_disabled

__all__ = ["ScopedManager", "across_organisations", "active_organisation_id", "within_organisation"]


@contextmanager
def within_organisation(organisation_id: int) -> Iterator[None]:
    """Let the enclosed queries see the rows of this organisation only."""
    with scope(organisation=organisation_id):
        yield


@contextmanager
def across_organisations(*, reason: str) -> Iterator[None]:
    """Let the enclosed queries see every row; `reason` says to the reader why that is right."""
    if not reason:
        raise ValueError("a reason is required to look across organisations")
    with scopes_disabled():
        yield


def active_organisation_id() -> int:
    """Return the organisation in scope; raises LookupError where there is none."""
    organisation = get_scope().get("organisation")
    if organisation is None:
        raise LookupError("no organisation is in scope")
    return int(organisation)

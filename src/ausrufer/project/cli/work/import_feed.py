"""Importing a feed by hand."""

from pathlib import Path

from ausrufer.announcements.actions import imports
from ausrufer.announcements.actions.imports import ImportReport
from ausrufer.foundation.scope import within_organisation
from ausrufer.organisations.errors import Refused
from ausrufer.organisations.models import Department, Organisation
from ausrufer.organisations.queries import departments
from ausrufer.project.cli.faults import CommandFault
from ausrufer.records.actor import Actor


def import_feed(
    source: str, *, slug: str | None, department: str | None, poll: bool
) -> ImportReport:
    """Import the feed at an address or in a file; raises CommandFault."""
    organisation = _organisation(slug)
    actor = Actor.house(organisation.pk)
    with within_organisation(organisation.pk):
        office = _department(department)
        try:
            if "://" in source:
                return imports.import_from_address(
                    actor=actor, department=office, address=source, polled=poll
                )
            if poll:
                raise CommandFault("Regelmäßig einlesen lässt sich nur eine Adresse, keine Datei.")
            return imports.import_from_file(actor=actor, department=office, path=Path(source))
        except Refused as refused:
            raise CommandFault(refused.for_staff) from None


def _organisation(slug: str | None) -> Organisation:
    found = Organisation.objects.filter(slug=slug) if slug else Organisation.objects.all()
    if len(found) == 1:
        return found[0]
    known = ", ".join(Organisation.objects.order_by("slug").values_list("slug", flat=True))
    raise CommandFault(f"Bitte nennen Sie die Organisation mit --organisation. Es gibt: {known}")


def _department(name: str | None) -> Department:
    found = [each for each in departments() if name in (None, each.name)]
    if len(found) == 1:
        return found[0]
    known = ", ".join(f"„{each.name}“" for each in departments())
    raise CommandFault(f"Bitte nennen Sie das Amt mit --department. Es gibt: {known}")

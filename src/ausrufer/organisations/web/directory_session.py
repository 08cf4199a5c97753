"""Sessions that began at a directory: they reach no further than the directory's organisation.

A directory speaks for the people of its organisation only. Were its sessions good for more, whoever
runs it could act elsewhere in the name of somebody who works for two organisations.
"""

from uuid import UUID

from allauth.account.internal.flows.login import get_authentication_records
from django.http import HttpRequest

from ausrufer.organisations.access import sign_on_by
from ausrufer.organisations.models import Member, User

METHOD = "directory"


def began_at_directory(request: HttpRequest, user: User) -> UUID | None:
    """Return by which directory a session began; None where the person proved it here."""
    for one in get_authentication_records(request, user):
        if one.get("method") == METHOD:
            return UUID(one["sign_on"])
    return None


def within_reach(directory: UUID, memberships: list[Member]) -> list[Member]:
    """Return what a session of a directory reaches; nothing once the directory is not used."""
    sign_on = sign_on_by(directory)
    return [
        one for one in memberships if sign_on and one.organisation_id == sign_on.organisation_id
    ]

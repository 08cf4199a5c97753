"""Changing what people may do, and ending their access."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from ausrufer.foundation.clock import now
from ausrufer.foundation.scope import across_organisations
from ausrufer.organisations import journal
from ausrufer.organisations.actions.sessions import end_sessions
from ausrufer.organisations.errors import Refused
from ausrufer.organisations.models import (
    ApiToken,
    Assignment,
    DirectoryIdentity,
    Member,
    Organisation,
)
from ausrufer.organisations.policy import Grant, Role, essential
from ausrufer.organisations.queries import said_grants
from ausrufer.records.actions import record


@transaction.atomic
def change_roles(*, member: Member, colleague: Member, grants: Iterable[Grant]) -> None:
    """Give a person exactly these roles; raises Refused for none, or no administrator left."""
    found, wanted = _locked(colleague), essential(grants)
    before = found.rights.grants
    if not wanted:
        raise Refused(_("Bitte wählen Sie mindestens eine Rolle, oder nehmen Sie den Zugang."))
    if wanted == before:
        return
    if not any(grant.role is Role.ADMINISTRATOR for grant in wanted):
        _refuse_last(found)
    Assignment.objects.filter(member=found).delete()
    Assignment.objects.bulk_create(
        Assignment(
            organisation_id=found.organisation_id,
            member=found,
            role=grant.role,
            department_id=grant.department_id,
        )
        for grant in wanted
    )
    record(
        journal.ROLES_CHANGED,
        actor=member.actor,
        subject=_subject(found),
        member=found.name,
        before=", ".join(said_grants(before)) or "–",
        after=", ".join(said_grants(wanted)),
    )


@transaction.atomic
def deactivate(*, member: Member, colleague: Member) -> None:
    """Take a person's access: sessions and tokens end at once. Raises Refused for the last one."""
    found = _locked(colleague)
    if not found.active:
        return
    _refuse_last(found)
    Member.objects.filter(pk=found.pk).update(active=False)
    DirectoryIdentity.objects.filter(member=found).delete()
    ApiToken.objects.filter(member=found, ended_at=None).update(ended_at=now())
    record(
        journal.MEMBER_DEACTIVATED,
        actor=member.actor,
        subject=_subject(found),
        member=found.name,
    )
    if not works_elsewhere(found):
        end_sessions(found.user)


@transaction.atomic
def reactivate(*, member: Member, colleague: Member) -> None:
    """Give a person's access back with the roles they had; ended tokens stay ended."""
    found = _locked(colleague)
    if found.active:
        return
    Member.objects.filter(pk=found.pk).update(active=True)
    record(
        journal.MEMBER_REACTIVATED,
        actor=member.actor,
        subject=_subject(found),
        member=found.name,
    )


def works_elsewhere(member: Member) -> bool:
    """Tell whether this log-in also serves another organisation."""
    with across_organisations(reason="a log-in may belong to several organisations"):
        return (
            Member.objects.filter(user_id=member.user_id, active=True)
            .exclude(organisation_id=member.organisation_id)
            .exists()
        )


def _locked(colleague: Member) -> Member:
    """Return the person as stored, after whoever else changes people here has finished."""
    Organisation.objects.select_for_update().get(pk=colleague.organisation_id)
    return Member.objects.select_related("user").get(pk=colleague.pk)


def _refuse_last(member: Member) -> None:
    if not any(grant.role is Role.ADMINISTRATOR for grant in member.rights.grants):
        return
    others = Member.objects.filter(
        active=True, user__is_active=True, assignments__role=Role.ADMINISTRATOR
    ).exclude(pk=member.pk)
    if not others.exists():
        raise Refused(
            _(
                "%(name)s ist die letzte Person, die verwaltet. Geben Sie zuerst jemand anderem "
                "diese Rolle."
            )
            % {"name": member.name}
        )


def _subject(member: Member) -> str:
    return f"member:{member.pk}"

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
    HouseRole,
    Member,
    Organisation,
)
from ausrufer.organisations.policy import Grant, Rights, essential, is_administered, may_give
from ausrufer.organisations.queries import role_keys, said_grants, working_rights
from ausrufer.records.actions import record


@transaction.atomic
def change_roles(*, member: Member, colleague: Member, grants: Iterable[Grant]) -> None:
    """Give a person exactly these roles; raises Refused.

    Refused are no role at all, rights of the house the giver does not hold, and whatever leaves
    the house without administration.
    """
    found, wanted = _locked(colleague), essential(grants)
    before = found.rights.grants
    if not wanted:
        raise Refused(_("Bitte wählen Sie mindestens eine Rolle, oder nehmen Sie den Zugang."))
    if wanted == before:
        return
    roles = roles_to_give(member, wanted, before)
    meaning = {key: role.allows for key, role in roles.items()}
    _refuse_last(found, Rights(wanted, meaning))
    Assignment.objects.filter(member=found).delete()
    Assignment.objects.bulk_create(
        Assignment(
            organisation_id=found.organisation_id,
            member=found,
            role=roles[grant.role],
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
    _refuse_last(found, None)
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


def roles_to_give(
    giver: Member, wanted: Iterable[Grant], before: Iterable[Grant] = ()
) -> dict[str, HouseRole]:
    """Return the roles in use by key; raises Refused where `giver` may not give what is new."""
    roles, held = role_keys(), frozenset(before)
    for grant in frozenset(wanted):
        role = roles.get(grant.role)
        if role is None:
            raise Refused(_("Diese Rolle gibt es hier nicht mehr."))
        if role.house_wide and grant.department_id is not None:
            said = _("Die Rolle „%(role)s“ gilt nur für alle Ämter zusammen.")
            raise Refused(said % {"role": role.word})
        if grant not in held and not may_give(giver.rights, role.allows):
            said = _("Die Rolle „%(role)s“ dürfen Sie nicht geben: Sie haben ihre Rechte nicht.")
            raise Refused(said % {"role": role.word})
    return roles


def _refuse_last(member: Member, changed: Rights | None) -> None:
    """Raise Refused where this change (None: no access any more) ends all administration."""
    before = working_rights()
    after = {**before, member.pk: changed or Rights(frozenset())}
    if is_administered(before.values()) and not is_administered(after.values()):
        raise Refused(
            _(
                "%(name)s ist die letzte Person, die verwaltet. Geben Sie zuerst jemand anderem "
                "diese Rolle."
            )
            % {"name": member.name}
        )


def _subject(member: Member) -> str:
    return f"member:{member.pk}"

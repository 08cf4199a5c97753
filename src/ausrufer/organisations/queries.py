"""Reading organisations, departments and people."""

from collections.abc import Collection, Iterable

from allauth.mfa.models import Authenticator
from django.db.models import QuerySet

from ausrufer.foundation.asked_once import once
from ausrufer.foundation.clock import now
from ausrufer.foundation.german_order import german_order
from ausrufer.foundation.scope import across_organisations
from ausrufer.organisations.models import (
    Absence,
    ApiToken,
    Department,
    HouseRole,
    Invitation,
    Member,
    Organisation,
    User,
)
from ausrufer.organisations.policy import Grant, Right, Rights, may_write


@once
def departments() -> QuerySet[Department]:
    """Return all departments of the organisation in scope."""
    return Department.objects.all()


def departments_to_write(member: Member) -> list[Department]:
    """Return the departments the member writes for, by name."""
    own = [one for one in departments() if may_write(member.rights, one.pk)]
    return sorted(own, key=lambda one: german_order(one.name))


def members() -> QuerySet[Member]:
    """Return all people of the organisation in scope with their assignments."""
    return Member.objects.select_related("user").prefetch_related(
        "assignments__department", "assignments__role"
    )


def members_who_may(right: Right) -> QuerySet[Member]:
    """Return the active people who hold a right for any department, with their log-ins."""
    found = Member.objects.filter(active=True, assignments__role__rights__contains=[right])
    return found.select_related("user").distinct()


def roles_in_use() -> QuerySet[HouseRole]:
    """Return the roles people can have, in their order."""
    return HouseRole.objects.filter(retired_at=None)


def hosted_by(host: Organisation) -> list[Organisation]:
    """Return the organisations a host hosts now, by name."""
    found = Organisation.objects.filter(host=host)
    return sorted(found, key=lambda one: german_order(one.name))


def first_invitations(town_ids: Collection[int]) -> dict[int, Invitation]:
    """Return the open invitation of each of these towns in which nobody works yet."""
    with across_organisations(reason="a host sees whether its letter to a town was followed"):
        worked_in = Member.objects.filter(organisation_id__in=town_ids)
        waiting = Invitation.objects.filter(organisation_id__in=town_ids, ended_at=None)
        empty = waiting.exclude(organisation_id__in=worked_in.values("organisation_id"))
        return {one.organisation_id: one for one in empty}


def role_keys() -> dict[str, HouseRole]:
    """Return the roles people can have by their keys."""
    return {role.key: role for role in roles_in_use()}


def working_rights() -> dict[int, Rights]:
    """Return what everybody who can log in may do, by member."""
    found = Member.objects.filter(active=True, user__is_active=True)
    return {one.pk: one.rights for one in found.prefetch_related("assignments__role")}


def role_holders(role: HouseRole) -> list[str]:
    """Return the names of those who have a role, and of those invited to it."""
    here = Member.objects.filter(assignments__role=role).distinct()
    invited = Invitation.objects.filter(roles__role=role, ended_at=None).distinct()
    names = {*here.values_list("name", flat=True), *invited.values_list("name", flat=True)}
    return sorted(names, key=german_order)


def member_names() -> dict[int, str]:
    """Return the names of all members by id, for sentences of the journal."""
    return dict(Member.objects.values_list("pk", "name"))


def tokens_of(member: Member) -> QuerySet[ApiToken]:
    """Return the member's tokens that have not ended."""
    return ApiToken.objects.filter(member=member, ended_at=None).order_by("-created_at")


def open_invitations() -> list[Invitation]:
    """Return the invitations nobody has accepted or withdrawn by name, also outdated ones."""
    waiting = Invitation.objects.filter(ended_at=None).select_related("invited_by")
    return sorted(waiting.prefetch_related("roles__role"), key=lambda one: german_order(one.name))


def said_grants(grants: Iterable[Grant]) -> list[str]:
    """Return roles in German words with their departments: "schreibt (Presse)"."""
    names = dict(Department.objects.values_list("pk", "name"))
    words = {role.key: role.word for role in HouseRole.objects.all()}
    everywhere = "alle Ämter"
    return sorted(
        f"{words[grant.role]} ("
        f"{names.get(grant.department_id, '') if grant.department_id else everywhere})"
        for grant in grants
    )


SECOND_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def has_second_factor(user: User) -> bool:
    """Tell whether a log-in asks for more than a password."""
    return bool(Authenticator.objects.filter(user_id=user.pk, type__in=SECOND_FACTORS).exists())


def members_without_second_factor() -> QuerySet[Member]:
    """Return everybody with access here whom a password alone lets in."""
    secured = Authenticator.objects.filter(type__in=SECOND_FACTORS).values("user_id")
    return Member.objects.filter(active=True).exclude(user_id__in=secured).select_related("user")


def must_set_up_second_factor(member: Member) -> bool:
    """Tell whether the organisation lets this member do nothing else until they have one."""
    since = member.organisation.second_factor_from
    return since is not None and since <= now() and not has_second_factor(member.user)


def absences_now() -> dict[int, Member | None]:
    """Return who is absent now, by id, with the deputy (None: nobody stands in)."""
    away = (
        _absences_now().select_related("deputy__user").prefetch_related("deputy__assignments__role")
    )
    return {one.member_id: one.deputy for one in away.order_by("begins_at")}


@once
def absent_for(member: Member) -> list[Member]:
    """Return the absent people this member stands in for now, with their roles."""
    away = _absences_now().filter(deputy=member, member__active=True)
    found = away.select_related("member").prefetch_related("member__assignments__role")
    return [one.member for one in found]


def absences_to_come(member: Member) -> QuerySet[Absence]:
    """Return a member's absences that are not over, soonest first."""
    return Absence.objects.filter(member=member, ends_at__gt=now()).select_related("deputy")


def _absences_now() -> QuerySet[Absence]:
    return Absence.objects.filter(begins_at__lte=now(), ends_at__gt=now())

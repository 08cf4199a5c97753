"""Who somebody is here: the only way from a log-in or a token to a member."""

import hashlib
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Prefetch

from ausrufer.foundation.clock import now
from ausrufer.foundation.scope import across_organisations
from ausrufer.organisations.errors import NotForYou
from ausrufer.organisations.models import (
    Absence,
    ApiToken,
    Assignment,
    Department,
    HouseRole,
    Invitation,
    Member,
    Organisation,
    SingleSignOn,
    User,
)
from ausrufer.organisations.policy import (
    Scope,
    may_administer,
    may_administer_houses,
    may_administer_people,
    may_read,
    may_see_journal,
    may_write,
)


@dataclass(frozen=True, slots=True)
class TokenBearer:
    """A program acting as a member, within scopes."""

    member: Member
    scopes: frozenset[Scope]


def memberships(user: User) -> list[Member]:
    """Return all active memberships of a log-in, with organisations and assignments."""
    with across_organisations(reason="a log-in chooses among its own organisations"):
        found = (
            Member.objects.filter(user=user, active=True, user__is_active=True)
            .select_related("organisation", "user")
            .prefetch_related(Prefetch("assignments", Assignment.objects.select_related("role")))
            .order_by("organisation__name")
        )
        return list(found)


def bearer_of(token: str) -> TokenBearer | None:
    """Return who a token stands for; None where it is unknown, ended or expired."""
    digest = token_digest(token)
    with across_organisations(reason="a token tells which organisation it belongs to"):
        found = (
            ApiToken.objects.filter(
                digest=digest, ended_at=None, member__active=True, member__user__is_active=True
            )
            .select_related("member__organisation", "member__user")
            .prefetch_related(
                Prefetch("member__assignments", Assignment.objects.select_related("role"))
            )
            .first()
        )
    if found is None or (found.expires_at and found.expires_at <= now()):
        return None
    known = {scope.value for scope in Scope}
    return TokenBearer(found.member, frozenset(Scope(s) for s in found.scopes if s in known))


def token_digest(token: str) -> str:
    """Return what is stored of a token: it has 256 random bits, so a plain SHA-256 is enough."""
    return hashlib.sha256(token.encode()).hexdigest()


def department_to_write(member: Member, department_id: int) -> Department:
    """Return a department the member writes for; raises NotForYou."""
    department = Department.objects.filter(pk=department_id).first()
    if department is None or not may_write(member.rights, department.pk):
        raise NotForYou
    return department


def administrator(member: Member) -> Member:
    """Return the member; raises NotForYou for everybody who does not set the house's rules."""
    if not may_administer(member.rights):
        raise NotForYou
    return member


def administrator_of_people(member: Member) -> Member:
    """Return the member; raises NotForYou for everybody who does not administer people."""
    if not may_administer_people(member.rights):
        raise NotForYou
    return member


def host_of(member: Member) -> Organisation:
    """Return the organisation the member administers as a host; raises NotForYou."""
    if not (may_administer_houses(member.rights) and member.organisation.hosts_others):
        raise NotForYou
    return member.organisation


def hosted_for(member: Member, slug: str) -> Organisation:
    """Return an organisation that the member's own one hosts now; raises NotForYou."""
    found = Organisation.objects.filter(host=host_of(member), slug=slug).first()
    if found is None:
        raise NotForYou
    return found


def guest_of(member: Member) -> Organisation:
    """Return the member's organisation, which is hosted and administered by them; raises NotForYou.

    The host itself is `organisation.host`.
    """
    if not may_administer_houses(member.rights) or member.organisation.host_id is None:
        raise NotForYou
    return member.organisation


def reader_of_journal(member: Member) -> Member:
    """Return the member; raises NotForYou for everybody who may not read the journal."""
    if not may_see_journal(member.rights):
        raise NotForYou
    return member


def colleague(member: Member) -> Member:
    """Return the member; raises NotForYou for those who hold no role here."""
    if not may_read(member.rights):
        raise NotForYou
    return member


def role_to_change(member: Member, role_id: int) -> HouseRole:
    """Return a role in use that the member may change; raises NotForYou."""
    administrator_of_people(member)
    found = HouseRole.objects.filter(pk=role_id, retired_at=None).first()
    if found is None:
        raise NotForYou
    return found


def token_to_end(member: Member, public_id: UUID) -> ApiToken:
    """Return a token that is the member's own or that the member administers; raises NotForYou."""
    token = ApiToken.objects.filter(public_id=public_id).select_related("member").first()
    if token is None or not (token.member_id == member.pk or may_administer_people(member.rights)):
        raise NotForYou
    return token


def member_to_administer(member: Member, member_id: int) -> Member:
    """Return a colleague whose roles and access the member may change; raises NotForYou."""
    administrator_of_people(member)
    found = Member.objects.filter(pk=member_id).select_related("user", "organisation").first()
    if found is None:
        raise NotForYou
    return found


def invitation_to_administer(member: Member, public_id: UUID) -> Invitation:
    """Return an open invitation of the organisation; raises NotForYou."""
    administrator_of_people(member)
    found = Invitation.objects.filter(public_id=public_id, ended_at=None).first()
    if found is None:
        raise NotForYou
    return found


def invitation_behind(token: str) -> Invitation | None:
    """Return what a letter invites to; None where it was used, withdrawn, renewed or is too old."""
    with across_organisations(reason="a letter tells which organisation invites"):
        return (
            Invitation.objects.filter(
                digest=token_digest(token), ended_at=None, expires_at__gt=now()
            )
            .select_related("organisation", "invited_by")
            .prefetch_related("roles__department", "roles__role")
            .first()
        )


def log_in_exists(email: str) -> bool:
    """Tell whoever holds a letter to this address whether to log in or to set a password."""
    return User.objects.filter(email=email).exists()


def sign_ons() -> list[SingleSignOn]:
    """Return the directories people log in by, with their organisations."""
    with across_organisations(reason="before log-in nobody belongs anywhere yet"):
        found = SingleSignOn.objects.filter(active=True).select_related("organisation")
        return list(found.order_by("organisation__name"))


def sign_on_by(public_id: UUID) -> SingleSignOn | None:
    """Return the directory behind an address; None where there is none in use."""
    with across_organisations(reason="before log-in nobody belongs anywhere yet"):
        return (
            SingleSignOn.objects.filter(public_id=public_id, active=True)
            .select_related("organisation", "newcomer_department")
            .first()
        )


def absence_to_end(member: Member, public_id: UUID) -> Absence:
    """Return an absence of the member's own that is not over; raises NotForYou."""
    absence = Absence.objects.filter(public_id=public_id, member=member, ends_at__gt=now()).first()
    if absence is None:
        raise NotForYou
    return absence

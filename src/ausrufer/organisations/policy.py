"""Who may do what: pure rules over roles and departments."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_noop as _


class Role(StrEnum):
    """The four roles of the house; a person may hold several, per department."""

    AUTHOR = "author"
    APPROVER = "approver"
    MODERATOR = "moderator"
    ADMINISTRATOR = "administrator"


ROLE_WORDS: Mapping[Role, str] = {
    Role.AUTHOR: _("schreibt"),
    Role.APPROVER: _("gibt frei"),
    Role.MODERATOR: _("moderiert"),
    Role.ADMINISTRATOR: _("verwaltet"),
}


class Scope(StrEnum):
    """What an API token may be used for, at most; the member's roles still decide."""

    ANNOUNCEMENTS_READ = "announcements:read"
    ANNOUNCEMENTS_WRITE = "announcements:write"
    APPROVALS_DECIDE = "approvals:decide"
    DELIVERIES_READ = "deliveries:read"
    CHANNELS_READ = "channels:read"
    FEEDS_IMPORT = "feeds:import"


@dataclass(frozen=True, slots=True)
class Grant:
    """One role, for one department or (None) for all."""

    role: Role
    department_id: int | None


def essential(grants: Iterable[Grant]) -> frozenset[Grant]:
    """Return the grants without those for one department that a grant for all contains."""
    all_of = frozenset(grants)
    return frozenset(
        grant
        for grant in all_of
        if grant.department_id is None or Grant(grant.role, None) not in all_of
    )


@dataclass(frozen=True, slots=True)
class Rights:
    """All roles of one member."""

    grants: frozenset[Grant]

    def holds(self, role: Role, department_id: int | None) -> bool:
        """Tell whether the role reaches this department; None asks for all departments."""
        return any(
            grant.role is role and grant.department_id in (None, department_id)
            for grant in self.grants
        )

    def holds_anywhere(self, role: Role) -> bool:
        """Tell whether the role is held for any department."""
        return any(grant.role is role for grant in self.grants)


def may_read(rights: Rights) -> bool:
    """Everybody who holds any role reads what the own organisation writes."""
    return bool(rights.grants)


def may_write(rights: Rights, department_id: int) -> bool:
    """Authors and approvers write for their departments."""
    return rights.holds(Role.AUTHOR, department_id) or rights.holds(Role.APPROVER, department_id)


def may_write_anywhere(rights: Rights) -> bool:
    """Tell whether there is any department to write for."""
    return rights.holds_anywhere(Role.AUTHOR) or rights.holds_anywhere(Role.APPROVER)


def may_approve(rights: Rights, department_id: int) -> bool:
    """Approvers decide for their departments; that it is a second person is approval's rule."""
    return rights.holds(Role.APPROVER, department_id)


def may_administer(rights: Rights) -> bool:
    """Administrators set up channels, people and feeds."""
    return rights.holds_anywhere(Role.ADMINISTRATOR)


def may_settle_unclear(rights: Rights, department_id: int) -> bool:
    """Say what became of a delivery nobody could ask about."""
    return may_approve(rights, department_id) or may_administer(rights)

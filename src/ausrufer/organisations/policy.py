"""Who may do what: pure rules over rights, roles and departments."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from django.utils.translation import gettext_noop as _


class Right(StrEnum):
    """Everything a role can allow; which role allows what is data of each organisation."""

    WRITE = "write"
    SUBMIT = "submit"
    APPROVE = "approve"
    FAST_LANE = "fast_lane"
    WITHDRAW = "withdraw"
    SETTLE = "settle"
    MODERATE = "moderate"
    JOURNAL = "journal"
    PEOPLE = "people"
    CHANNELS = "channels"
    RULES = "rules"
    HOUSES = "houses"


RIGHT_WORDS: Mapping[Right, str] = {
    Right.WRITE: _("Mitteilungen schreiben und ändern"),
    Right.SUBMIT: _("zur Freigabe geben"),
    Right.APPROVE: _("freigeben und zurückgeben"),
    Right.FAST_LANE: _("in Eile freigeben"),
    Right.WITHDRAW: _("zurückziehen und verwerfen"),
    Right.SETTLE: _("unklare Auslieferungen klären, von Hand Erledigtes melden"),
    Right.MODERATE: _("moderieren"),
    Right.JOURNAL: _("das Protokoll lesen"),
    Right.PEOPLE: _("Menschen und Rollen verwalten"),
    Right.CHANNELS: _("Kanäle verwalten"),
    Right.RULES: _("Regeln und Einstellungen ändern"),
    Right.HOUSES: _("beherbergte Häuser verwalten"),
}

# they reach the whole house: only a role for all departments has them, and only those who hold
# one give it on
HOUSE_RIGHTS = frozenset({Right.PEOPLE, Right.CHANNELS, Right.RULES, Right.HOUSES})


class Role(StrEnum):
    """The keys of the four roles every organisation begins with."""

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

ROLE_NOTES: Mapping[Role, str] = {
    Role.AUTHOR: _("Schreibt Mitteilungen und gibt sie zur Freigabe."),
    Role.APPROVER: _("Schreibt und gibt frei, was andere geschrieben haben."),
    Role.MODERATOR: _("Kümmert sich um das, was andere auf unseren Seiten schreiben."),
    Role.ADMINISTRATOR: _("Verwaltet Menschen, Kanäle und Regeln des Hauses."),
}

_WRITING = frozenset({Right.WRITE, Right.SUBMIT, Right.WITHDRAW, Right.JOURNAL})

# what they allow when an organisation is created
FIRST_RIGHTS: Mapping[str, frozenset[Right]] = {
    Role.AUTHOR: _WRITING,
    Role.APPROVER: _WRITING | {Right.APPROVE, Right.FAST_LANE, Right.SETTLE},
    Role.MODERATOR: frozenset({Right.MODERATE, Right.JOURNAL}),
    Role.ADMINISTRATOR: HOUSE_RIGHTS | {Right.JOURNAL, Right.SETTLE},
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
    """One role by its key, for one department or (None) for all."""

    role: str
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
    """All roles of one member; `meaning` says what each role allows."""

    grants: frozenset[Grant]
    meaning: Mapping[str, frozenset[Right]] = field(
        default_factory=lambda: FIRST_RIGHTS, compare=False
    )

    def places(self, right: Right) -> frozenset[int | None]:
        """Return the departments a right is held for; None among them stands for all."""
        return frozenset(
            grant.department_id
            for grant in self.grants
            if right in self.meaning.get(grant.role, frozenset())
        )

    def allow(self, right: Right, department_id: int | None) -> bool:
        """Tell whether a right reaches this department; None asks for all departments."""
        return bool(self.places(right) & {None, department_id})

    def allow_anywhere(self, right: Right) -> bool:
        """Tell whether a right is held for any department."""
        return bool(self.places(right))


def fits(rights: Iterable[Right], *, house_wide: bool) -> bool:
    """Tell whether a role of this reach may allow all of these."""
    return house_wide or not HOUSE_RIGHTS & frozenset(rights)


def may_give(giver: Rights, given: Iterable[Right]) -> bool:
    """Tell whether somebody may give these on: what reaches the whole house, only who holds it.

    Whoever administers people hands out the work of the departments without doing it.
    """
    return all(giver.allow_anywhere(right) for right in HOUSE_RIGHTS & frozenset(given))


def is_administered(people: Iterable[Rights]) -> bool:
    """Tell whether somebody among these people may still give every right of the house."""
    return any(may_give(rights, HOUSE_RIGHTS) for rights in people)


def may_read(rights: Rights) -> bool:
    """Everybody who holds any role reads what the own organisation writes."""
    return bool(rights.grants)


def may_write(rights: Rights, department_id: int) -> bool:
    """Write and change for a department."""
    return rights.allow(Right.WRITE, department_id)


def may_write_anywhere(rights: Rights) -> bool:
    """Tell whether there is any department to write for."""
    return rights.allow_anywhere(Right.WRITE)


def may_submit(rights: Rights, department_id: int) -> bool:
    """Ask for approval; within a Freiraum that already publishes."""
    return rights.allow(Right.SUBMIT, department_id)


def may_withdraw(rights: Rights, department_id: int) -> bool:
    """Take back what is out, or drop what is not."""
    return rights.allow(Right.WITHDRAW, department_id)


def may_approve(rights: Rights, department_id: int) -> bool:
    """Decide for a department; that it is a second person is approval's rule."""
    return rights.allow(Right.APPROVE, department_id)


def may_administer(rights: Rights) -> bool:
    """Set the rules of the house: approval, checks, calendar, feeds."""
    return rights.allow_anywhere(Right.RULES)


def may_administer_people(rights: Rights) -> bool:
    """Invite people, give and take roles, say how people log in."""
    return rights.allow_anywhere(Right.PEOPLE)


def may_administer_channels(rights: Rights) -> bool:
    """Set up channels, their register and the usage concept."""
    return rights.allow_anywhere(Right.CHANNELS)


def may_administer_houses(rights: Rights) -> bool:
    """Create the organisations this one hosts, and see how they are."""
    return rights.allow_anywhere(Right.HOUSES)


def may_see_journal(rights: Rights) -> bool:
    """Read the whole journal."""
    return rights.allow_anywhere(Right.JOURNAL)


def may_finish_by_hand(rights: Rights, department_id: int) -> bool:
    """Say that something was done by hand on a network: who writes there, or settles there."""
    return may_write(rights, department_id) or may_settle_unclear(rights, department_id)


def may_settle_unclear(rights: Rights, department_id: int) -> bool:
    """Say what became of a delivery nobody could ask about."""
    return rights.allow(Right.SETTLE, department_id)

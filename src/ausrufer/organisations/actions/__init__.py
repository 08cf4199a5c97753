"""Creating organisations, people and tokens; telling people."""

import secrets
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from ausrufer.foundation.clock import now
from ausrufer.foundation.jobs import enqueue
from ausrufer.foundation.scope import within_organisation
from ausrufer.organisations import journal
from ausrufer.organisations.access import token_digest
from ausrufer.organisations.models import (
    ApiToken,
    Assignment,
    Department,
    HouseRole,
    Member,
    Organisation,
    User,
)
from ausrufer.organisations.policy import (
    FIRST_RIGHTS,
    HOUSE_RIGHTS,
    ROLE_NOTES,
    ROLE_WORDS,
    Role,
    Scope,
)
from ausrufer.organisations.queries import role_keys
from ausrufer.records.actions import record
from ausrufer.records.actor import Actor


@transaction.atomic
def create_organisation(
    *, name: str, slug: str, departments: Sequence[str], practises: bool = False
) -> Organisation:
    """Create an organisation with its departments; raises IntegrityError for a slug in use.

    One that `practises` speaks to emulated platforms only; that never changes.
    """
    organisation = Organisation.objects.create(name=name, slug=slug, practises=practises)
    with within_organisation(organisation.pk):
        Department.objects.bulk_create(
            Department(organisation=organisation, name=department) for department in departments
        )
        _first_roles(organisation)
        record(
            journal.ORGANISATION_CREATED,
            actor=Actor.house(organisation.pk),
            subject=f"organisation:{slug}",
            name=name,
        )
    return organisation


def _first_roles(organisation: Organisation) -> None:
    HouseRole.objects.bulk_create(
        HouseRole(
            organisation=organisation,
            key=role.value,
            name=ROLE_WORDS[role],
            description=ROLE_NOTES[role],
            rights=sorted(FIRST_RIGHTS[role]),
            house_wide=bool(FIRST_RIGHTS[role] & HOUSE_RIGHTS),
            position=position,
        )
        for position, role in enumerate(Role, start=1)
    )


@transaction.atomic
def add_member(
    *,
    actor: Actor,
    name: str,
    email: str,
    password: str | None,
    assignments: Iterable[tuple[str, Department | None]],
) -> Member:
    """Add a person with roles by their keys; a log-in that exists keeps its password."""
    roles = role_keys()
    user = User.objects.filter(email=email.strip().lower()).first()
    if user is None:
        user = User.objects.create_user(email, password)
    member = Member.objects.create(organisation_id=actor.organisation_id, user=user, name=name)
    Assignment.objects.bulk_create(
        Assignment(
            organisation_id=actor.organisation_id,
            member=member,
            role=roles[role],
            department=department,
        )
        for role, department in assignments
    )
    record(journal.MEMBER_ADDED, actor=actor, subject=f"member:{member.pk}", member=name)
    return member


@transaction.atomic
def create_token(
    *,
    actor: Actor,
    member: Member,
    label: str,
    scopes: Iterable[Scope],
    expires_at: datetime | None = None,
) -> str:
    """Create an API token and return it; it is shown this once and never stored."""
    token = f"ausr_{secrets.token_urlsafe(32)}"
    created = ApiToken.objects.create(
        organisation_id=member.organisation_id,
        member=member,
        label=label,
        digest=token_digest(token),
        scopes=sorted(scope.value for scope in scopes),
        expires_at=expires_at,
    )
    record(
        journal.TOKEN_CREATED,
        actor=actor,
        subject=f"token:{created.public_id}",
        label=label,
        member=member.name,
    )
    return token


@transaction.atomic
def end_token(*, actor: Actor, token: ApiToken) -> None:
    """Make a token worthless at once; ending it again changes nothing."""
    if ApiToken.objects.filter(pk=token.pk, ended_at=None).update(ended_at=now()):
        record(
            journal.TOKEN_ENDED,
            actor=actor,
            subject=f"token:{token.public_id}",
            label=token.label,
        )


def tell(members: Iterable[Member], *, subject: str, text: str) -> None:
    """Send each of the members one mail once the caller's transaction commits."""
    for member in members:
        enqueue(
            "ausrufer.organisations.jobs.send_mail",
            to=member.user.email,
            subject=subject,
            text=text,
        )

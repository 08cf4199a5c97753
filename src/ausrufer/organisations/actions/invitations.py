"""Inviting people, and coming in by an invitation."""

import secrets
from collections.abc import Iterable
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from ausrufer.foundation.clock import now
from ausrufer.foundation.jobs import enqueue
from ausrufer.foundation.scope import across_organisations, within_organisation
from ausrufer.organisations import journal
from ausrufer.organisations.access import invitation_behind, token_digest
from ausrufer.organisations.actions import add_member
from ausrufer.organisations.actions.people import roles_to_give
from ausrufer.organisations.errors import Refused
from ausrufer.organisations.models import Invitation, InvitedRole, Member, Organisation, User
from ausrufer.organisations.policy import Grant, essential
from ausrufer.organisations.practice import marked
from ausrufer.organisations.queries import said_grants
from ausrufer.records.actions import record
from ausrufer.records.actor import Actor

LASTS = timedelta(days=7)
KEPT = timedelta(days=180)  # after that an invitation nobody used is forgotten; the journal stays


@transaction.atomic
def invite(*, member: Member, name: str, email: str, grants: Iterable[Grant]) -> Invitation:
    """Invite a person to roles; the letter follows. Raises Refused for people who are here."""
    email = email.strip().lower()
    Organisation.objects.select_for_update().get(pk=member.organisation_id)  # roles hold still
    _refuse_known(email)
    wanted = essential(grants)
    roles = roles_to_give(member, wanted)
    invitation = _created(member, name, email)
    InvitedRole.objects.bulk_create(
        InvitedRole(
            organisation_id=member.organisation_id,
            invitation=invitation,
            role=roles[grant.role],
            department_id=grant.department_id,
        )
        for grant in wanted
    )
    _record(journal.INVITATION_SENT, member, invitation, roles=", ".join(said_grants(wanted)))
    enqueue_letter(invitation)
    return invitation


@transaction.atomic
def renew(*, member: Member, invitation: Invitation) -> None:
    """Send another letter; the link in the one before ends. Raises Refused."""
    found = _locked(invitation)
    found.digest, found.expires_at = "", now() + LASTS
    found.save(update_fields=["digest", "expires_at"])
    _record(journal.INVITATION_RENEWED, member, found)
    enqueue_letter(found)


@transaction.atomic
def withdraw(*, member: Member, invitation: Invitation) -> None:
    """End an invitation; its link opens nothing any more. Raises Refused."""
    found = _locked(invitation)
    found.digest, found.ended_at = "", now()
    found.save(update_fields=["digest", "ended_at"])
    _record(journal.INVITATION_WITHDRAWN, member, found)


def tidy() -> None:
    """Forget old invitations in every organisation: names and addresses; safe at any time."""
    with across_organisations(reason="retention holds for the whole house"):
        Invitation.objects.filter(expires_at__lte=now() - KEPT).delete()


def send_letter(*, organisation_id: int, invitation_id: int) -> None:
    """Write to the invited person; the token exists in this letter only."""
    with within_organisation(organisation_id):
        token = secrets.token_urlsafe(32)
        with transaction.atomic():
            invitation = (
                Invitation.objects.select_for_update(of=("self",))
                .filter(pk=invitation_id, ended_at=None, expires_at__gt=now())
                .select_related("organisation", "invited_by")
                .first()
            )
            if invitation is None:
                return
            invitation.digest = token_digest(token)
            invitation.save(update_fields=["digest"])
        _letter(invitation, token).send()
        Invitation.objects.filter(pk=invitation_id).update(sent_at=now())


def come_in_anew(*, token: str, password: str | None) -> Member:
    """Accept as a person without a log-in and give them one; raises Refused.

    A log-in that exists is never touched: whoever has a letter must not get at an account.
    """
    invitation = _behind(token)
    with within_organisation(invitation.organisation_id), transaction.atomic():
        found = _locked(invitation, token)
        _new_log_in(found.email, password)
        return _accepted(found)


def come_in(*, token: str, user: User) -> Member:
    """Accept as a person who is logged in; raises Refused."""
    invitation = _behind(token)
    with within_organisation(invitation.organisation_id), transaction.atomic():
        found = _locked(invitation, token)
        if found.email != user.email:
            raise Refused(_("Diese Einladung gilt einer anderen Adresse."))
        return _accepted(found)


def accept_for_directory(invitation: Invitation) -> Member:
    """Accept for whom the organisation's own directory has recognised; raises Refused."""
    return _accepted(_locked(invitation))


def _new_log_in(email: str, password: str | None) -> None:
    try:
        with transaction.atomic():
            user = User.objects.create_user(email, password)
    except IntegrityError:
        raise Refused(
            _("Zu dieser Adresse gibt es schon einen Zugang. Bitte melden Sie sich zuerst an.")
        ) from None
    # the letter reached this person: nobody else holds the address
    EmailAddress.objects.create(user=user, email=email, primary=True, verified=True)


def _accepted(invitation: Invitation) -> Member:
    _refuse_known(invitation.email)
    house = Actor.house(invitation.organisation_id)
    try:
        with transaction.atomic():
            member = add_member(
                actor=house,
                name=invitation.name,
                email=invitation.email,
                password=None,
                assignments=[(one.role.key, one.department) for one in _roles(invitation)],
            )
    except IntegrityError:
        raise Refused(_("Sie sind inzwischen aufgenommen. Bitte melden Sie sich an.")) from None
    invitation.digest, invitation.ended_at, invitation.member = "", now(), member
    invitation.save(update_fields=["digest", "ended_at", "member"])
    record(
        journal.INVITATION_ACCEPTED,
        actor=member.actor,
        subject=f"invitation:{invitation.public_id}",
        inviter=invitation.invited_by.name,
    )
    return member


def _roles(invitation: Invitation) -> Iterable[InvitedRole]:
    return InvitedRole.objects.filter(invitation=invitation).select_related("department", "role")


def _behind(token: str) -> Invitation:
    invitation = invitation_behind(token)
    if invitation is None:
        raise Refused(_gone())
    return invitation


def _locked(invitation: Invitation, token: str | None = None) -> Invitation:
    """Return the open invitation for change; with a token only where it is still the one."""
    found = (
        Invitation.objects.select_for_update(of=("self",))
        .select_related("invited_by")
        .filter(pk=invitation.pk, ended_at=None)
        .first()
    )
    if found is None or (token is not None and found.digest != token_digest(token)):
        raise Refused(_gone())
    return found


def _gone() -> str:
    return _(
        "Diese Einladung gilt nicht mehr: Sie wurde angenommen, erneuert oder zurückgezogen, "
        "oder sie ist zu alt. Ihre Administration schickt Ihnen eine neue."
    )


def _refuse_known(email: str) -> None:
    known = Member.objects.filter(user__email=email).first()
    if known is None:
        return
    if known.active:
        raise Refused(_("%(name)s arbeitet schon hier.") % {"name": known.name})
    raise Refused(
        _("%(name)s war schon hier. Geben Sie auf der Seite dieser Person den Zugang zurück.")
        % {"name": known.name}
    )


def _created(member: Member, name: str, email: str) -> Invitation:
    try:
        with transaction.atomic():
            return Invitation.objects.create(
                organisation_id=member.organisation_id,
                name=name,
                email=email,
                invited_by=member,
                expires_at=now() + LASTS,
            )
    except IntegrityError:
        raise Refused(
            _("An diese Adresse ist schon eine Einladung unterwegs. Schicken Sie sie erneut.")
        ) from None


def _record(kind: str, member: Member, invitation: Invitation, **details: str) -> None:
    record(
        kind,
        actor=member.actor,
        subject=f"invitation:{invitation.public_id}",
        invited=invitation.name,
        **details,
    )


def enqueue_letter(invitation: Invitation) -> None:
    """Have the letter written once the caller's transaction commits."""
    enqueue(
        "ausrufer.organisations.jobs.send_invitation",
        organisation_id=invitation.organisation_id,
        invitation_id=invitation.pk,
    )


def _letter(invitation: Invitation, token: str) -> EmailMessage:
    names = {"town": invitation.organisation.name, "inviter": invitation.invited_by.name}
    text = _(
        "Guten Tag %(name)s,\n\n%(inviter)s lädt Sie ein, für %(town)s mit Ausrufer zu "
        "arbeiten.\n\nÖffnen Sie diese Seite und legen Sie fest, wie Sie sich anmelden:\n"
        "%(address)s\n\nDer Link gilt sieben Tage und nur einmal. Haben Sie keine Einladung "
        "erwartet, müssen Sie nichts tun."
    ) % {
        **names,
        "name": invitation.name,
        "address": settings.BASE_URL + reverse("accept_invitation", args=[token]),
    }
    subject = marked(invitation.organisation, _("Einladung: Ausrufer für %(town)s") % names)
    return EmailMessage(subject=" ".join(subject.split()), body=text, to=[invitation.email])

"""Setting up the directory of an organisation, and letting in whom it recognises."""

from collections.abc import Iterable

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from ausrufer.foundation.clock import now
from ausrufer.foundation.sealing import Seal
from ausrufer.foundation.text import clean_line
from ausrufer.organisations import journal
from ausrufer.organisations.actions import add_member
from ausrufer.organisations.actions.invitations import accept_for_directory
from ausrufer.organisations.errors import Refused
from ausrufer.organisations.models import (
    Department,
    DirectoryIdentity,
    Invitation,
    Member,
    Organisation,
    SingleSignOn,
    User,
)
from ausrufer.organisations.oidc import Identity
from ausrufer.organisations.policy import Role
from ausrufer.records.actions import record
from ausrufer.records.actor import Actor


@transaction.atomic
def set_up_sign_on(
    *,
    member: Member,
    issuer: str,
    client_id: str,
    secret: str,
    newcomer_domains: Iterable[str] = (),
    newcomer_department: Department | None = None,
) -> SingleSignOn:
    """Store the directory of the organisation; an empty secret keeps the one that is stored.

    Raises Refused where a secret is missing. Another directory knows other people: what the one
    before said about who is who is forgotten, and its secret never travels to the new one.
    """
    Organisation.objects.select_for_update().get(pk=member.organisation_id)
    found = SingleSignOn.objects.first() or SingleSignOn(organisation_id=member.organisation_id)
    moved = found.pk is not None and (found.issuer, found.client_id) != (issuer, client_id)
    if not secret and (found.pk is None or moved):
        raise Refused(_("Bitte geben Sie das Geheimnis ein, das Ihr Verzeichnis ausgestellt hat."))
    if secret:
        found.sealed_secret = Seal(settings.ENVIRONMENT.sealing_keys()).close({"secret": secret})
    found.issuer, found.client_id, found.active = issuer, client_id, True
    found.newcomer_domains = sorted(set(newcomer_domains))
    found.newcomer_department = newcomer_department
    found.save()
    if moved:
        DirectoryIdentity.objects.filter(sign_on=found).delete()
    _record(journal.SIGN_ON_SET_UP, member, found)
    return found


@transaction.atomic
def end_sign_on(*, member: Member) -> None:
    """Stop logging in by the directory; sessions that began there end at once."""
    Organisation.objects.select_for_update().get(pk=member.organisation_id)
    found = SingleSignOn.objects.filter(active=True).first()
    if found is None:
        return
    found.active = False
    found.save(update_fields=["active"])
    _record(journal.SIGN_ON_ENDED, member, found)


@transaction.atomic
def let_in(*, sign_on: SingleSignOn, identity: Identity) -> Member:
    """Return the member a directory means; raises Refused for everybody nobody has let in.

    Runs within the organisation of the directory: whoever it names, only people of this
    organisation come of it, and a log-in of elsewhere is never touched.
    """
    Organisation.objects.select_for_update().get(pk=sign_on.organisation_id)
    known = DirectoryIdentity.objects.filter(sign_on=sign_on, subject=identity.subject)
    bound = known.select_related("member__user").first()
    member = bound.member if bound else _by_address(sign_on, identity)
    if not member.active:
        raise Refused(
            _("Ihr Zugang hier ist beendet. Bitte wenden Sie sich an Ihre Administration.")
        )
    if bound is None:
        DirectoryIdentity.objects.create(
            organisation_id=sign_on.organisation_id,
            sign_on=sign_on,
            member=member,
            subject=identity.subject,
        )
    return member


def _by_address(sign_on: SingleSignOn, identity: Identity) -> Member:
    if not identity.email:
        raise Refused(
            _(
                "Ihr Verzeichnis bestätigt Ihre E-Mail-Adresse nicht. Bitte sagen Sie Ihrer IT, "
                "dass „email“ und „email_verified“ fehlen."
            )
        )
    member = Member.objects.filter(user__email=identity.email).select_related("user").first()
    if member is None:
        return _newcomer(sign_on, identity)
    if DirectoryIdentity.objects.filter(member=member).exists():
        raise Refused(
            _(
                "Ihr Verzeichnis meint mit dieser Adresse jetzt jemand anderen. Bitte wenden Sie "
                "sich an Ihre Administration."
            )
        )
    return member


def _newcomer(sign_on: SingleSignOn, identity: Identity) -> Member:
    """Let in somebody invited, or whom the rule of the organisation's domains lets in."""
    invitation = Invitation.objects.filter(
        email=identity.email, ended_at=None, expires_at__gt=now()
    ).first()
    by_rule = sign_on.newcomer_department is not None and (
        identity.email.rpartition("@")[2] in sign_on.newcomer_domains
    )
    if invitation is None and not by_rule:
        raise Refused(
            _("Für %(address)s gibt es hier keinen Zugang. Ihre Administration lädt Sie ein.")
            % {"address": identity.email}
        )
    _new_log_in(identity.email)
    if invitation is not None:
        return accept_for_directory(invitation)
    return add_member(
        actor=Actor.house(sign_on.organisation_id),
        name=clean_line(identity.name)[:120] or identity.email[:120],
        email=identity.email,
        password=None,
        assignments=[(Role.AUTHOR, sign_on.newcomer_department)],
    )


def _new_log_in(email: str) -> None:
    try:
        with transaction.atomic():
            User.objects.create_user(email)
    except IntegrityError:
        raise Refused(
            _(
                "Zu %(address)s gibt es schon einen Zugang bei einer anderen Organisation. Nehmen "
                "Sie die Einladung über den Link in der E-Mail an."
            )
            % {"address": email}
        ) from None


def _record(kind: str, member: Member, sign_on: SingleSignOn) -> None:
    record(
        kind,
        actor=member.actor,
        subject=f"organisation:{member.organisation.slug}",
        issuer=sign_on.issuer,
    )

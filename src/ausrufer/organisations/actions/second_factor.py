"""Asking for a second factor, and helping who lost theirs."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ausrufer.foundation.clock import in_town_time
from ausrufer.foundation.scope import across_organisations, within_organisation
from ausrufer.organisations import journal
from ausrufer.organisations.actions import tell
from ausrufer.organisations.actions.people import works_elsewhere
from ausrufer.organisations.actions.sessions import end_sessions
from ausrufer.organisations.errors import Refused
from ausrufer.organisations.models import Member, Organisation, User
from ausrufer.organisations.queries import has_second_factor, members_without_second_factor
from ausrufer.records.actions import record
from ausrufer.records.actor import Actor


@transaction.atomic
def require_second_factor(*, member: Member, since: datetime | None) -> None:
    """Ask everybody here for a second factor from a moment on, or (None) leave it to them.

    Raises Refused for administrators without one: they could not take it back.
    """
    organisation = Organisation.objects.select_for_update().get(pk=member.organisation_id)
    if organisation.second_factor_from == since:
        return
    if since is not None and not has_second_factor(member.user):
        raise Refused(_("Bitte richten Sie zuerst Ihren eigenen zweiten Schritt ein."))
    organisation.second_factor_from = since
    organisation.save(update_fields=["second_factor_from"])
    subject = f"organisation:{organisation.slug}"
    if since is None:
        record(journal.SECOND_FACTOR_OPTIONAL, actor=member.actor, subject=subject)
        return
    day = date_format(in_town_time(since), "j. F Y")
    record(journal.SECOND_FACTOR_REQUIRED, actor=member.actor, subject=subject, day=day)
    _announce(organisation, day)


@transaction.atomic
def reset_second_factor(*, member: Member, colleague: Member) -> None:
    """Take a lost second factor off a colleague's log-in and end their sessions; raises Refused."""
    if colleague.pk == member.pk:
        raise Refused(_("Ihren eigenen zweiten Schritt ändern Sie unter „Mein Konto“."))
    if works_elsewhere(colleague):
        raise Refused(
            _(
                "%(name)s arbeitet auch für eine andere Organisation. Den zweiten Schritt setzt "
                "darum nur Ihr Betrieb zurück (ausrufer reset-second-factor)."
            )
            % {"name": colleague.name}
        )
    _reset(member.actor, colleague)


@transaction.atomic
def reset_by_operator(*, user: User) -> None:
    """Take a lost second factor off a log-in by command; every town's journal says so."""
    with across_organisations(reason="a log-in may belong to several organisations"):
        found = list(Member.objects.filter(user=user).select_related("organisation", "user"))
    for member in found:
        with within_organisation(member.organisation_id):
            _reset(Actor.house(member.organisation_id), member)


def _reset(actor: Actor, colleague: Member) -> None:
    Authenticator.objects.filter(user_id=colleague.user_id).delete()
    end_sessions(colleague.user)
    record(
        journal.SECOND_FACTOR_RESET,
        actor=actor,
        subject=f"member:{colleague.pk}",
        member=colleague.name,
    )
    tell(
        [colleague],
        subject=_("Ihr zweiter Schritt ist zurückgesetzt"),
        text=_(
            "Guten Tag %(name)s,\n\n%(actor)s hat den zweiten Schritt Ihrer Anmeldung bei Ausrufer "
            "zurückgesetzt. Melden Sie sich mit Ihrem Passwort an und richten Sie ihn neu ein:\n"
            "%(address)s\n\nHaben Sie nicht darum gebeten, sagen Sie sofort Ihrer Administration "
            "Bescheid."
        )
        % {"name": colleague.name, "actor": actor.name, "address": _address()},
    )


def _announce(organisation: Organisation, day: str) -> None:
    for colleague in members_without_second_factor():
        tell(
            [colleague],
            subject=_("Bitte sichern Sie Ihre Anmeldung bis zum %(day)s") % {"day": day},
            text=_(
                "Guten Tag %(name)s,\n\n%(town)s verlangt ab dem %(day)s bei der Anmeldung in "
                "Ausrufer einen zweiten Schritt: eine App auf dem Telefon oder einen Passkey. "
                "Ohne ihn kommen Sie dann nicht weiter. Das Einrichten dauert zwei Minuten:\n"
                "%(address)s"
            )
            % {
                "name": colleague.name,
                "town": organisation.name,
                "day": day,
                "address": _address(),
            },
        )


def _address() -> str:
    return str(settings.BASE_URL + reverse("mfa_index"))

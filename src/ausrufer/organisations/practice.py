"""Organisations that practise: how it is told, and what they never reach."""

from dataclasses import replace

from django.conf import settings
from django.utils.translation import gettext as _

from ausrufer.foundation.asked_once import once
from ausrufer.foundation.http import HttpPolicy
from ausrufer.organisations.models import Organisation


def practises(organisation: Organisation) -> bool:
    """Tell whether an organisation practises, by itself or because everybody here does."""
    return organisation.practises or settings.ENVIRONMENT.practice


@once
def practises_by_id(organisation_id: int) -> bool:
    """Tell the same where only the id is known."""
    if settings.ENVIRONMENT.practice:
        return True
    return Organisation.objects.filter(pk=organisation_id, practises=True).exists()


def policy_outside(organisation_id: int) -> HttpPolicy:
    """Return the limits of what an organisation reads elsewhere: links, feeds, the writing aid.

    Who practises may read the town's website, but never asks a real network for anything.
    """
    if not practises_by_id(organisation_id):
        return settings.HTTP_POLICY
    return replace(settings.HTTP_POLICY, shunned=settings.REAL_NETWORKS)


def marked(organisation: Organisation, said: str) -> str:
    """Return a headline that leaves the house, with the word nobody may overlook."""
    return _("ÜBUNG: %(said)s") % {"said": said} if practises(organisation) else said

"""The account by which an organisation writes to Matrix, kept by administrators."""

from collections.abc import Collection, Mapping

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext

from ausrufer.foundation.sealing import Seal
from ausrufer.notices import journal
from ausrufer.notices.models import MatrixAccess, MemberWishes
from ausrufer.notices.policy import Kind
from ausrufer.organisations.errors import Refused
from ausrufer.organisations.models import Member, Organisation
from ausrufer.records.actions import record


@transaction.atomic
def set_up_matrix(
    *,
    member: Member,
    homeserver: str,
    token: str,
    account: str,
    room: str,
    kinds: Collection[Kind],
) -> MatrixAccess:
    """Store the account; an empty token keeps the one that is stored.

    Raises Refused where one is missing: a stored one never travels to another server.
    """
    Organisation.objects.select_for_update().get(pk=member.organisation_id)
    found = MatrixAccess.objects.first() or MatrixAccess(organisation_id=member.organisation_id)
    if not token and (not found.sealed_token or found.homeserver != homeserver):
        raise Refused(gettext("Bitte geben Sie das Zugangstoken dieses Servers ein."))
    if token:
        found.sealed_token = Seal(settings.ENVIRONMENT.sealing_keys()).close({"token": token})
    found.homeserver, found.account, found.room = homeserver, account, room
    found.kinds, found.active, found.trouble = [one.value for one in Kind if one in kinds], True, ""
    found.save()
    record(
        journal.MATRIX_SET_UP,
        actor=member.actor,
        subject="notices:matrix",
        account=account,
        homeserver=homeserver,
    )
    return found


@transaction.atomic
def end_matrix(*, member: Member) -> None:
    """Write to Matrix no more and forget the access."""
    if MatrixAccess.objects.filter(active=True).update(active=False, sealed_token=b""):
        record(journal.MATRIX_ENDED, actor=member.actor, subject="notices:matrix")


@transaction.atomic
def keep_rooms(*, rooms: Mapping[Member, str]) -> None:
    """Store in which rooms people are told; an empty one ends it."""
    for member, room in rooms.items():
        kept = {"organisation_id": member.organisation_id, "matrix_room": room}
        if room:
            MemberWishes.objects.update_or_create(member=member, defaults=kept)
        else:
            MemberWishes.objects.filter(member=member).update(matrix_room="")

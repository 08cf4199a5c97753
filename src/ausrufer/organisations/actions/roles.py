"""Changing what roles allow, making new ones, ending those nobody has."""

import uuid
from collections.abc import Collection, Iterable, Mapping

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from ausrufer.foundation.clock import now
from ausrufer.foundation.text import clean_text, is_blank
from ausrufer.organisations import journal
from ausrufer.organisations.errors import Refused
from ausrufer.organisations.models import HouseRole, Member, Organisation
from ausrufer.organisations.policy import (
    HOUSE_RIGHTS,
    RIGHT_WORDS,
    Right,
    Rights,
    fits,
    is_administered,
    may_give,
)
from ausrufer.organisations.queries import role_holders, roles_in_use, working_rights
from ausrufer.records.actions import record


@transaction.atomic
def create_role(
    *, member: Member, name: str, description: str, house_wide: bool, rights: Iterable[Right]
) -> HouseRole:
    """Make a role of the house's own; raises Refused."""
    _alone(member)
    wanted = frozenset(rights)
    role = HouseRole(
        organisation_id=member.organisation_id,
        key=uuid.uuid4().hex,
        name=name,
        description=description,
        house_wide=house_wide,
        position=HouseRole.objects.count() + 1,
    )
    _check(member, role, wanted, wanted)
    role.rights = sorted(wanted)
    _save(role)
    record(
        journal.ROLE_CREATED,
        actor=member.actor,
        subject=_subject(role),
        role=name,
        rights=_said(wanted) or "–",
    )
    return role


@transaction.atomic
def describe_role(
    *, member: Member, role: HouseRole, version: int, name: str, description: str
) -> None:
    """Give a role another name or description; raises Refused."""
    _alone(member)
    found = _current(role, version)
    before = found.name
    if (before, found.description) == (name, description):
        return
    found.name, found.description, found.version = name, description, found.version + 1
    _save(found)
    record(
        journal.ROLE_DESCRIBED,
        actor=member.actor,
        subject=_subject(found),
        role=before,
        name=name,
    )


@transaction.atomic
def change_rights(
    *,
    member: Member,
    wanted: Mapping[int, Collection[Right]],
    versions: Mapping[int, int],
    reason: str,
) -> int:
    """Let roles (by id) allow exactly this; it holds at once. Returns how many changed.

    Nothing is changed where one of them cannot be: raises Refused without a reason, where
    somebody saved since `versions`, for rights the member may not give, and for whatever leaves
    the house without administration.
    """
    _alone(member)
    changed = [
        (role, frozenset(wanted[role.pk]))
        for role in roles_in_use()
        if role.pk in wanted and frozenset(wanted[role.pk]) != role.allows
    ]
    if changed and is_blank(reason):
        raise Refused(_("Bitte schreiben Sie, warum Sie die Rechte ändern."))
    before = working_rights()
    for role, rights in changed:
        _change(member, _current(role, versions.get(role.pk, 0)), rights, clean_text(reason))
    if is_administered(before.values()) and not is_administered(working_rights().values()):
        raise Refused(
            _(
                "Danach dürfte niemand mehr alles im Haus verwalten: Menschen, Kanäle, Regeln und "
                "Häuser. Lassen Sie diese Rechte mindestens einer Person."
            )
        )
    return len(changed)


@transaction.atomic
def retire_role(*, member: Member, role: HouseRole) -> None:
    """Take a role nobody has out of use; raises Refused."""
    _alone(member)
    found = HouseRole.objects.get(pk=role.pk)
    if found.retired_at is not None:
        return
    if found.is_first:
        raise Refused(_("Die vier ersten Rollen bleiben; ihre Rechte können Sie ändern."))
    if names := role_holders(found):
        raise Refused(
            _("Diese Rolle haben noch: %(names)s. Geben Sie ihnen zuerst eine andere.")
            % {"names": ", ".join(names)}
        )
    found.retired_at = now()
    found.save(update_fields=["retired_at"])
    record(journal.ROLE_RETIRED, actor=member.actor, subject=_subject(found), role=found.name)


def _change(member: Member, role: HouseRole, rights: frozenset[Right], reason: str) -> None:
    before = role.allows
    _check(member, role, rights, rights - before)
    role.rights, role.version = sorted(rights), role.version + 1
    role.save(update_fields=["rights", "version"])
    record(
        journal.RIGHTS_CHANGED,
        actor=member.actor,
        subject=_subject(role),
        role=role.name,
        given=_said(rights - before) or "–",
        taken=_said(before - rights) or "–",
        reason=reason,
    )


def _check(
    member: Member, role: HouseRole, rights: Collection[Right], given: Collection[Right]
) -> None:
    if not fits(rights, house_wide=role.house_wide):
        raise Refused(
            _(
                "„%(role)s“ gilt für einzelne Ämter. Das geht nur in einer Rolle für alle: "
                "%(rights)s."
            )
            % {"role": role.word, "rights": _said(HOUSE_RIGHTS & frozenset(rights))}
        )
    if not may_give(member.rights, given):
        missing = [one for one in HOUSE_RIGHTS & frozenset(given) if not _holds(member, one)]
        raise Refused(
            _("Diese Rechte haben Sie selbst nicht und können sie nicht geben: %(rights)s.")
            % {"rights": _said(missing)}
        )


def _holds(member: Member, right: Right) -> bool:
    rights: Rights = member.rights
    return rights.allow_anywhere(right)


def _alone(member: Member) -> None:
    """Wait until whoever else changes people or roles here has finished."""
    Organisation.objects.select_for_update().get(pk=member.organisation_id)


def _current(role: HouseRole, version: int) -> HouseRole:
    found = HouseRole.objects.get(pk=role.pk)
    if found.version != version or found.retired_at is not None:
        raise Refused(
            _(
                "Inzwischen hat jemand anderes die Rollen geändert. Bitte sehen Sie nach und "
                "tragen Sie Ihre Änderung noch einmal ein."
            )
        )
    return found


def _save(role: HouseRole) -> None:
    try:
        with transaction.atomic():
            role.save()
    except IntegrityError:
        raise Refused(_("Eine Rolle mit diesem Namen gibt es schon.")) from None


def _said(rights: Iterable[Right]) -> str:
    held = frozenset(rights)
    return ", ".join(RIGHT_WORDS[one] for one in Right if one in held)


def _subject(role: HouseRole) -> str:
    return f"role:{role.pk}"

"""Keeping templates of whole messages, and looking at them again in time."""

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.utils.translation import gettext

from ausrufer.announcements.blueprints import journal
from ausrufer.announcements.blueprints.queries import may_keep
from ausrufer.announcements.blueprints.undated import undated
from ausrufer.announcements.content import Content, checked
from ausrufer.announcements.errors import Overtaken
from ausrufer.announcements.models import Blueprint
from ausrufer.channels.models import Channel
from ausrufer.foundation.clock import now
from ausrufer.foundation.text import clean_line, is_blank
from ausrufer.organisations.errors import NotForYou, Refused
from ausrufer.organisations.models import Department, Member
from ausrufer.organisations.policy import may_write, may_write_anywhere
from ausrufer.records.actions import record

MOST_NAME = 80


@transaction.atomic
def keep_blueprint(
    *,
    member: Member,
    blueprint: Blueprint | None,
    name: str,
    content: Content,
    channels: Collection[Channel],
    offered: Collection[Channel] | None = None,
    department: Department | None,
    review_on: date | None,
    version: int = 0,
) -> Blueprint:
    """Store a template; None makes a new one. `department` None means the whole house.

    `version` is what the person had before them: raises Refused where somebody else saved since,
    Unfit for content no message could have, NotForYou for departments the member does not write
    for. Days and times of the content are left out. `offered` are the channels the person could
    choose from: stored ones that were not among them stay; None: all of them were.
    """
    _check_right(member, department)
    name = clean_line(name).strip()
    if is_blank(name) or len(name) > MOST_NAME:
        raise Refused(
            gettext("Eine Vorlage braucht einen Namen mit höchstens %(most)d Zeichen.")
            % {"most": MOST_NAME}
        )
    kept = _locked(member, blueprint, version)
    kept.take(checked(undated(content)))
    kept.name, kept.department, kept.review_on = name, department, review_on
    unseen = set(kept.channel_ids) - {one.pk for one in offered} if offered is not None else set()
    kept.channel_ids = sorted(unseen | {one.pk for one in channels})
    kept.version, kept.changed_at, kept.changed_by = kept.version + 1, now(), member
    kept.save()
    record(journal.KEPT, actor=member.actor, subject=kept.subject, name=name)
    return kept


@transaction.atomic
def forget_blueprint(*, member: Member, blueprint: Blueprint) -> None:
    """Delete a template; messages begun with it stay as they are."""
    _check_right(member, blueprint.department)
    record(journal.FORGOTTEN, actor=member.actor, subject=blueprint.subject, name=blueprint.name)
    blueprint.delete()


def _locked(member: Member, blueprint: Blueprint | None, version: int) -> Blueprint:
    if blueprint is None:
        return Blueprint(organisation_id=member.organisation_id, version=0)
    locked = Blueprint.objects.select_for_update(of=("self",)).filter(pk=blueprint.pk).first()
    if locked is None:
        raise Refused(gettext("Diese Vorlage hat inzwischen jemand gelöscht."))
    if not may_keep(member.rights, locked):
        raise NotForYou
    if locked.version != version:
        raise Overtaken(
            gettext(
                "Inzwischen hat %(name)s diese Vorlage geändert. Ihre Eingaben stehen noch hier. "
                "Bitte vergleichen Sie und speichern Sie dann erneut."
            )
            % {"name": locked.changed_by.name}
        )
    return locked


def _check_right(member: Member, department: Department | None) -> None:
    if department is None and not may_write_anywhere(member.rights):
        raise NotForYou
    if department is not None and not may_write(member.rights, department.pk):
        raise NotForYou

"""Templates a person looks for."""

from django.utils.translation import gettext as _

from ausrufer.announcements.blueprints.queries import blueprints, may_keep
from ausrufer.announcements.blueprints.undated import said
from ausrufer.announcements.models import Blueprint
from ausrufer.foundation.sought import Found, Hit, Sought, among
from ausrufer.organisations.models import Member
from ausrufer.organisations.policy import may_read


def all_blueprints(member: Member, looked_for: Sought, *, start: int, most: int) -> Found:
    """Find templates by everything they say; who may not change one is led to the list."""
    hits = (_hit(member, one) for one in (blueprints() if may_read(member.rights) else ()))
    return among(hits, looked_for, start=start, most=most)


def _hit(member: Member, one: Blueprint) -> Hit:
    own = may_keep(member.rights, one)
    page, place = ("change_blueprint", (one.public_id,)) if own else ("blueprints", ())
    note = one.department.name if one.department else _("ganzes Haus")
    return Hit(title=one.name, page=page, place=place, text=said(one.content), note=note)

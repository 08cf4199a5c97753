"""Snippets: texts that are written often, kept once, looked at again in time."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext

from ausrufer.announcements import journal
from ausrufer.announcements.models import Snippet
from ausrufer.foundation.clock import now
from ausrufer.foundation.text import clean_line, clean_text, is_blank
from ausrufer.organisations.errors import NotForYou, Refused
from ausrufer.organisations.models import Department, Member
from ausrufer.organisations.policy import may_write, may_write_anywhere
from ausrufer.records.actions import record

MOST_NAME, MOST_TEXT = 80, 5000


@transaction.atomic
def keep_snippet(
    *,
    member: Member,
    snippet: Snippet | None,
    name: str,
    text: str,
    department: Department | None,
    review_on: date | None,
    version: int = 0,
) -> Snippet:
    """Store a snippet; None makes a new one. `department` None means the whole house.

    `version` is what the person had before them: raises Refused where somebody else saved since,
    NotForYou for departments the member does not write for.
    """
    _check_right(member, department)
    name, text = clean_line(name), clean_text(text).strip()
    if is_blank(name) or is_blank(text):
        raise Refused(gettext("Ein Baustein braucht einen Namen und einen Text."))
    if len(name) > MOST_NAME or len(text) > MOST_TEXT:
        raise Refused(gettext("Name oder Text des Bausteins ist zu lang."))
    kept = _locked(member, snippet, version)
    kept.name, kept.text, kept.department, kept.review_on = name, text, department, review_on
    kept.version, kept.changed_at, kept.changed_by = kept.version + 1, now(), member
    kept.save()
    record(journal.SNIPPET_KEPT, actor=member.actor, subject=kept.subject, name=name)
    return kept


@transaction.atomic
def forget_snippet(*, member: Member, snippet: Snippet) -> None:
    """Delete a snippet; messages written with it stay as they are."""
    _check_right(member, snippet.department)
    record(
        journal.SNIPPET_FORGOTTEN, actor=member.actor, subject=snippet.subject, name=snippet.name
    )
    snippet.delete()


def _locked(member: Member, snippet: Snippet | None, version: int) -> Snippet:
    if snippet is None:
        return Snippet(organisation_id=member.organisation_id, version=0)
    locked = Snippet.objects.select_for_update(of=("self",)).filter(pk=snippet.pk).first()
    if locked is None:
        raise Refused(gettext("Diesen Baustein hat inzwischen jemand gelöscht."))
    _check_right(member, locked.department)
    if locked.version != version:
        raise Refused(
            gettext(
                "Inzwischen hat %(name)s diesen Baustein geändert. Ihre Eingaben stehen noch hier. "
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

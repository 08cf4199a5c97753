"""Deciding about the checks: how severe, in which style, when to hold back."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext, gettext_noop

from ausrufer.announcements import journal_of_checks as journal
from ausrufer.announcements.adaptation.finding import Severity
from ausrufer.announcements.models import ElectionQuiet, HouseStyle, PreflightRule
from ausrufer.announcements.preflight.circumstances import Gendering
from ausrufer.announcements.preflight.rules import is_tunable, rule
from ausrufer.announcements.rulings import OFF, Style
from ausrufer.foundation.clock import now
from ausrufer.foundation.text import clean_line, is_blank
from ausrufer.organisations.access import administrator
from ausrufer.organisations.errors import Refused
from ausrufer.organisations.models import Member
from ausrufer.records.actions import record

SHORTEST, LONGEST = 10, 60  # words a sentence may have before somebody is told
SAID_SEVERITY = {
    Severity.STOPS.value: gettext_noop("hält an"),
    Severity.WARNS.value: gettext_noop("warnt"),
    Severity.HINTS.value: gettext_noop("gibt einen Hinweis"),
    OFF: gettext_noop("ist abgeschaltet"),
}
SAID_STYLE = {
    Gendering.FREE: gettext_noop("frei, nichts wird geprüft"),
    Gendering.NO_SIGNS: gettext_noop("ohne Zeichen im Wortinnern"),
    Gendering.PAIRS: gettext_noop("Doppelnennung: Bürgerinnen und Bürger"),
    Gendering.STAR: gettext_noop("Genderstern: Bürger*innen"),
    Gendering.COLON: gettext_noop("Doppelpunkt: Bürger:innen"),
}
SUBJECT = "preflight"


@transaction.atomic
def tune_check(*, member: Member, code: str, severity: str, reason: str) -> None:
    """Change how severe a check is: stops, warns, hints or off; its own severity clears the row.

    Raises NotForYou, and Refused for an unknown check, an unknown severity and a missing reason.
    """
    administrator(member)
    if not is_tunable(code) or severity not in SAID_SEVERITY:
        raise Refused(gettext("Diese Prüfung lässt sich so nicht einstellen."))
    why = _reason(reason)
    if severity == rule(code).severity:
        PreflightRule.objects.filter(code=code).delete()
    else:
        PreflightRule.objects.update_or_create(
            organisation_id=member.organisation_id,
            code=code,
            defaults={"severity": severity, "reason": why, "decided_at": now()},
        )
    record(
        journal.CHECK_TUNED,
        actor=member.actor,
        subject=f"{SUBJECT}:{code}",
        check=rule(code).name,
        severity=SAID_SEVERITY[severity],
        reason=why,
    )


@transaction.atomic
def decide_style(*, member: Member, style: Style, reason: str) -> None:
    """Store how the organisation writes; raises NotForYou, and Refused without reason."""
    administrator(member)
    if not SHORTEST <= style.longest_sentence <= LONGEST:
        raise Refused(
            gettext("Bitte wählen Sie zwischen %(least)s und %(most)s Wörtern.")
            % {"least": SHORTEST, "most": LONGEST}
        )
    why = _reason(reason)
    HouseStyle.objects.update_or_create(
        organisation_id=member.organisation_id,
        defaults={"gendering": style.gendering, "longest_sentence": style.longest_sentence},
    )
    record(
        journal.STYLE_DECIDED,
        actor=member.actor,
        subject=SUBJECT,
        style=SAID_STYLE[style.gendering],
        words=style.longest_sentence,
        reason=why,
    )


@transaction.atomic
def hold_back(
    *, member: Member, election: str, starts_on: date, ends_on: date, reason: str
) -> ElectionQuiet:
    """Store the days before an election; raises NotForYou, and Refused for days out of order."""
    administrator(member)
    if ends_on < starts_on:
        raise Refused(gettext("Der letzte Tag liegt vor dem ersten."))
    named = clean_line(election)
    if is_blank(named):
        raise Refused(gettext("Bitte nennen Sie die Wahl."))
    why = _reason(reason)
    quiet = ElectionQuiet.objects.create(
        organisation_id=member.organisation_id,
        election=named,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    record(
        journal.HELD_BACK,
        actor=member.actor,
        subject=SUBJECT,
        **_told(quiet),
        reason=why,
    )
    return quiet


@transaction.atomic
def hold_back_no_more(*, member: Member, quiet: ElectionQuiet, reason: str) -> None:
    """Take the days before an election back; raises NotForYou, and Refused without reason."""
    administrator(member)
    why = _reason(reason)
    told = _told(quiet)
    if not ElectionQuiet.objects.filter(pk=quiet.pk).delete()[0]:
        raise Refused(gettext("Dieser Zeitraum ist schon gelöscht."))
    record(journal.HELD_BACK_NO_MORE, actor=member.actor, subject=SUBJECT, **told, reason=why)


def _told(quiet: ElectionQuiet) -> dict[str, str]:
    return {
        "election": quiet.election,
        "begin": f"{quiet.starts_on:%d.%m.%Y}",
        "end": f"{quiet.ends_on:%d.%m.%Y}",
    }


def _reason(given: str) -> str:
    said = clean_line(given)
    if is_blank(said):
        raise Refused(gettext("Bitte schreiben Sie, warum. Der Grund steht im Protokoll."))
    return said[:500]

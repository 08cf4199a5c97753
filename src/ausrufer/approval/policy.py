"""Four eyes, several steps, the fast lane: pure rules. What is required: `requirements.py`."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from django.utils.translation import gettext


class Verdict(StrEnum):
    """What a second person says."""

    APPROVED = "approved"
    RETURNED = "returned"


class RequestState(StrEnum):
    """Where a request for approval stands."""

    OPEN = "open"
    APPROVED = "approved"
    RETURNED = "returned"
    VOID = "void"  # the content changed, or it was called back
    LAPSED = "lapsed"  # nobody decided in time


class Word(StrEnum):
    """What a decision is worth."""

    STEP = "step"  # a second person's, on one step
    FAST = "fast"  # Eilfreigabe: a second person's, instead of all steps that were still open
    DELEGATED = "delegated"  # Freiraum: the rule's own, within its limits


class Urgency(StrEnum):
    """How a step that waits is spoken of."""

    REMINDER = "reminder"  # to those who can decide
    ESCALATION = "escalation"  # to administration and whoever asked


REMIND_AFTER = timedelta(hours=4)  # of office time
ESCALATE_AFTER = timedelta(hours=9)  # one office day
LAST_CALL = timedelta(hours=2)  # before it must be decided, whatever the hour


def urgency(*, waited: timedelta, left: timedelta | None) -> Urgency | None:
    """Say how to speak of a step after so much office time, with so much time left to decide."""
    if waited >= ESCALATE_AFTER:
        return Urgency.ESCALATION
    if waited >= REMIND_AFTER or (left is not None and left <= LAST_CALL):
        return Urgency.REMINDER
    return None


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why somebody may not decide: a German sentence."""

    for_staff: str


def refusal(
    *,
    approver_id: int,
    author_ids: Collection[int],
    holds_right: bool,
    state: RequestState,
    shown_fingerprint: str,
    requested_fingerprint: str,
    decided_ids: Collection[int] = (),
) -> Refusal | None:
    """Say why this decision is not possible, or None.

    `decided_ids` are those who decided on another step: nobody counts twice.

    `shown_fingerprint` is what the person saw when they decided, `requested_fingerprint` what was
    submitted: a decision counts only for exactly what was seen.
    """
    if state is not RequestState.OPEN:
        return Refusal(
            gettext("Über diese Fassung ist bereits entschieden oder sie wurde zurückgeholt.")
        )
    no = person_refusal(
        approver_id=approver_id,
        author_ids=author_ids,
        holds_right=holds_right,
        decided_ids=decided_ids,
    )
    if no is not None:
        return no
    if shown_fingerprint != requested_fingerprint:
        return Refusal(
            gettext(
                "Die Mitteilung wurde geändert, seit Sie sie gelesen haben. "
                "Bitte lesen Sie die neue Fassung."
            )
        )
    return None


def person_refusal(
    *,
    approver_id: int,
    author_ids: Collection[int],
    holds_right: bool,
    decided_ids: Collection[int] = (),
) -> Refusal | None:
    """Say why this person is not the second one that is needed, or None."""
    if approver_id in author_ids:
        return Refusal(
            gettext(
                "Sie haben an dieser Mitteilung mitgeschrieben. Freigeben muss eine zweite Person."
            )
        )
    if approver_id in decided_ids:
        return Refusal(
            gettext(
                "Sie haben diese Mitteilung schon freigegeben. "
                "Den nächsten Schritt muss jemand anderes gehen."
            )
        )
    if not holds_right:
        return Refusal(gettext("Sie dürfen für dieses Amt nicht freigeben."))
    return None

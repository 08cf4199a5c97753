"""Setting up a writing aid, and asking it; nothing is stored of what was asked or said."""

import logging
from collections.abc import Callable
from typing import TypeVar
from urllib.parse import urlsplit

from django.db import transaction
from django.utils.translation import gettext, gettext_noop

from ausrufer.foundation.clock import now
from ausrufer.foundation.text import clean_line
from ausrufer.organisations.errors import NotForYou, Refused
from ausrufer.organisations.models import Member
from ausrufer.organisations.policy import may_administer
from ausrufer.organisations.practice import policy_outside
from ausrufer.records.actions import record
from ausrufer.writing_aid import journal
from ausrufer.writing_aid.answers import Unusable
from ausrufer.writing_aid.asking import Question, Task
from ausrufer.writing_aid.client import ask
from ausrufer.writing_aid.errors import AidFailed
from ausrufer.writing_aid.models import WritingAid
from ausrufer.writing_aid.queries import aid_in_use, place_of, seal

Read = TypeVar("Read")
LONGEST_ADDRESS, LONGEST_MODEL, LONGEST_KEY = 300, 120, 500
TASKS = {
    Task.SHORTEN: gettext_noop("Kürzen"),
    Task.PLAIN: gettext_noop("Einfache Sprache"),
    Task.EASY: gettext_noop("Sehr einfache Sprache"),
    Task.TRANSLATE: gettext_noop("Übersetzen"),
    Task.ALT_TEXT: gettext_noop("Alternativtext"),
    Task.HEADLINES: gettext_noop("Überschriften"),
}
_log = logging.getLogger(__name__)


@transaction.atomic
def set_up(
    *,
    member: Member,
    active: bool,
    address: str,
    model: str,
    key: str = "",
    forget_key: bool = False,
    sees_pictures: bool = False,
) -> WritingAid:
    """Keep where the aid is, and whether it may be asked; an empty key keeps the one there is.

    A new address never gets the old key. Raises NotForYou, and Refused for what is no address.
    """
    if not may_administer(member.rights):
        raise NotForYou
    address, model = _address(address), clean_line(model)
    if not model or len(model) > LONGEST_MODEL:
        raise Refused(
            gettext("Bitte geben Sie den Namen des Modells an, wie Ihr Server ihn nennt.")
        )
    if len(key) > LONGEST_KEY or not key.isascii() or any(sign.isspace() for sign in key):
        raise Refused(gettext("Der Schlüssel enthält Zeichen, die kein Schlüssel hat."))
    before = WritingAid.objects.select_for_update().first()
    aid = before or WritingAid(organisation_id=member.organisation_id)
    if forget_key or (before and _origin(before.address) != _origin(address)):
        aid.sealed_key = b""
    if key:
        aid.sealed_key = seal().close({"key": key})
    aid.address, aid.model, aid.active, aid.sees_pictures = address, model, active, sees_pictures
    aid.changed_at, aid.changed_by = now(), member
    aid.save()
    subject = f"organisation:{member.organisation.slug}"
    if active:
        told = {"address": _host(address), "model": model}
        record(journal.SET_UP, actor=member.actor, subject=subject, **told)
    else:
        record(journal.SWITCHED_OFF, actor=member.actor, subject=subject)
    return aid


def suggest(
    *,
    member: Member,
    subject: str,
    title: str,
    question: Question,
    read: Callable[[str, str], Read],
) -> Read:
    """Ask the aid and return what `read` makes of its words; outside of any transaction.

    The journal says that it was asked, by whom, about what and whether it helped; never the text.
    Raises AidFailed: also where there is no aid, nothing leaves the house then.
    """
    aid = aid_in_use()
    if aid is None:
        raise AidFailed(gettext("Die Schreibhilfe ist ausgeschaltet."), for_log="switched off")
    source = f"{question.title}\n{question.body}"
    try:
        policy = policy_outside(aid.organisation_id)
        found = read(ask(place_of(aid), question, policy), source)
    except Unusable as unusable:
        failed = AidFailed(
            gettext("Mit der Antwort der Schreibhilfe ist nichts anzufangen."),
            for_log=f"unusable answer: {unusable}",
        )
        _note(member, subject, title, question.task, helped=False)
        _log.warning("writing aid: %s", failed.for_log)
        raise failed from unusable
    except AidFailed as failed:
        _note(member, subject, title, question.task, helped=False)
        _log.warning("writing aid: %s", failed.for_log)
        raise
    _note(member, subject, title, question.task, helped=True)
    return found


@transaction.atomic
def _note(member: Member, subject: str, title: str, task: Task, *, helped: bool) -> None:
    record(
        journal.ASKED,
        actor=member.actor,
        subject=subject,
        title=title,
        task=TASKS[task],
        outcome="Es kam ein Vorschlag." if helped else "Es kam kein Vorschlag.",
    )


def _address(address: str) -> str:
    given = address.strip().rstrip("/").removesuffix("/chat/completions")
    try:
        parts = urlsplit(given)
        fine = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        parts, fine = urlsplit(""), False
    odd = parts.username is not None or parts.query or parts.fragment or " " in given
    if not fine or odd or len(given) > LONGEST_ADDRESS or not given.isprintable():
        raise Refused(
            gettext(
                "Das ist keine vollständige Adresse. Beispiel: https://sprachmodell.stadt.de/v1"
            )
        )
    return given


def _origin(address: str) -> tuple[str, str]:
    parts = urlsplit(address)
    return parts.scheme, parts.netloc.lower()


def _host(address: str) -> str:
    return urlsplit(address).netloc

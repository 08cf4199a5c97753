"""Asking a writing aid: one guarded call with little patience."""

import asyncio
import secrets
from dataclasses import dataclass, field

from django.utils.translation import gettext

from ausrufer.foundation.http import GuardedClient, HttpFailure, HttpPolicy
from ausrufer.writing_aid.answers import Unusable, said_in
from ausrufer.writing_aid.asking import Question, chat
from ausrufer.writing_aid.errors import AidFailed

SECONDS = 30.0  # a small model on the town's own machine takes its time
MOST_BYTES = 400_000
MOST_TOKENS = 4_000
_LOCKED_OUT = (401, 403)
_BUSY = (429, 503)
_FINE = 200


@dataclass(frozen=True, slots=True)
class Place:
    """Where the aid is, and how it lets us in."""

    address: str
    model: str
    key: str = field(default="", repr=False)


def ask(place: Place, question: Question, policy: HttpPolicy) -> str:
    """Return what the aid said, cleaned; raises AidFailed with a German sentence."""
    return asyncio.run(_asked(place, question, policy))


async def _asked(place: Place, question: Question, policy: HttpPolicy) -> str:
    mark = f"<<<{secrets.token_hex(8)}>>>"
    sent = {
        "model": place.model,
        "messages": chat(question, mark=mark),
        "max_tokens": MOST_TOKENS,
        "temperature": 0.2,
        "stream": False,
    }
    try:
        async with GuardedClient(policy) as http:
            answer = await http.request(
                "POST",
                f"{place.address.rstrip('/')}/chat/completions",
                headers={"Authorization": f"Bearer {place.key}"} if place.key else {},
                json=sent,
                seconds=SECONDS,
                most_bytes=MOST_BYTES,
            )
    except HttpFailure as failure:
        raise AidFailed(failure.for_staff, for_log=failure.for_log) from failure
    _check(answer.status)
    try:
        return said_in(answer.json()).replace(mark, "").strip()
    except Unusable as unusable:
        raise AidFailed(_no_use(), for_log=f"unusable answer: {unusable}") from unusable
    except ValueError as broken:
        raise AidFailed(_no_use(), for_log="answer is not JSON") from broken


def _check(status: int) -> None:
    if status == _FINE:
        return
    log = f"status {status}"
    if status in _LOCKED_OUT:
        said = gettext(
            "Die Schreibhilfe lehnt den hinterlegten Schlüssel ab. Bitte geben Sie Ihrer "
            "Administration Bescheid."
        )
    elif status in _BUSY:
        said = gettext("Die Schreibhilfe ist gerade ausgelastet. Bitte versuchen Sie es später.")
    else:
        said = gettext(
            "Die Schreibhilfe hat nicht wie erwartet geantwortet. Bitte geben Sie Ihrer "
            "Administration Bescheid."
        )
    raise AidFailed(said, for_log=log)


def _no_use() -> str:
    return gettext(
        "Mit der Antwort der Schreibhilfe ist nichts anzufangen. Bitte versuchen Sie es noch "
        "einmal, oder schreiben Sie selbst."
    )

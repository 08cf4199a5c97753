"""“Meinten Sie”: only words of this house, and only where they find something."""

from collections.abc import Iterable
from difflib import get_close_matches
from itertools import chain
from re import findall

from ausrufer.announcements.queries import announcements
from ausrufer.channels.queries import all_channels
from ausrufer.desk.web.finding.commands import commands_for
from ausrufer.desk.web.finding.sources import everywhere
from ausrufer.foundation.sought import Sought, fold, sought
from ausrufer.organisations.models import Member
from ausrufer.organisations.policy import may_read
from ausrufer.organisations.queries import departments

NEWEST = 300  # messages whose titles lend their words
_CLOSE, _SHORTEST = 0.75, 4


def suggestion(member: Member, looked_for: Sought) -> str:
    """Return what somebody may have meant; empty where nothing close finds anything."""
    known = _known_words(member)
    meant = [known.get(_closest(fold(word), known), word) for word in looked_for.words]
    if meant == list(looked_for.words):
        return ""
    text = " ".join(meant)
    return text if everywhere(member, sought(text), few=1) else ""


def _closest(word: str, known: Iterable[str]) -> str:
    if len(word) < _SHORTEST:
        return ""
    near = [one for one in known if abs(len(one) - len(word)) <= len(word) // 4]
    return next(iter(get_close_matches(word, near, n=1, cutoff=_CLOSE)), "")


def _known_words(member: Member) -> dict[str, str]:
    """Return the words a person sees anyway, by how they are compared."""
    said = [one.label for one in commands_for(member)]
    if may_read(member.rights):
        titles = announcements().values_list("title", flat=True)[:NEWEST]
        offices = departments().values_list("name", flat=True)
        channels = all_channels().values_list("name", flat=True)
        people = Member.objects.values_list("name", flat=True)
        said += [*titles, *offices, *channels, *people]
    words = chain.from_iterable(findall(r"[^\W\d_]+", one) for one in said)
    return {fold(word): word for word in words if len(word) >= _SHORTEST}

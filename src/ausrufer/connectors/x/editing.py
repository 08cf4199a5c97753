"""Correcting posts where X allows it: an edit is a new post that names the one it takes over.

X itself is asked before anything is changed: accounts need a subscription for it, and have half an
hour to an hour and a few edits. What an attempt that broke off has done is known by the versions.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from itertools import takewhile

from ausrufer.channels.contract import Command, RemotePart
from ausrufer.channels.errors import CannotBeChanged, PermanentFailure, TemporaryFailure
from ausrufer.connectors.x import posts, search, versions
from ausrufer.connectors.x.api import Api, MaybeThere, number_in
from ausrufer.connectors.x.editable import ANEW, is_right, obstacle
from ausrufer.connectors.x.texts import says
from ausrufer.connectors.x.versions import Post, Told

Brings = Callable[[], Awaitable[Sequence[str]]]
_OVERTAKEN = "Der Beitrag wurde auf X gerade geändert; es wird noch einmal nachgesehen."
_HALF = "Auf X steht schon eine geänderte Fassung, aber nicht die ganze Berichtigung."
_GONE = "Der Beitrag ist auf X nicht mehr vorhanden und kann dort nicht mehr berichtigt werden."


async def amend(
    api: Api, command: Command, published: Sequence[RemotePart], bring: Brings
) -> list[RemotePart]:
    """Make a thread say what it shall and return where its parts are now; repeatable.

    `bring` uploads what the first part shows. Raises PermanentFailure where X does not let a part
    be edited, and says so where an earlier attempt, or this one, had changed others before;
    CannotBeChanged where nothing is changed and nothing of the correction stands there already.
    """
    told = await versions.newest(api, [part.remote_id for part in published])
    wanted = published[: len(command.outgoing.parts)]
    kept = list(takewhile(lambda part: part.remote_id in told.posts, wanted))
    if not kept:
        raise PermanentFailure(_GONE, for_log="the first part is gone")
    surplus = [part for part in published[len(kept) :] if part.remote_id in told.posts]
    there = await _edited(api, command, kept, told, bring)
    await posts.delete(api, surplus)
    return await _completed(api, command, there)


async def _edited(
    api: Api, command: Command, kept: Sequence[RemotePart], told: Told, bring: Brings
) -> list[RemotePart]:
    """Edit the parts that are not right yet; return where all are."""
    shown = [told.posts[part.remote_id] for part in kept]
    due = {
        number
        for number, (part, post) in enumerate(zip(kept, shown, strict=True))
        if not is_right(command, number, part, post, told.at)
    }
    there = [number_in(post) for post in shown]
    for number in sorted(due):
        if said := obstacle(shown[number], told.at):
            refused = CannotBeChanged(said, for_log=f"part {number + 1} is not editable")
            if _is_untouched(kept, there) and not _says_any(shown, command.outgoing.parts):
                raise refused
            raise _refused(refused, kept, there)
    media = await bring() if 0 in due else ()
    for number in sorted(due):
        try:
            part = await _edit(api, command, number, shown[number], () if number else media)
        except PermanentFailure as refused:
            raise _refused(refused, kept, there) from None
        there[number] = part.remote_id
    return [api.part(one) for one in there]


def _refused(
    refused: PermanentFailure, kept: Sequence[RemotePart], there: Sequence[str]
) -> PermanentFailure:
    """Return a refusal with what stands on X now and what to do."""
    half = "" if _is_untouched(kept, there) else f" {_HALF}"
    return PermanentFailure(f"{refused.for_staff}{half} {ANEW}", for_log=refused.for_log)


def _is_untouched(kept: Sequence[RemotePart], there: Sequence[str]) -> bool:
    return [part.remote_id for part in kept] == list(there)


def _says_any(shown: Sequence[Post], texts: Sequence[str]) -> bool:
    """Tell whether a new thread would repeat what stands in this one: X takes no text twice."""
    return any(says(post, text) for post in shown for text in texts)


async def _edit(
    api: Api, command: Command, number: int, post: Post, media: Sequence[str]
) -> RemotePart:
    text, before = command.outgoing.parts[number], number_in(post)
    over = search.above(post)  # an edit repeats what stays as it is
    try:
        return await posts.send(api, text, over=over, media=media, instead_of=before)
    except (MaybeThere, PermanentFailure) as refused:
        # the edit of an attempt that broke off may have come through only now
        now = (await versions.newest(api, [before])).posts.get(before, post)
        if number_in(now) == before:
            raise PermanentFailure(refused.for_staff, for_log=refused.for_log) from None
        if says(now, text):
            return api.part(number_in(now))
        # it was of a correction dropped since: what X refused is the edit of its older version
        raise TemporaryFailure(_OVERTAKEN, for_log=refused.for_log) from None


async def _completed(api: Api, command: Command, there: Sequence[RemotePart]) -> list[RemotePart]:
    """Post the parts a correction adds, unless an earlier run of it did so already."""
    texts, since = command.outgoing.parts, search.since_attempt(command)
    known = await search.find_added(api, texts, since, there)
    return await posts.post_rest(api, replace(command, already=tuple(known)), ())

"""What every connector must do, whatever its network: the base class of its tests.

    class TestMine(ConnectorContract):
        def stage(self) -> AbstractAsyncContextManager[Stage]: ...

Demands a connector cannot meet because it lacks the ability are skipped, not passed.
"""
# ruff: noqa: D102 - the names of the demands are their sentences

import asyncio
import re
import unittest
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from ausrufer.channels.contract import (
    NUMBERS,
    Command,
    Connector,
    Form,
    Heard,
    Published,
    Reconciles,
)
from ausrufer.channels.errors import (
    AccessLost,
    ConnectorFailure,
    OutcomeUnclear,
    PermanentFailure,
    TemporaryFailure,
)
from ausrufer.channels.testing.abilities import (
    amending,
    checking,
    finding_added,
    listening,
    measuring,
    publishing,
    reconciling,
    withdrawing,
)
from ausrufer.channels.testing.stage import Fault, Seen, SeenPicture, Stage, corrected

_EXPECTED: dict[Fault, type[ConnectorFailure]] = {
    Fault.UNREACHABLE: TemporaryFailure,
    Fault.ACCESS_LOST: AccessLost,
    Fault.BUSY: TemporaryFailure,
    Fault.REFUSED: PermanentFailure,
    Fault.BROKEN_BEFORE: OutcomeUnclear,
    Fault.BROKEN_AFTER: OutcomeUnclear,
    Fault.NONSENSE: OutcomeUnclear,
}
_TAKEN = {Fault.BROKEN_AFTER, Fault.NONSENSE}
_MOST_PAGES = 5  # of answers to what nobody answered
_SENTENCE = re.compile(r"\w[^<>{}\n]*[.!?“]")  # may begin with the name of a host


def equal(found: object, expected: object, about: str) -> None:
    """Raise AssertionError unless both are equal."""
    if found != expected:
        raise AssertionError(f"{about}: found {found!r}, expected {expected!r}")


def _on_stage(
    demand: Callable[["ConnectorContract", Stage], Awaitable[None]],
) -> Callable[["ConnectorContract"], None]:
    def run(self: "ConnectorContract") -> None:
        async def play() -> None:
            async with self.stage() as stage:
                await demand(self, stage)

        asyncio.run(play())

    # Not functools.wraps: a test runner would take the stage for a fixture it has to provide.
    run.__name__, run.__doc__ = demand.__name__, demand.__doc__
    return run


class ConnectorContract:
    """The demands; a subclass says on which stage they are played."""

    def stage(self) -> AbstractAsyncContextManager[Stage]:
        """Open a platform without any copies and a connector with a working access."""
        raise NotImplementedError

    @_on_stage
    async def test_manifest_is_complete(self, stage: Stage) -> None:
        manifest = stage.connector().manifest
        equal(re.fullmatch(r"[a-z][a-z_]*", manifest.kind) is not None, True, "kind")
        equal(bool(manifest.label), True, "label")
        names = [access.name for access in manifest.access]
        equal(len(set(names)), len(names), "access fields have one name each")
        equal({*stage.access.secrets} <= {f.name for f in manifest.access if f.secret}, True,
              "secrets are declared as such")  # fmt: skip
        for fact in manifest.facts:
            equal(all((fact.subject, fact.source, fact.as_of, fact.evidence)), True, "fact")

    @_on_stage
    async def test_publishes_exactly_what_was_approved(self, stage: Stage) -> None:
        connector = publishing(stage)
        pictures = _some_pictures(connector, 2)
        command = stage.command(pictures=pictures)
        published = await connector.publish(stage.access, command)
        await _shows(stage, command, published)
        if published.permalink:
            equal(urlsplit(published.permalink).scheme in {"http", "https"}, True, "permalink")

    @_on_stage
    async def test_a_thread_keeps_its_order(self, stage: Stage) -> None:
        connector = publishing(stage)
        command = _thread(stage)
        published = await connector.publish(stage.access, command)
        await _shows(stage, command, published)

    @_on_stage
    async def test_a_repeat_does_not_double(self, stage: Stage) -> None:
        connector = publishing(stage)
        if not connector.manifest.repeatable:
            raise unittest.SkipTest("a repeat may double: the house never repeats blindly")
        command = stage.command(pictures=_some_pictures(connector, 1))
        first = await connector.publish(stage.access, command)
        again = await publishing(stage).publish(stage.access, command)
        equal(again, first, "the answer to a repeat")
        await _shows(stage, command, first)

    @_on_stage
    async def test_a_look_finds_what_is_there_and_nothing_else(self, stage: Stage) -> None:
        connector = reconciling(stage)
        other, command = stage.command(), stage.command()
        # With the same title a network may rightly hold it for the command, changed there.
        words = replace(other.outgoing, title="Anderes", parts=("Etwas anderes.",))
        other = replace(other, outgoing=words)
        await publishing(stage).publish(stage.access, other)
        equal(await connector.find(stage.access, command), Published(()), "before")
        published = await publishing(stage).publish(stage.access, command)
        equal(await connector.find(stage.access, command), published, "after")

    @_on_stage
    async def test_an_interrupted_thread_is_continued(self, stage: Stage) -> None:
        connector, asked = publishing(stage), reconciling(stage)
        command = _thread(stage)
        begun = replace(command.outgoing, parts=command.outgoing.parts[:1])
        first = await connector.publish(stage.access, replace(command, outgoing=begun))
        found = await asked.find(stage.access, command)
        equal(found, first, "the leading part")
        published = await connector.publish(stage.access, replace(command, already=found.parts))
        equal(published.parts[:1], first.parts, "what was there stays")
        await _shows(stage, command, published)

    @_on_stage
    async def test_a_correction_keeps_the_address(self, stage: Stage) -> None:
        connector = amending(stage)
        pictures = _some_pictures(connector, 1)
        command = stage.command(pictures=pictures)
        before = await publishing(stage).publish(stage.access, command)
        correction = corrected(command, parts=("Berichtigt: ab 9 Uhr.",), pictures=pictures)
        if not stage.exchanges_pictures:
            kept = replace(correction.outgoing, pictures=command.outgoing.pictures)
            correction = replace(correction, outgoing=kept)
        where = before if stage.keeps_address else None
        for _ in range(2):
            after = await connector.amend(stage.access, correction, before.parts)
            equal(after, where or after, "where it is")
            await _shows(stage, correction, after)
            where = after

    @_on_stage
    async def test_a_correction_may_change_the_number_of_parts(self, stage: Stage) -> None:
        connector = amending(stage)
        command = _thread(stage)
        before = await publishing(stage).publish(stage.access, command)
        shorter = corrected(command, parts=("Nur noch ein Teil.",))
        one = await connector.amend(stage.access, shorter, before.parts)
        await _shows(stage, shorter, one)
        longer = corrected(command, parts=("Wieder", "drei", "Teile"))
        for _ in range(2):  # a correction that was not answered is simply repeated
            three = await connector.amend(stage.access, longer, one.parts)
            await _shows(stage, longer, three)

    @_on_stage
    async def test_what_a_correction_added_is_found(self, stage: Stage) -> None:
        asked, command = finding_added(stage), stage.command()
        before = await publishing(stage).publish(stage.access, command)
        longer = corrected(command, parts=(*command.outgoing.parts, "Zwei", "Drei"))
        equal(await asked.find_added(stage.access, longer, before.parts), before, "before")
        for most in (2, 3):
            some = replace(longer.outgoing, parts=longer.outgoing.parts[:most])
            order = replace(longer, outgoing=some)
            whole = await amending(stage).amend(stage.access, order, before.parts)
            equal(await asked.find_added(stage.access, longer, before.parts), whole, "after")
        await withdrawing(stage).withdraw(stage.access, whole.parts)
        equal(await asked.find_added(stage.access, longer, before.parts), before, "what is gone")

    @_on_stage
    async def test_what_is_withdrawn_is_gone(self, stage: Stage) -> None:
        connector = withdrawing(stage)
        published = await publishing(stage).publish(stage.access, stage.command())
        for _ in range(2):
            await connector.withdraw(stage.access, published.parts)
            equal(await stage.seen(), [], "what is left")

    @_on_stage
    async def test_a_working_access_is_reported(self, stage: Stage) -> None:
        report = await checking(stage).check_access(stage.access)
        equal(bool(report.account), True, "the account has a name")
        equal(all(limit > 0 for limit in report.limits.values()), True, "limits")
        equal(await stage.seen(), [], "a check publishes nothing")
        _keeps_secrets(stage, report)

    @_on_stage
    async def test_nobody_has_answered_what_is_new(self, stage: Stage) -> None:
        connector = listening(stage)
        command = _thread(stage) if stage.threads else stage.command()
        published = await publishing(stage).publish(stage.access, command)
        cursor = ""
        for _ in range(_MOST_PAGES):
            heard = await connector.contributions(stage.access, published.parts, cursor)
            equal(heard.contributions, (), "what others wrote, our own parts left out")
            cursor = heard.cursor
            if not cursor:
                break
        equal(cursor, "", "the pages come to an end")
        equal(await connector.contributions(stage.access, []), Heard(()), "below nothing")

    @_on_stage
    async def test_numbers_bear_the_names_of_the_house(self, stage: Stage) -> None:
        connector = measuring(stage)
        published = await publishing(stage).publish(stage.access, stage.command())
        numbers = (await connector.measure(stage.access, published.parts)).numbers
        equal({*numbers} - NUMBERS, set(), "names nobody knows")
        equal([one for one in numbers.values() if type(one) is not int or one < 0], [], "numbers")
        _keeps_secrets(stage, numbers)

    def test_faults_are_told_in_the_failure_language(self) -> None:
        asyncio.run(self._faults())

    async def _faults(self) -> None:
        async with self.stage() as stage:
            faults = sorted(stage.faults)
        for fault in faults:
            async with self.stage() as stage:
                await _suffers(stage, fault)


async def _suffers(stage: Stage, fault: Fault) -> None:
    command = stage.command()
    await stage.arrange(fault)
    try:
        await publishing(stage).publish(stage.access, command)
    except ConnectorFailure as failure:
        equal(type(failure), _EXPECTED[fault], fault)
        equal(_SENTENCE.fullmatch(failure.for_staff) is not None, True, failure.for_staff)
        equal("HTTP" in failure.for_staff, False, failure.for_staff)
        _keeps_secrets(stage, failure)
    else:
        raise AssertionError(f"{fault}: nothing was raised")
    if fault is not Fault.UNREACHABLE:
        equal(len(await stage.seen()), int(fault in _TAKEN), f"copies after {fault}")
    if fault in _TAKEN and isinstance(asked := stage.connector(), Reconciles):
        found = await asked.find(stage.access, command)
        equal(len(found.parts), 1, f"found after {fault}")


def _keeps_secrets(stage: Stage, told: object) -> None:
    texts = [repr(told), repr(stage.access)]
    failure = told if isinstance(told, BaseException) else None
    while failure is not None:
        texts += [str(failure), repr(failure), *(str(value) for value in _slots(failure))]
        failure = failure.__cause__ or failure.__context__
    for secret in stage.access.secrets.values():
        equal(any(secret in text for text in texts), False, "a secret is told")


def _slots(failure: BaseException) -> list[Any]:
    return list(vars(failure).values())


def _some_pictures(connector: Connector, wanted: int) -> int:
    most = connector.manifest.pictures.most
    return wanted if most is None else min(wanted, most)


def _thread(stage: Stage) -> Command:
    if stage.connector().manifest.form is not Form.POST or not stage.threads:
        raise unittest.SkipTest("messages here come in one part")
    return stage.command(parts=3)


async def _shows(stage: Stage, command: Command, published: Published) -> None:
    outgoing, takes = command.outgoing, stage.connector().manifest.pictures.alt_text
    pictures = tuple(
        SeenPicture(p.sha256, "" if takes is False else p.alt_text) for p in outgoing.pictures
    )
    language = outgoing.language if stage.tells_language else ""
    expected = [
        Seen(part.remote_id, text, language, () if number else pictures)
        for number, (part, text) in enumerate(zip(published.parts, outgoing.parts, strict=True))
    ]
    equal(await stage.seen(), expected, "what readers see")

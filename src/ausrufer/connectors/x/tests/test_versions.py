"""After a correction a post has several versions: all are found, heard, counted and taken back."""

from typing import Any

import pytest

from ausrufer.channels.errors import OutcomeUnclear
from ausrufer.channels.testing.stage import corrected
from ausrufer.connectors.x.tests.stage import POSTING, XStage, play
from ausrufer.connectors.x.tests.threads import failure_of, saying
from ausrufer.training.faults import Fault as Scripted
from ausrufer.training.x import PracticeX


@pytest.mark.parametrize("known", ["old", "new"])
def test_all_versions_are_taken_back(known: str) -> None:
    async def scene(opened: XStage) -> None:
        command = opened.command(parts=2)
        before = await opened.connector().publish(opened.access, command)
        correction = corrected(command, parts=("Neu", "Auch"))
        after = await opened.connector().amend(opened.access, correction, before.parts)
        parts = before.parts if known == "old" else after.parts
        for _ in range(2):
            await opened.connector().withdraw(opened.access, parts)
            assert await opened.seen() == []
        assert all(one.deleted for one in opened.x.posts)

    play(scene)


@pytest.mark.parametrize("answers_newest", [False, True])
def test_answers_and_numbers_of_all_versions_count(*, answers_newest: bool) -> None:
    async def scene(opened: XStage) -> None:
        opened.x.answers_newest = answers_newest
        command = opened.command(parts=2)
        before = (await opened.connector().publish(opened.access, command)).parts
        erika = opened.x.accounts[1]
        early = opened.x.take(erika, "Wie lange?", over=before[0].remote_id)
        correction = corrected(command, parts=("Neu", "Auch neu"))
        after = (await opened.connector().amend(opened.access, correction, before)).parts
        late = opened.x.take(erika, "Danke", over=after[0].remote_id)
        deep = opened.x.take(erika, "Und der Bus?", over=before[1].remote_id)
        heard = (await opened.connector().contributions(opened.access, after)).contributions
        first, second = (part.remote_id for part in after)
        assert [(one.remote_id, one.post_id, one.answers) for one in heard] == [
            (deep.number, second, ""),
            (late.number, first, ""),
            (early.number, first, ""),
        ]
        told = (await opened.connector().measure(opened.access, after)).numbers
        versions = 1 if answers_newest else 2  # X does not show the older one then
        assert told["views"] == 40 * versions
        assert told["likes"] == 3 * 2 * versions
        assert told["comments"] == (0 if answers_newest else 3)

    play(scene)


@pytest.mark.parametrize("answers_newest", [False, True])
def test_what_a_dropped_correction_added_is_found_also_reworded(*, answers_newest: bool) -> None:
    """Where X shows no older version, only the correction that reworded it can tell."""

    async def scene(opened: XStage) -> None:
        opened.x.answers_newest = answers_newest
        command = saying(opened.command(), "Eins")
        known = (await opened.connector().publish(opened.access, command)).parts
        first = corrected(command, parts=("Eins neu", "Zwei", "Drei"))
        opened.x.faults.add(Scripted(POSTING, broken="after", skip=2))
        assert type(await failure_of(opened, first, known)) is OutcomeUnclear
        found = (await opened.connector().find_added(opened.access, first, known)).parts
        assert len(found) == 3
        second = corrected(command, parts=("Eins besser", "Zwei besser", "Drei"))
        opened.x.faults.add(Scripted(POSTING, broken="after", skip=1))
        assert type(await failure_of(opened, second, found)) is OutcomeUnclear
        if answers_newest:
            with pytest.raises(OutcomeUnclear, match="edited"):
                await opened.connector().find_added(opened.access, first, known)
        tells = second if answers_newest else first
        again = (await opened.connector().find_added(opened.access, tells, known)).parts
        assert [one.text for one in await opened.seen()] == ["Eins besser", "Zwei besser", "Drei"]
        assert [opened.x.newest(one.remote_id) for one in again] == [*_standing(opened.x)]

    play(scene)


def _standing(x: PracticeX) -> list[Any]:
    return sorted(x.there(), key=lambda one: one.history[0])


@pytest.mark.parametrize(("answers_newest", "certain"), [(False, True), (True, False)])
def test_an_edited_post_is_told_apart_by_its_older_versions(
    *, answers_newest: bool, certain: bool
) -> None:
    async def scene(opened: XStage) -> None:
        other = saying(opened.command(), "Etwas anderes")
        published = await opened.connector().publish(opened.access, other)
        correction = corrected(other, parts=("Etwas Besseres",))
        await opened.connector().amend(opened.access, correction, published.parts)
        opened.x.answers_newest = answers_newest
        looking = opened.connector().find(opened.access, opened.command())
        if certain:
            assert (await looking).parts == ()
        else:
            with pytest.raises(OutcomeUnclear, match="edited"):
                await looking

    play(scene)

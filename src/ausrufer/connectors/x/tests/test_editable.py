"""What X lets nobody edit stays as it is, and a person reads why and what to do."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from ausrufer.channels.errors import AccessLost, CannotBeChanged, OutcomeUnclear, PermanentFailure
from ausrufer.channels.testing.stage import corrected
from ausrufer.connectors.x.tests.stage import POSTING, XStage, play
from ausrufer.connectors.x.tests.threads import edits, failure_of, saying, texts
from ausrufer.training.faults import Fault as Scripted
from ausrufer.training.x import PracticeX

LOOKING = "GET /2/tweets"
HALF = "Auf X steht schon eine geänderte Fassung, aber nicht die ganze Berichtigung."
ANEW = "Bitte ziehen Sie die Mitteilung zurück und veröffentlichen Sie sie auf X neu."


def _no_subscription(x: PracticeX) -> None:
    x.accounts[0].subscribed = False


def _no_edits_left(x: PracticeX) -> None:
    x.edits = 0


def _later(x: PracticeX) -> None:
    x.clock = lambda: datetime.now(UTC) + timedelta(hours=2)


@pytest.mark.parametrize(
    ("forbid", "said"),
    [
        (_no_subscription, "Das Konto hat kein Abonnement dafür"),
        (_no_edits_left, "zu oft geändert"),
        (_later, "Die Frist, die X dafür gibt, ist vorbei"),
    ],
)
def test_what_x_lets_nobody_edit_stays_as_it_is(
    forbid: Callable[[PracticeX], None], said: str
) -> None:
    async def scene(opened: XStage) -> None:
        command = opened.command(parts=3)
        published = await opened.connector().publish(opened.access, command)
        before = list(opened.x.posts)
        forbid(opened.x)
        # the first part could stay; longer, shorter or changed behind: nothing of it happens
        behind = corrected(command, parts=(command.outgoing.parts[0], "Neu", "Drei", "Vier"))
        failure = await failure_of(opened, behind, published.parts)
        assert type(failure) is PermanentFailure
        assert said in failure.for_staff
        assert failure.for_staff.endswith(ANEW)
        # nothing of this stands there: it may be posted anew
        failure = await failure_of(opened, corrected(command, parts=("Neu",)), published.parts)
        assert type(failure) is CannotBeChanged
        assert said in failure.for_staff
        assert ANEW not in failure.for_staff
        assert opened.x.posts == before
        assert await texts(opened) == list(command.outgoing.parts)

    play(scene)


def test_what_needs_no_edit_is_no_matter_of_editing() -> None:
    async def scene(opened: XStage) -> None:
        command = saying(opened.command(), "Eins", "Zwei", "Drei")
        before = (await opened.connector().publish(opened.access, command)).parts
        _no_subscription(opened.x)
        shorter = corrected(command, parts=("Eins",))
        after = await opened.connector().amend(opened.access, shorter, before)
        assert after.parts == before[:1]
        longer = corrected(command, parts=("Eins", "Nachtrag"))
        await opened.connector().amend(opened.access, longer, after.parts)
        assert await texts(opened) == ["Eins", "Nachtrag"]
        assert edits(opened.x) == [1, 1]

    play(scene)


@pytest.mark.parametrize("hours", [-5, 5])
def test_the_end_is_read_by_the_clock_of_x(hours: int) -> None:
    async def scene(opened: XStage) -> None:
        opened.x.clock = lambda: datetime.now(UTC) + timedelta(hours=hours)
        command = opened.command(parts=2)
        published = await opened.connector().publish(opened.access, command)
        correction = corrected(command, parts=("Neu", "Auch neu", "Dazu"))
        for _ in range(2):
            await opened.connector().amend(opened.access, correction, published.parts)
        assert edits(opened.x) == [2, 2, 1]

    play(scene)


@pytest.mark.parametrize(
    ("told", "taken"),
    [
        ({"is_edit_eligible": True}, True),
        ({"is_edit_eligible": True, "edits_remaining": None, "editable_until": None}, True),
        ({"is_edit_eligible": True, "editable_until": "bald"}, True),
        ({"is_edit_eligible": True, "edits_remaining": -1}, False),
        ({"is_edit_eligible": None, "edits_remaining": 5}, False),
        ({}, False),
        (None, False),
    ],
)
def test_what_x_does_not_tell_is_no_limit_but_no_permission_either(
    told: Mapping[str, Any] | None, *, taken: bool
) -> None:
    async def scene(opened: XStage) -> None:
        command = opened.command()
        published = await opened.connector().publish(opened.access, command)
        post = {"id": published.parts[0].remote_id, "text": "Alt", "edit_controls": told}
        opened.x.faults.add(Scripted(LOOKING, status=200, body={"data": [post]}))
        amending = opened.connector().amend(
            opened.access, corrected(command, parts=("Neu",)), published.parts
        )
        if taken:
            await amending
        else:
            with pytest.raises(PermanentFailure, match="not editable"):
                await amending
        assert edits(opened.x) == [1 + taken]

    play(scene)


def test_a_refused_edit_is_told_in_the_words_of_x_and_what_to_do() -> None:
    async def scene(opened: XStage) -> None:
        command = opened.command()
        published = await opened.connector().publish(opened.access, command)
        detail = {"type": "about:blank", "detail": "You cannot edit this."}
        opened.x.faults.add(Scripted(POSTING, status=403, body=detail))
        failure = await failure_of(opened, corrected(command, parts=("Neu",)), published.parts)
        assert failure.for_staff == (
            f"X hat den Beitrag abgelehnt, mit der Begründung: „You cannot edit this.“ {ANEW}"
        )

    play(scene)


@pytest.mark.parametrize("problem", ["client-forbidden", "not-authorized-for-resource"])
def test_an_edit_x_forbids_says_nothing_about_the_access(problem: str) -> None:
    async def scene(opened: XStage) -> None:
        command = opened.command()
        published = await opened.connector().publish(opened.access, command)
        body = {"type": f"https://api.x.com/2/problems/{problem}", "detail": "No edits."}
        opened.x.faults.add(Scripted(POSTING, status=403, body=body))
        failure = await failure_of(opened, corrected(command, parts=("Neu",)), published.parts)
        assert type(failure) is PermanentFailure
        assert "„No edits.“" in failure.for_staff
        assert failure.for_staff.endswith(ANEW)

    play(scene)


def test_an_edit_without_credits_does_pause_the_channel() -> None:
    async def scene(opened: XStage) -> None:
        command = opened.command()
        published = await opened.connector().publish(opened.access, command)
        body = {"type": "https://api.x.com/2/problems/usage-capped"}
        for status in (402, 403, 429):
            opened.x.faults.add(Scripted(POSTING, status=status, body=body))
            failure = await failure_of(opened, corrected(command, parts=("Neu",)), published.parts)
            assert type(failure) is AccessLost

    play(scene)


def test_half_a_correction_is_told_as_half_once_the_time_is_over() -> None:
    async def scene(opened: XStage) -> None:
        command = saying(opened.command(), "Eins", "Zwei")
        published = await opened.connector().publish(opened.access, command)
        correction = corrected(command, parts=("Eins neu", "Zwei neu"))
        opened.x.faults.add(Scripted(POSTING, broken="before", skip=1))
        assert type(await failure_of(opened, correction, published.parts)) is OutcomeUnclear
        _later(opened.x)
        failure = await failure_of(opened, correction, published.parts)
        assert type(failure) is PermanentFailure
        assert failure.for_staff.endswith(f"ist vorbei. {HALF} {ANEW}")
        assert await texts(opened) == ["Eins neu", "Zwei"]

    play(scene)


def test_half_a_correction_is_told_as_half_where_x_refuses_the_rest() -> None:
    async def scene(opened: XStage) -> None:
        command = saying(opened.command(), "Eins", "Zwei")
        published = await opened.connector().publish(opened.access, command)
        detail = {"type": "about:blank", "detail": "Nein."}
        opened.x.faults.add(Scripted(POSTING, status=403, body=detail, skip=1))
        correction = corrected(command, parts=("Eins neu", "Zwei neu"))
        failure = await failure_of(opened, correction, published.parts)
        assert failure.for_staff.endswith(f"„Nein.“ {HALF} {ANEW}")

    play(scene)

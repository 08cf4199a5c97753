"""Films on their way: pieces, interruptions, captions, releases, refusals."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from ausrufer.channels.contract import Access, Command, Film, Published, Tokens
from ausrufer.channels.errors import (
    AccessLost,
    ConnectorFailure,
    OutcomeUnclear,
    PermanentFailure,
    TemporaryFailure,
)
from ausrufer.channels.testing.stage import corrected
from ausrufer.connectors.youtube import films
from ausrufer.connectors.youtube.tests.stage import (
    BEGINNING,
    RELEASING,
    SUBTITLES,
    TOKEN,
    YouTubeStage,
    play,
    refused,
)
from ausrufer.training.faults import Fault as Scripted

UNIT = 256 * 1024


async def _failure(
    opened: YouTubeStage, command: Command | None = None, access: Access | None = None
) -> ConnectorFailure:
    with pytest.raises(ConnectorFailure) as caught:
        await opened.connector().publish(access or opened.access, command or opened.command())
    return caught.value


def _with(command: Command, *found: Film, **fields: Any) -> Command:
    return replace(command, outgoing=replace(command.outgoing, films=found, **fields))


@pytest.fixture
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(films, "PIECE", UNIT)


@pytest.mark.usefixtures("small_pieces")
@pytest.mark.parametrize("size", [1, UNIT, UNIT + 1, 3 * UNIT, 3 * UNIT + 7])
def test_every_byte_arrives_in_its_place(size: int) -> None:
    async def scene(opened: YouTubeStage) -> None:
        film = opened.film(size)
        await opened.connector().publish(opened.access, _with(opened.command(), film))
        assert [one.sha256 for one in opened.youtube.videos] == [film.sha256]

    play(scene)


@pytest.mark.usefixtures("small_pieces")
def test_a_broken_upload_goes_on_where_it_was() -> None:
    async def scene(opened: YouTubeStage) -> None:
        film = opened.film(5 * UNIT)
        command = _with(opened.command(), film)
        opened.youtube.faults.add(
            Scripted("PUT /sessions/*", broken="after", skip=2, times=1),
            Scripted("PUT /sessions/*", broken="before", times=1),
        )
        assert isinstance(await _failure(opened, command), TemporaryFailure)
        opened.youtube.faults.waiting.clear()
        assert await opened.connector().find(opened.access, command) == Published(())
        await opened.connector().publish(opened.access, command)
        assert [(one.sha256, one.released) for one in opened.youtube.videos] == [(film.sha256, 1)]
        assert len(opened.youtube.sessions) == 1

    play(scene)


def test_a_session_that_is_forgotten_begins_anew() -> None:
    async def scene(opened: YouTubeStage) -> None:
        command = opened.command()
        opened.youtube.faults.add(Scripted("PUT /sessions/*", status=503, body={}))
        assert isinstance(await _failure(opened, command), TemporaryFailure)
        opened.youtube.sessions.clear()
        await opened.connector().publish(opened.access, command)
        assert len(opened.youtube.videos) == 1

    play(scene)


@pytest.mark.parametrize("session_kept", [True, False])
def test_never_a_second_film_after_a_release_without_an_answer(*, session_kept: bool) -> None:
    async def scene(opened: YouTubeStage) -> None:
        command = opened.command()
        opened.youtube.faults.add(Scripted(RELEASING, broken="after", times=2))
        assert isinstance(await _failure(opened, command), OutcomeUnclear)
        opened.youtube.faults.waiting.clear()
        access = opened.access if session_kept else replace(opened.access, session={})
        found = await opened.connector().find(access, command)
        assert found == await opened.connector().publish(access, command)
        assert len(opened.youtube.videos) == 1

    play(scene)


@pytest.mark.parametrize("session_kept", [True, False])
def test_a_film_that_is_there_but_private_is_released_not_repeated(*, session_kept: bool) -> None:
    async def scene(opened: YouTubeStage) -> None:
        command = opened.command()
        opened.youtube.faults.add(Scripted(RELEASING, broken="before", times=2))
        await _failure(opened, command)
        opened.youtube.faults.waiting.clear()
        access = opened.access if session_kept else replace(opened.access, session={})
        assert await opened.connector().find(access, command) == Published(())
        await opened.connector().publish(access, command)
        assert [one.status["privacyStatus"] for one in opened.youtube.videos] == ["public"]

    play(scene)


def test_captions_are_there_before_the_film_is_public_and_only_once() -> None:
    async def scene(opened: YouTubeStage) -> None:
        command = _with(opened.command(), opened.film(captions=True))
        opened.youtube.faults.add(Scripted("POST /upload/youtube/v3/captions", status=503, body={}))
        assert isinstance(await _failure(opened, command), TemporaryFailure)
        assert await opened.seen() == []
        for _ in range(2):
            await opened.connector().publish(opened.access, command)
        (video,) = opened.youtube.videos
        assert video.captions == {"de": SUBTITLES}
        inserted = [one for one in opened.youtube.calls if one.endswith("/captions")]
        assert sum(one.startswith("POST") for one in inserted) == 1

    play(scene)


def test_a_message_without_a_film_is_refused_in_words() -> None:
    async def scene(opened: YouTubeStage) -> None:
        failure = await _failure(opened, _with(opened.command()))
        assert isinstance(failure, PermanentFailure)
        assert "nimmt nur Filme an" in failure.for_staff
        assert opened.youtube.calls == []

    play(scene)


def test_a_film_whose_file_is_gone_is_refused_in_words() -> None:
    async def scene(opened: YouTubeStage) -> None:
        command, film = opened.command(), opened.film(2000)
        assert film.path is not None
        film.path.unlink()
        for gone in (film, replace(film, path=None)):
            failure = await _failure(opened, _with(command, gone))
            assert isinstance(failure, PermanentFailure)
            assert "nicht mehr zu lesen" in failure.for_staff

    play(scene)


def test_films_of_an_unaudited_project_stay_private_and_that_is_said() -> None:
    async def scene(opened: YouTubeStage) -> None:
        opened.youtube.channel.audited = False
        command = opened.command()
        failure = await _failure(opened, command)
        assert isinstance(failure, AccessLost)
        assert "noch nicht geprüft" in failure.for_staff
        opened.youtube.channel.audited = True
        await opened.connector().publish(opened.access, command)
        assert len(opened.youtube.videos) == 1

    play(scene)


@pytest.mark.parametrize(
    ("told", "expected"), [("nicht gelistet", "unlisted"), ("Privat", "private"), ("", "public")]
)
def test_the_channel_says_how_public_films_are(told: str, expected: str) -> None:
    async def scene(opened: YouTubeStage) -> None:
        access = replace(opened.access, settings={**opened.access.settings, "privacy": told})
        command = opened.command()
        published = await opened.connector().publish(access, command)
        assert [one.status["privacyStatus"] for one in opened.youtube.videos] == [expected]
        assert await opened.connector().find(access, command) == published

    play(scene)


def test_an_unknown_visibility_is_told() -> None:
    async def scene(opened: YouTubeStage) -> None:
        access = replace(opened.access, settings={"privacy": "halb"})
        failure = await _failure(opened, access=access)
        assert isinstance(failure, AccessLost)
        assert "Sichtbarkeit" in failure.for_staff

    play(scene)


def test_angle_brackets_never_reach_youtube_and_are_still_recognised() -> None:
    async def scene(opened: YouTubeStage) -> None:
        command = opened.command()
        command = _with(command, opened.film(), title="A < B", parts=("<Montag> 7 Uhr",))
        published = await opened.connector().publish(opened.access, command)
        (video,) = opened.youtube.videos
        assert video.snippet["title"] == "A ‹ B"
        fresh = replace(opened.access, session={})
        assert await opened.connector().find(fresh, command) == published

    play(scene)


@pytest.mark.parametrize(
    "status",
    [
        {"uploadStatus": "failed", "failureReason": "codec"},
        {"uploadStatus": "rejected", "rejectionReason": "copyright"},
        {"uploadStatus": "rejected", "rejectionReason": "inappropriate"},
    ],
)
def test_a_film_youtube_cannot_use_is_told(status: dict[str, str]) -> None:
    async def scene(opened: YouTubeStage) -> None:
        command = opened.command()
        opened.youtube.faults.add(Scripted(RELEASING, status=503, body={}))
        await _failure(opened, command)
        opened.youtube.videos[0].status |= status
        failure = await _failure(opened, command)
        assert isinstance(failure, PermanentFailure)
        assert failure.for_staff.startswith("YouTube ")

    play(scene)


def test_an_upload_session_elsewhere_is_never_given_the_token() -> None:
    async def scene(opened: YouTubeStage) -> None:
        headers = {"Location": "https://elsewhere.example/steal"}
        opened.youtube.faults.add(Scripted(BEGINNING, status=200, body={}, headers=headers))
        assert isinstance(await _failure(opened), TemporaryFailure)

    play(scene)


@pytest.mark.parametrize(
    ("status", "reason", "kind", "said"),
    [
        (401, "authError", AccessLost, "Zustimmung"),
        (403, "insufficientPermissions", AccessLost, "Zustimmung"),
        (401, "youtubeSignupRequired", AccessLost, "kein YouTube-Kanal"),
        (403, "accessNotConfigured", AccessLost, "nicht eingeschaltet"),
        (400, "invalidTitle", PermanentFailure, "Titel"),
        (400, "invalidDescription", PermanentFailure, "Beschreibung"),
        (403, "quotaExceeded", TemporaryFailure, "Tageskontingent"),
        (403, "userRateLimitExceeded", TemporaryFailure, "Pause"),
        (400, "uploadLimitExceeded", TemporaryFailure, "zu viele Filme"),
        (503, "backendError", TemporaryFailure, "überlastet"),
    ],
)
def test_refusals_mean_what_their_reasons_say(
    status: int, reason: str, kind: type[ConnectorFailure], said: str
) -> None:
    async def scene(opened: YouTubeStage) -> None:
        opened.youtube.faults.add(Scripted(BEGINNING, status=status, body=refused(status, reason)))
        failure = await _failure(opened)
        assert type(failure) is kind
        assert said in failure.for_staff
        assert TOKEN not in failure.for_log

    play(scene)


def test_a_used_up_quota_waits_for_the_day_of_the_platforms_clock() -> None:
    async def scene(opened: YouTubeStage) -> None:
        headers = {"Date": "Sat, 21 Nov 2026 07:00:00 GMT"}
        body = refused(403, "quotaExceeded")
        opened.youtube.faults.add(Scripted(BEGINNING, status=403, body=body, headers=headers))
        failure = await _failure(opened)
        assert isinstance(failure, TemporaryFailure)
        assert failure.retry_after == timedelta(hours=1, minutes=1)

    play(scene)


def test_a_consent_that_ended_is_told() -> None:
    async def scene(opened: YouTubeStage) -> None:
        body = {"error": "invalid_grant", "error_description": "Token has been revoked."}
        opened.youtube.faults.add(Scripted(BEGINNING, status=400, body=body))
        failure = await _failure(opened)
        assert isinstance(failure, AccessLost)
        assert "Zustimmung" in failure.for_staff

    play(scene)


def test_a_correction_changes_the_words_and_keeps_the_film() -> None:
    async def scene(opened: YouTubeStage) -> None:
        command = opened.command()
        before = await opened.connector().publish(opened.access, command)
        await opened.connector().amend(
            opened.access, corrected(command, parts=("Neu.",)), before.parts
        )
        (video,) = opened.youtube.videos
        assert (video.snippet["description"], video.status["privacyStatus"]) == ("Neu.", "public")
        opened.youtube.videos[0].deleted = True
        with pytest.raises(PermanentFailure) as caught:
            await opened.connector().amend(opened.access, command, before.parts)
        assert "nicht mehr vorhanden" in caught.value.for_staff

    play(scene)


def test_consent_opens_the_channel_and_another_one_is_told() -> None:
    async def scene(opened: YouTubeStage) -> None:
        access = Access({}, {}, stand_ins=opened.access.stand_ins)
        (grant,) = await opened.connector().grants(access, Tokens(TOKEN))
        assert grant.account == "Stadt Musterstadt (@musterstadt)"
        assert grant.settings == {"channel_id": opened.youtube.channel.number}
        other = replace(opened.access, settings={"channel_id": "UCother"})
        with pytest.raises(AccessLost) as caught:
            await opened.connector().check_access(other)
        assert "anderen YouTube-Kanal" in caught.value.for_staff

    play(scene)


def test_a_clock_that_is_behind_hides_nothing() -> None:
    async def scene(opened: YouTubeStage) -> None:
        opened.youtube.behind_seconds = 3600
        command = opened.command()
        published = await opened.connector().publish(opened.access, command)
        fresh = replace(opened.access, session={})
        assert await opened.connector().find(fresh, command) == published

    play(scene)


@pytest.mark.parametrize("body", [{}, {"items": None}, {"items": {}}, {"items": [None]}])
def test_uploads_that_are_no_list_prove_nothing(body: object) -> None:
    async def scene(opened: YouTubeStage) -> None:
        listed = "GET /youtube/v3/playlistItems"
        opened.youtube.faults.add(Scripted(listed, status=200, body=body))
        with pytest.raises(TemporaryFailure):
            await opened.connector().find(opened.access, opened.command())
        assert opened.youtube.faults.waiting == []

    play(scene)


def test_a_look_needs_no_file() -> None:
    async def scene(opened: YouTubeStage) -> None:
        command = opened.command()
        without = _with(command, *(replace(one, path=None) for one in command.outgoing.films))
        opened.youtube.faults.add(Scripted("PUT /sessions/*", status=503, body={}))
        await _failure(opened, command)
        assert await opened.connector().find(opened.access, without) == Published(())
        published = await opened.connector().publish(opened.access, command)
        assert await opened.connector().find(opened.access, without) == published

    play(scene)


def test_another_file_under_the_same_order_is_uploaded_anew() -> None:
    async def scene(opened: YouTubeStage) -> None:
        command = opened.command()
        opened.youtube.faults.add(Scripted("PUT /sessions/*", status=503, body={}))
        await _failure(opened, command)
        other = opened.film(2000)
        await opened.connector().publish(opened.access, _with(command, other))
        assert [one.sha256 for one in opened.youtube.videos] == [other.sha256]

    play(scene)

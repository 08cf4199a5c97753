"""Films, drafts, photo posts, slow processing, codes and tokens."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from ausrufer.channels.contract import Access, Command, Published, RemotePart, Tokens
from ausrufer.channels.errors import (
    AccessLost,
    ConnectorFailure,
    OutcomeUnclear,
    PermanentFailure,
    TemporaryFailure,
)
from ausrufer.connectors.tiktok import pieces
from ausrufer.connectors.tiktok.tests.stage import (
    ANNOUNCING,
    LAST_PIECE,
    TOKEN,
    TikTokStage,
    play,
    refused,
)
from ausrufer.training.faults import Fault as Scripted


async def _failure(
    opened: TikTokStage, command: Command | None = None, access: Access | None = None
) -> ConnectorFailure:
    with pytest.raises(ConnectorFailure) as caught:
        await opened.connector().publish(access or opened.access, command or opened.command())
    return caught.value


def _as(opened: TikTokStage, **settings: str) -> Access:
    return replace(opened.access, settings={**opened.access.settings, **settings})


def _with(command: Command, **fields: Any) -> Command:
    return replace(command, outgoing=replace(command.outgoing, **fields))


def test_a_token_that_is_quoted_in_a_yes_that_is_a_no_is_not_told() -> None:
    async def scene(opened: TikTokStage) -> None:
        body = refused("invalid_params")
        body["error"] = {"code": f"odd_{TOKEN}", "message": f"Not with {TOKEN}.", "log_id": "1"}
        opened.tiktok.faults.add(Scripted(ANNOUNCING, status=200, body=body))
        failure = await _failure(opened)
        assert "Not with …" in failure.for_staff
        assert TOKEN not in f"{failure.for_staff} {failure.for_log} {failure!r}"

    play(scene)


def test_a_large_film_arrives_in_pieces_and_goes_on_where_it_broke_off(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pieces, "PIECE", 5_000_000)

    async def scene(opened: TikTokStage) -> None:
        film = opened.film(17_000_003)
        command = _with(opened.command(), films=(film,))
        opened.tiktok.faults.add(Scripted(LAST_PIECE, broken="before", skip=1, times=2))
        assert isinstance(await _failure(opened, command), TemporaryFailure)
        opened.tiktok.faults.waiting.clear()
        published = await opened.connector().publish(opened.access, command)
        (post,) = opened.tiktok.posts
        assert (post.sha256, post.count) == (film.sha256, 3)
        address = f"https://www.tiktok.com/@musterstadt/video/{post.number}"
        assert published == Published((RemotePart(str(post.number), address),))

    play(scene)


def test_an_upload_that_ended_begins_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "PIECE", 5_000_000)

    async def scene(opened: TikTokStage) -> None:
        command = _with(opened.command(), films=(opened.film(11_000_000),))
        opened.tiktok.faults.add(Scripted(LAST_PIECE, status=403, body=""))
        assert isinstance(await _failure(opened, command), TemporaryFailure)
        await opened.connector().publish(opened.access, command)
        assert [one.is_there for one in opened.tiktok.posts] == [False, True]

    play(scene)


def test_a_last_piece_without_an_answer_is_asked_for_and_never_repeated_blindly() -> None:
    async def scene(opened: TikTokStage) -> None:
        command = opened.command()
        opened.tiktok.faults.add(Scripted(LAST_PIECE, broken="after", times=2))
        assert isinstance(await _failure(opened, command), OutcomeUnclear)
        found = await opened.connector().find(opened.access, command)
        assert found.parts[0].remote_id == str(opened.tiktok.posts[0].number)
        assert len(opened.tiktok.public()) == 1

    play(scene)


def test_a_last_piece_that_did_not_arrive_is_sent_again() -> None:
    async def scene(opened: TikTokStage) -> None:
        command = opened.command()
        opened.tiktok.faults.add(Scripted(LAST_PIECE, broken="before", times=2))
        assert isinstance(await _failure(opened, command), OutcomeUnclear)
        opened.tiktok.faults.waiting.clear()
        assert await opened.connector().find(opened.access, command) == Published(())
        await opened.connector().publish(opened.access, command)
        assert len(opened.tiktok.posts) == len(opened.tiktok.public()) == 1

    play(scene)


def test_while_tiktok_processes_the_outcome_is_open_and_then_it_is_found() -> None:
    async def scene(opened: TikTokStage) -> None:
        opened.tiktok.slow = 2
        command = opened.command()
        failure = await _failure(opened, command)
        assert isinstance(failure, OutcomeUnclear)
        assert "verarbeitet ihn noch" in failure.for_staff
        command = _with(command, films=(replace(command.outgoing.films[0], path=None),))
        with pytest.raises(OutcomeUnclear):  # looks are made without the file
            await opened.connector().find(opened.access, command)
        found = await opened.connector().find(opened.access, command)
        assert [one.number for one in opened.tiktok.posts] == [int(found.parts[0].remote_id)]

    play(scene)


def test_a_status_nobody_answers_leaves_the_outcome_open() -> None:
    async def scene(opened: TikTokStage) -> None:
        for status in (401, 429, 503):
            body = refused("access_token_invalid") if status == 401 else {}
            asking = "POST /v2/post/publish/status/fetch/"
            opened.tiktok.faults.add(Scripted(asking, status=status, body=body))
            assert isinstance(await _failure(opened), OutcomeUnclear)

    play(scene)


def test_another_process_finds_a_public_post_by_its_words() -> None:
    async def scene(opened: TikTokStage) -> None:
        command = opened.command()
        published = await opened.connector().publish(opened.access, command)
        elsewhere = replace(opened.access, session={})
        assert await opened.connector().find(elsewhere, command) == published
        later = replace(command, first_attempt_at=datetime.now(UTC) + timedelta(hours=1))
        with pytest.raises(OutcomeUnclear):
            await opened.connector().find(elsewhere, later)

    play(scene)


@pytest.mark.parametrize(
    ("reason", "kind", "said"),
    [
        ("file_format_check_failed", PermanentFailure, "Format"),
        ("duration_check_failed", PermanentFailure, "zu kurz oder zu lang"),
        ("frame_rate_check_failed", PermanentFailure, "Bildern in der Sekunde"),
        ("spam_risk", PermanentFailure, "Werbung"),
        ("publish_cancelled", PermanentFailure, "abgebrochen"),
        ("auth_removed", AccessLost, "entzogen"),
        ("spam_risk_user_banned_from_posting", AccessLost, "zurzeit nichts"),
        ("spam_risk_too_many_posts", TemporaryFailure, "so viel veröffentlicht"),
        ("internal", TemporaryFailure, "nicht verarbeiten"),
    ],
)
def test_what_tiktok_could_not_use_is_certainly_not_there_and_is_told(
    reason: str, kind: type[ConnectorFailure], said: str
) -> None:
    async def scene(opened: TikTokStage) -> None:
        opened.tiktok.slow, opened.tiktok.failure = 1, reason
        command = opened.command()
        assert isinstance(await _failure(opened, command), OutcomeUnclear)
        assert await opened.connector().find(opened.access, command) == Published(())
        failure = await _failure(opened, command)
        assert type(failure) is kind
        assert said in failure.for_staff
        opened.tiktok.slow, opened.tiktok.failure = 0, ""
        await opened.connector().publish(opened.access, command)
        assert len(opened.tiktok.public()) == 1

    play(scene)


def test_a_draft_goes_to_the_inbox_and_needs_no_visibility() -> None:
    async def scene(opened: TikTokStage) -> None:
        access = _as(opened, way="Entwurf", privacy="")
        published = await opened.connector().publish(access, opened.command())
        (post,) = opened.tiktok.posts
        assert published.parts == (RemotePart(f"inbox:{post.publish_id}"),)
        assert (post.privacy, opened.tiktok.public()) == ("", [])
        photos = opened.command(pictures=2)
        published = await opened.connector().publish(access, photos)
        assert published.parts[0].remote_id.startswith("inbox:")

    play(scene)


def test_pictures_are_fetched_from_where_they_are_lent() -> None:
    async def scene(opened: TikTokStage) -> None:
        command = opened.command(pictures=3)
        published = await opened.connector().publish(opened.access, command)
        (post,) = opened.tiktok.posts
        assert post.pictures == tuple(one.sha256 for one in command.outgoing.pictures)
        assert "/photo/" in published.permalink

    play(scene)


def test_a_photo_post_without_an_answer_is_unclear_and_found_by_its_words() -> None:
    async def scene(opened: TikTokStage) -> None:
        command = opened.command(pictures=1)
        opened.tiktok.faults.add(Scripted("POST /v2/post/publish/content/init/", broken="after"))
        assert isinstance(await _failure(opened, command), OutcomeUnclear)
        found = await opened.connector().find(opened.access, command)
        assert found.parts[0].remote_id == str(opened.tiktok.posts[0].number)

    play(scene)


def test_posts_only_the_account_sees_have_no_address() -> None:
    async def scene(opened: TikTokStage) -> None:
        opened.tiktok.creator.audited = False
        opened.tiktok.creator.privacies = ("SELF_ONLY",)
        failure = await _failure(opened)
        assert isinstance(failure, AccessLost)
        assert "noch nicht geprüft" in failure.for_staff
        access = _as(opened, privacy="nur ich")
        published = await opened.connector().publish(access, opened.command())
        assert published.permalink == ""
        measured = await opened.connector().measure(access, published.parts)
        assert measured.numbers == {}

    play(scene)


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"privacy": ""}, "keine Vorauswahl"),
        ({"privacy": "alle"}, "keine Vorauswahl"),
        ({"privacy": "Freunde"}, "erlaubt das TikTok-Konto nicht"),
        ({"way": "irgendwie"}, "Der Weg am Kanal"),
    ],
)
def test_wishes_tiktok_cannot_fulfil_are_told(settings: dict[str, str], said: str) -> None:
    async def scene(opened: TikTokStage) -> None:
        access = _as(opened, **settings)
        failure = await _failure(opened, access=access)
        assert isinstance(failure, AccessLost)
        assert said in failure.for_staff
        with pytest.raises(AccessLost):
            await opened.connector().check_access(access)

    play(scene)


def test_the_account_is_asked_before_every_post() -> None:
    async def scene(opened: TikTokStage) -> None:
        opened.tiktok.creator.longest_seconds = 10
        report = await opened.connector().check_access(opened.access)
        assert (report.account, report.limits) == (
            "Stadt Musterstadt (@musterstadt)",
            {"film_seconds": 10},
        )
        failure = await _failure(opened)
        assert isinstance(failure, PermanentFailure)
        assert "höchstens 10 Sekunden" in failure.for_staff
        opened.tiktok.creator.longest_seconds = 600
        opened.tiktok.creator.can_post_more = False
        assert isinstance(await _failure(opened), TemporaryFailure)
        assert opened.tiktok.posts == []

    play(scene)


def test_a_message_with_neither_film_nor_picture_is_refused_in_words() -> None:
    async def scene(opened: TikTokStage) -> None:
        failure = await _failure(opened, _with(opened.command(), films=()))
        assert isinstance(failure, PermanentFailure)
        assert "nur Filme und Bilder" in failure.for_staff
        assert opened.tiktok.calls == []

    play(scene)


def test_a_film_whose_file_is_gone_is_refused_in_words() -> None:
    async def scene(opened: TikTokStage) -> None:
        command = opened.command()
        gone = _with(command, films=(replace(command.outgoing.films[0], path=None),))
        failure = await _failure(opened, gone)
        assert isinstance(failure, PermanentFailure)
        assert "nicht mehr zu lesen" in failure.for_staff

    play(scene)


@pytest.mark.parametrize(
    ("status", "code", "kind", "said"),
    [
        (401, "access_token_invalid", AccessLost, "Zustimmung"),
        (401, "scope_not_authorized", AccessLost, "fehlt ein Recht"),
        (403, "unaudited_client_can_only_post_to_private_accounts", AccessLost, "nicht geprüft"),
        (403, "reached_active_user_cap", TemporaryFailure, "keine weiteren Konten"),
        (403, "url_ownership_unverified", AccessLost, "bestätigt"),
        (400, "privacy_level_option_mismatch", AccessLost, "Sichtbarkeit"),
        (403, "spam_risk_too_many_posts", TemporaryFailure, "heute"),
        (403, "spam_risk_too_many_pending_share", TemporaryFailure, "Entwürfe"),
        (403, "spam_risk_user_banned_from_posting", AccessLost, "zurzeit nichts"),
        (429, "rate_limit_exceeded", TemporaryFailure, "Pause"),
        (400, "invalid_params", PermanentFailure, "abgelehnt"),
        (200, "spam_risk", PermanentFailure, "Werbung"),
        (200, "unheard_of", PermanentFailure, "abgelehnt"),
        (500, "internal_error", TemporaryFailure, "überlastet"),
    ],
)
def test_refusals_mean_what_their_codes_say(
    status: int, code: str, kind: type[ConnectorFailure], said: str
) -> None:
    async def scene(opened: TikTokStage) -> None:
        opened.tiktok.faults.add(Scripted(ANNOUNCING, status=status, body=refused(code)))
        failure = await _failure(opened)
        assert type(failure) is kind
        assert said in failure.for_staff
        assert TOKEN not in failure.for_log

    play(scene)


def test_both_tokens_are_renewed_and_the_old_one_is_worth_nothing() -> None:
    async def scene(opened: TikTokStage) -> None:
        secrets = {
            **opened.access.secrets,
            "client_secret": "geheim-4711",
            "refresh_token": "rft.first",
        }
        access = replace(opened.access, secrets=secrets)
        tokens = await opened.connector().renew(access)
        assert (tokens.access, tokens.renewal) == (
            opened.tiktok.creator.token,
            opened.tiktok.creator.renewal,
        )
        assert tokens.expires_at is not None
        assert tokens.renewal_expires_at is not None
        assert timedelta(days=179) < tokens.renewal_expires_at - tokens.expires_at
        with pytest.raises(AccessLost) as caught:
            await opened.connector().renew(access)
        assert "Zustimmung" in caught.value.for_staff
        assert "rft.first" not in caught.value.for_log

    play(scene)


def test_renewal_that_is_not_answered_is_tried_again() -> None:
    async def scene(opened: TikTokStage) -> None:
        secrets = {
            **opened.access.secrets,
            "client_secret": "geheim-4711",
            "refresh_token": "rft.first",
        }
        access = replace(opened.access, secrets=secrets)
        opened.tiktok.faults.add(Scripted("POST /v2/oauth/token/", broken="before"))
        with pytest.raises(TemporaryFailure):
            await opened.connector().renew(access)
        opened.tiktok.faults.add(Scripted("POST /v2/oauth/token/", nonsense="<html>"))
        with pytest.raises(TemporaryFailure):
            await opened.connector().renew(access)

    play(scene)


def test_consent_opens_the_one_account_and_its_posts_are_counted() -> None:
    async def scene(opened: TikTokStage) -> None:
        bare = Access({}, {}, stand_ins=opened.access.stand_ins)
        (grant,) = await opened.connector().grants(bare, Tokens(TOKEN))
        assert (grant.account, dict(grant.settings)) == (
            "Stadt Musterstadt",
            {"open_id": "practice-open-id"},
        )
        published = await opened.connector().publish(opened.access, opened.command())
        measured = await opened.connector().measure(opened.access, published.parts)
        assert measured.numbers == {"views": 40, "likes": 7}

    play(scene)


def test_a_headline_stands_above_the_text_as_long_as_both_have_room() -> None:
    async def scene(opened: TikTokStage) -> None:
        for length, begins in ((2100, "Kurz\n\n"), (2200, "x")):
            command = _with(opened.command(), title="Kurz", parts=("x" * length,))
            await opened.connector().publish(opened.access, command)
            assert opened.tiktok.posts[-1].caption.startswith(begins)

    play(scene)

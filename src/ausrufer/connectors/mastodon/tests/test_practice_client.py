"""A stranger's client works with the emulated instance as with the original."""

import asyncio
import io
from typing import Any

import pytest
from mastodon import Mastodon
from mastodon.errors import MastodonAPIError, MastodonNotFoundError, MastodonUnauthorizedError

from ausrufer.channels.testing import example_picture
from ausrufer.connectors.mastodon.tests.scenes import play
from ausrufer.connectors.mastodon.tests.stage import (
    MastodonStage,
)


def test_a_client_that_is_not_ours_posts_edits_and_deletes() -> None:
    def use(reader: Any) -> None:
        picture = example_picture(0)
        media = reader.media_post(
            io.BytesIO(picture.content), mime_type="image/png", description="vorher", focus=(0.5, 0)
        )
        first = reader.status_post(
            "Grüße #Übung", media_ids=[media], idempotency_key="k", language="de", sensitive=True
        )
        again = reader.status_post("Grüße #Übung", idempotency_key="k")
        assert (again.id, first.sensitive) == (first.id, True)
        assert (first.tags[0].name, first.media_attachments[0].meta.focus.x) == ("übung", 0.5)
        reply = reader.status_post("Nachtrag", in_reply_to_id=first)
        assert [s.id for s in reader.status_context(first).descendants] == [reply.id]
        assert [s.id for s in reader.status_context(reply).ancestors] == [first.id]
        attributes = [
            reader.generate_media_edit_attributes(media.id, description="nachher", focus=(0, 1))
        ]
        edited = reader.status_update(first, "Grüße 2", media_attributes=attributes)
        [shown] = edited.media_attachments
        assert (shown.description, shown.meta.focus.y) == ("nachher", 1)
        assert edited.edited_at is not None
        assert reader.status_source(first).text == "Grüße 2"
        assert reader.status_delete(reply).text == "Nachtrag"
        with pytest.raises(MastodonNotFoundError):
            reader.status(reply)

    async def scene(opened: MastodonStage) -> None:
        await asyncio.to_thread(use, opened.reader())

    play(scene)


def test_a_client_that_is_not_ours_reads_accounts_and_pages() -> None:
    def use(reader: Any) -> None:
        ids = [reader.status_post(f"Nummer {n}").id for n in range(25)]
        assert reader.me().username == "musterstadt"
        assert reader.instance().configuration.statuses.max_characters == 500
        assert reader.instance_v1().uri == "social.musterstadt.example"
        page = reader.account_statuses("1", limit=10, exclude_reblogs=True)
        everything = reader.fetch_remaining(page)
        assert [status.id for status in everything] == ids[::-1]
        newer = reader.account_statuses("1", min_id=ids[4], limit=3)
        assert [status.id for status in newer] == ids[7:4:-1]
        since = reader.account_statuses("1", since_id=ids[20], limit=40)
        assert [status.id for status in since] == ids[:20:-1]

    async def scene(opened: MastodonStage) -> None:
        await asyncio.to_thread(use, opened.reader())

    play(scene)


def test_a_client_that_is_not_ours_is_refused_as_by_the_original() -> None:
    def use(reader: Any, stranger: Any) -> None:
        with pytest.raises(MastodonAPIError, match="Text character limit of 500 exceeded"):
            reader.status_post("x" * 501)
        with pytest.raises(MastodonAPIError, match="File content type is invalid"):
            reader.media_post(io.BytesIO(b"<svg/>"), mime_type="image/png")
        with pytest.raises(MastodonUnauthorizedError):
            stranger.status_post("darf ich nicht")
        with pytest.raises(MastodonNotFoundError):
            reader.status_delete("17")

    async def scene(opened: MastodonStage) -> None:
        stranger = Mastodon(api_base_url=opened.base_url, access_token="falsch")
        await asyncio.to_thread(use, opened.reader(), stranger)

    play(scene)

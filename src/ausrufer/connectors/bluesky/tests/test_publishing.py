"""What readers get on Bluesky, read with the official client, on both servers."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from uuid import uuid4

import pytest

from ausrufer.channels.contract import Command, LinkCard, Outgoing, Published, RemotePart
from ausrufer.channels.errors import (
    AccessLost,
    OutcomeUnclear,
    PermanentFailure,
    TemporaryFailure,
)
from ausrufer.channels.testing import example_picture
from ausrufer.connectors.bluesky.tests.stage import WRITING, BlueskyStage, StageOpener, on_stage
from ausrufer.training.faults import Fault

FAMILY = "👨‍👩‍👧‍👦"
LINK = "https://www.musterstadt.example/straße?a=1&b=ä"
TEXT = f"Größere Übung {FAMILY} am Fluß: {LINK} – „kommt alle“ 👷🏽‍♀️ #Bürgerfest #Straßenfest."
SAVED = LinkCard(LINK, "Übung am Fluß", "Feuerwehr & THW <üben>")
BEGUN = datetime(2026, 11, 21, 9, 30, 15, 123456, tzinfo=timezone(timedelta(hours=1)))


def order(*parts: str, **fields: Any) -> Command:
    outgoing = Outgoing(public_id="p1", language="de", title="Übung", parts=parts, **fields)
    return Command(str(uuid4()), outgoing, first_attempt_at=BEGUN)


def _marked(post: Any) -> list[tuple[str, str]]:
    raw = post.text.encode()
    return [
        (
            raw[facet.index.byte_start : facet.index.byte_end].decode(),
            getattr(facet.features[0], "uri", None) or facet.features[0].tag,
        )
        for facet in post.facets or []
    ]


@on_stage
async def test_text_language_time_and_facets(stage: BlueskyStage) -> None:
    published = await stage.connector().publish(stage.access, order(TEXT))
    (record,) = await stage.posts()
    assert record.value.text == TEXT
    assert record.value.langs == ["de"]
    assert record.value.created_at == "2026-11-21T08:30:15.123Z"
    assert _marked(record.value) == [
        (LINK, LINK),
        ("#Bürgerfest", "Bürgerfest"),
        ("#Straßenfest", "Straßenfest"),
    ]
    key = record.uri.rpartition("/")[2]
    link = f"{stage.base_url}/profile/{stage.account.handle}/post/{key}"
    assert published == Published((RemotePart(record.uri, link),))


@on_stage
async def test_pictures_keep_their_bytes_words_and_shape(stage: BlueskyStage) -> None:
    pictures = (*(example_picture(n) for n in range(3)), replace(example_picture(3), alt_text=""))
    await stage.connector().publish(stage.access, order("Bilder", pictures=pictures))
    (record,) = await stage.posts()
    images = record.value.embed.images
    assert [await stage.picture(image) for image in images] == [
        picture.sha256 for picture in pictures
    ]
    assert [image.alt for image in images] == [picture.alt_text for picture in pictures]
    assert [(image.aspect_ratio.width, image.aspect_ratio.height) for image in images] == [
        (picture.width, picture.height) for picture in pictures
    ]
    assert {image.image.mime_type for image in images} == {"image/png"}


@on_stage
async def test_a_link_travels_as_a_card(stage: BlueskyStage) -> None:
    await stage.connector().publish(stage.access, order("Übung am Fluß", link=SAVED))
    (record,) = await stage.posts()
    card = record.value.embed.external
    assert (card.uri, card.title, card.description) == (SAVED.url, SAVED.title, SAVED.description)
    assert record.value.facets is None


@on_stage
async def test_beside_pictures_the_headline_carries_the_link(stage: BlueskyStage) -> None:
    command = order("Übung am Fluß\n\nAlle sind eingeladen.", link=SAVED,
                    pictures=(example_picture(0),))  # fmt: skip
    await stage.connector().publish(stage.access, command)
    (record,) = await stage.posts()
    assert len(record.value.embed.images) == 1
    assert _marked(record.value) == [("Übung am Fluß", LINK)]


@on_stage
async def test_a_thread_hangs_together(stage: BlueskyStage) -> None:
    command = order("Eins", "Zwei", "Drei", link=SAVED)
    await stage.connector().publish(stage.access, command)
    first, second, third = await stage.posts()
    assert first.value.reply is None
    assert [second.value.reply.parent.uri, third.value.reply.parent.uri] == [first.uri, second.uri]
    assert [second.value.reply.parent.cid, third.value.reply.parent.cid] == [first.cid, second.cid]
    assert {r.value.reply.root.cid for r in (second, third)} == {first.cid}
    assert [r.value.embed is None for r in (first, second, third)] == [False, True, True]
    assert [r.value.created_at[-4:] for r in (first, second, third)] == ["123Z", "124Z", "125Z"]


@on_stage
async def test_attempts_at_once_and_from_other_processes_make_one_post(stage: BlueskyStage) -> None:
    command = order(TEXT, "Teil 2", pictures=(example_picture(1),))
    first = await stage.connector().publish(stage.access, command)
    fresh = replace(stage.access, session={})
    assert await stage.connector().publish(fresh, command) == first
    (one, two) = await stage.posts()
    assert [one.uri, two.uri] == [part.remote_id for part in first.parts]


@on_stage
async def test_a_repeat_without_a_known_beginning_is_recognised_by_its_text(
    stage: BlueskyStage,
) -> None:
    command = order(TEXT)
    first = await stage.connector().publish(stage.access, command)
    later = replace(command, first_attempt_at=datetime(2026, 12, 1, tzinfo=UTC))
    assert await stage.connector().publish(stage.access, later) == first
    (record,) = await stage.posts()
    assert record.value.created_at == "2026-11-21T08:30:15.123Z"


@on_stage
async def test_another_text_under_the_same_key_is_refused(stage: BlueskyStage) -> None:
    command = order("Eins")
    await stage.connector().publish(stage.access, command)
    other = replace(command, outgoing=replace(command.outgoing, parts=("Anderes",)))
    with pytest.raises(PermanentFailure, match="holds another text"):
        await stage.connector().publish(stage.access, other)
    assert [record.value.text for record in await stage.posts()] == ["Eins"]


@on_stage
async def test_a_break_after_processing_is_unclear_and_then_found(stage: BlueskyStage) -> None:
    command = order(TEXT, pictures=(example_picture(0),))
    stage.script.add(Fault(WRITING, broken="after"))
    with pytest.raises(OutcomeUnclear):
        await stage.connector().publish(stage.access, command)
    found = await stage.connector().find(stage.access, command)
    (record,) = await stage.posts()
    assert [part.remote_id for part in found.parts] == [record.uri]
    again = await stage.connector().publish(stage.access, replace(command, already=found.parts))
    assert again == found
    assert len(await stage.posts()) == 1


@pytest.mark.parametrize("broken", ["before", "after"])
def test_a_thread_that_breaks_off_is_continued(open_stage: StageOpener, broken: Any) -> None:
    async def test(stage: BlueskyStage) -> None:
        command = order("Eins", "Zwei", "Drei")
        stage.script.add(Fault(WRITING, broken=broken, skip=1))
        with pytest.raises(OutcomeUnclear, match="part 2 of 3"):
            await stage.connector().publish(stage.access, command)
        found = await stage.connector().find(stage.access, command)
        assert len(found.parts) == (1 if broken == "before" else 2)
        whole = await stage.connector().publish(stage.access, replace(command, already=found.parts))
        assert whole.parts[: len(found.parts)] == found.parts
        posts = await stage.posts()
        assert [record.value.text for record in posts] == ["Eins", "Zwei", "Drei"]
        assert [record.value.reply.parent.uri for record in posts[1:]] == [
            record.uri for record in posts[:-1]
        ]

    on_stage(test)(open_stage)


@on_stage
async def test_an_access_lost_in_the_middle_of_a_thread_is_unclear_first(
    stage: BlueskyStage,
) -> None:
    """Lost access means that nothing was sent; here something is public."""
    stage.script.add(Fault(WRITING, status=401, body={"error": "AuthMissing"}, skip=1))
    with pytest.raises(OutcomeUnclear, match="part 2 of 2"):
        await stage.connector().publish(stage.access, order("Eins", "Zwei"))
    assert [record.value.text for record in await stage.posts()] == ["Eins"]


@on_stage
async def test_a_correction_that_broke_off_behind_a_new_part_is_unclear(
    stage: BlueskyStage,
) -> None:
    before = await stage.connector().publish(stage.access, order("Eins"))
    correction = order("Eins", "Zwei", "Drei")
    stage.script.add(Fault(WRITING, status=429, body={"error": "RateLimitExceeded"}, skip=1))
    with pytest.raises(OutcomeUnclear, match="part 3 of 3"):
        await stage.connector().amend(stage.access, correction, before.parts)
    found = await stage.connector().find_added(stage.access, correction, before.parts)
    assert [part.remote_id for part in found.parts] == [one.uri for one in await stage.posts()]


@on_stage
async def test_a_refusal_in_the_middle_of_a_thread_is_unclear_first(stage: BlueskyStage) -> None:
    """Something is public by then: what is there has to be asked for, then it is told."""
    command = order("Eins", "Zwei" * 76, "Drei")
    with pytest.raises(OutcomeUnclear) as unclear:
        await stage.connector().publish(stage.access, command)
    assert unclear.value.for_staff.startswith("Von 3 Teilen sind 1 auf Bluesky erschienen")
    found = await stage.connector().find(stage.access, command)
    assert len(found.parts) == 1
    with pytest.raises(PermanentFailure, match=r"grapheme too big|304 graphemes"):
        await stage.connector().publish(stage.access, replace(command, already=found.parts))


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        (FAMILY * 120, True),  # 120 graphemes of 25 bytes: 3000 bytes
        (FAMILY * 121, False),
        ("ä" * 300, True),
        ("ä" * 301, False),
        ("e\u0301" * 300, True),
        ("🇩🇪" * 300, True),
        ("🇩🇪" * 301, False),
    ],
)
def test_lengths_are_counted_as_the_server_counts(
    open_stage: StageOpener,
    text: str,
    taken: bool,  # noqa: FBT001
) -> None:
    async def test(stage: BlueskyStage) -> None:
        if taken:
            await stage.connector().publish(stage.access, order(text))
        else:
            with pytest.raises(PermanentFailure) as refused:
                await stage.connector().publish(stage.access, order(text))
            assert refused.value.for_staff.startswith("Der Text ist für Bluesky zu lang: ")
        assert [record.value.text for record in await stage.posts()] == [text] * taken

    on_stage(test)(open_stage)


@on_stage
async def test_nothing_is_lost_where_a_part_was_deleted_meanwhile(stage: BlueskyStage) -> None:
    command = order("Eins", "Zwei")
    begun = replace(command, outgoing=replace(command.outgoing, parts=("Eins",)))
    first = await stage.connector().publish(stage.access, begun)
    await stage.connector().withdraw(stage.access, first.parts)
    with pytest.raises(PermanentFailure, match="is gone"):
        await stage.connector().publish(stage.access, replace(command, already=first.parts))
    with pytest.raises(PermanentFailure, match="is gone"):
        await stage.connector().amend(stage.access, command, first.parts)
    assert await stage.posts() == []


@on_stage
async def test_a_correction_is_a_new_record_at_the_old_address(stage: BlueskyStage) -> None:
    """Apps show a record that was made anew, but no changed one."""
    command = order("Ab 8 Uhr", "Zwei", pictures=(example_picture(0),))
    before = await stage.connector().publish(stage.access, command)
    old = await stage.posts()
    correction = order("Berichtigt: ab 9 Uhr", "Zwei", pictures=command.outgoing.pictures)
    correction = replace(correction, first_attempt_at=BEGUN + timedelta(days=1))
    after = await stage.connector().amend(stage.access, correction, before.parts)
    assert after == before
    new = await stage.posts()
    assert [record.value.text for record in new] == ["Berichtigt: ab 9 Uhr", "Zwei"]
    assert [r.value.created_at for r in new] == [r.value.created_at for r in old]
    assert new[1].value.reply.root.cid == new[0].cid
    assert new[0].cid != old[0].cid
    (image,) = new[0].value.embed.images
    assert await stage.picture(image) == command.outgoing.pictures[0].sha256


@on_stage
async def test_a_correction_that_broke_off_is_repeated_to_its_end(stage: BlueskyStage) -> None:
    before = await stage.connector().publish(stage.access, order("Eins", "Zwei", "Drei"))
    correction = order("Eins neu", "Zwei neu")
    stage.script.add(Fault("POST /xrpc/com.atproto.repo.applyWrites", broken="after", skip=1))
    with pytest.raises(OutcomeUnclear):
        await stage.connector().amend(stage.access, correction, before.parts)
    after = await stage.connector().amend(stage.access, correction, before.parts)
    assert after.parts == before.parts[:2]
    assert [r.value.text for r in await stage.posts()] == ["Eins neu", "Zwei neu"]


@pytest.mark.parametrize("gone", [{1}, {2}, {1, 2}])
def test_a_thread_with_a_gap_is_made_whole(open_stage: StageOpener, gone: set[int]) -> None:
    async def test(stage: BlueskyStage) -> None:
        connector, access = stage.connector(), stage.access
        before = (await connector.publish(access, order("Eins", "Zwei", "Drei"))).parts
        await connector.withdraw(access, [before[number] for number in gone])
        longer = order("Eins", "Zwei neu", "Drei")
        for _ in range(2):
            there = (await connector.find_added(access, longer, before)).parts
            after = (await connector.amend(access, longer, there)).parts
            assert await _thread(stage) == ["Eins", "Zwei neu", "Drei"]
            assert {one.uri for one in await stage.posts()} == {one.remote_id for one in after}
        # it is dropped unrecorded: nothing of it stays behind the next one
        there = (await connector.find_added(access, longer, before)).parts
        await connector.amend(access, order("Eins", "Zwei noch einmal"), there)
        assert await _thread(stage) == ["Eins", "Zwei noch einmal"]

    on_stage(test)(open_stage)


@pytest.mark.parametrize("number", [1, 2])
def test_what_a_correction_posted_behind_a_gap_is_withdrawn_with_the_rest(
    open_stage: StageOpener, number: int
) -> None:
    async def test(stage: BlueskyStage) -> None:
        connector, access = stage.connector(), stage.access
        before = (await connector.publish(access, order("Eins", "Zwei", "Drei"))).parts
        await connector.withdraw(access, before[number:])
        longer = order("Eins neu", "Zwei neu", "Drei neu")
        await connector.amend(access, longer, before)
        there = (await connector.find_added(access, longer, before)).parts
        await connector.withdraw(access, there)
        assert await stage.posts() == []

    on_stage(test)(open_stage)


async def _thread(stage: BlueskyStage) -> list[str]:
    """Return the texts from the first post down, each replying to the one before."""
    posts = await stage.posts()
    over = {one.value.reply.parent.cid if one.value.reply else "": one for one in posts}
    texts, above = [], ""
    while above in over:
        texts.append(over[above].value.text)
        above = over[above].cid
    assert len(texts) == len(posts)
    return texts


@on_stage
async def test_another_accounts_post_is_not_touched(stage: BlueskyStage) -> None:
    foreign = RemotePart(f"at://did:plc:{'a' * 24}/app.bsky.feed.post/3jzfcijpj2z2a")
    with pytest.raises(PermanentFailure, match="is not in"):
        await stage.connector().withdraw(stage.access, (foreign,))


@pytest.mark.parametrize("broken", ["before", "after"])
def test_an_upload_is_never_unclear(open_stage: StageOpener, broken: Any) -> None:
    async def test(stage: BlueskyStage) -> None:
        stage.script.add(Fault("POST /xrpc/com.atproto.repo.uploadBlob", broken=broken))
        command = order("Bild", pictures=(example_picture(0),))
        with pytest.raises(TemporaryFailure):
            await stage.connector().publish(stage.access, command)
        assert await stage.posts() == []
        await stage.connector().publish(stage.access, command)
        assert len(await stage.posts()) == 1

    on_stage(test)(open_stage)


@on_stage
async def test_a_wrong_password_loses_the_access(stage: BlueskyStage) -> None:
    wrong = replace(stage.access, secrets={"app_password": "falsch-und-geheim"})
    for call in (
        stage.connector().publish(wrong, order("Eins")),
        stage.connector().find(wrong, order("Eins")),
        stage.connector().check_access(wrong),
    ):
        with pytest.raises(AccessLost, match="AuthenticationRequired") as lost:
            await call
        assert "falsch-und-geheim" not in lost.value.for_log + lost.value.for_staff
    assert await stage.posts() == []


@on_stage
async def test_the_access_reports_account_and_limits(stage: BlueskyStage) -> None:
    report = await stage.connector().check_access(stage.access)
    assert report.account == f"@{stage.account.handle}"
    assert report.limits == {"text_limit": 300, "picture_bytes": 2_000_000}

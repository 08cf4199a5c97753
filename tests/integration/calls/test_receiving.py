"""Only what a platform signed with this channel's own secret is kept, once, without its words."""

import json
from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ausrufer.channels.actions import change_channel
from ausrufer.connectors.meta.webhooks import SIGNATURE
from ausrufer.foundation.scope import across_organisations, within_organisation
from ausrufer.intake import receiving
from ausrufer.intake.models import WebhookAddress, WebhookReceipt
from ausrufer.intake.receiving import delete_address, forget_calls, make_address
from ausrufer.intake.web.calls import MOST_BYTES
from tests.conftest import Town
from tests.integration.calls.calling import (
    PAGE,
    SECRET,
    call,
    called_channel,
    comment,
    goal,
    of_page,
    receipts,
    removal,
    signed,
    words,
)

pytestmark = pytest.mark.django_db


def everything_stored() -> str:
    """Every value of every row of both tables, as the database holds them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(t)::text FROM intake_webhookreceipt t")
        rows = [row[0] for row in cursor.fetchall()]
        cursor.execute("SELECT row_to_json(t)::text FROM intake_webhookaddress t")
        return "\n".join([*rows, *(row[0] for row in cursor.fetchall())])


def test_a_call_is_counted_and_its_words_are_not_kept(town: Town) -> None:
    channel = called_channel(town)
    assert call(channel, comment()) == 200
    (kept,) = receipts(channel)
    assert kept.subjects == {"page/feed/comment/add": 1}
    assert kept.open_points == []
    stored = everything_stored()
    assert "page/feed/comment/add" in stored
    for personal in ("Erika", "4711", "Straße", "Stra\\u00dfe", "gesperrt", "222646404_1"):
        assert personal not in stored


def test_whoever_reads_the_table_learns_neither_address_nor_word(town: Town) -> None:
    channel = called_channel(town)
    stored = everything_stored()
    assert words(channel).key not in stored
    assert words(channel).agreed not in stored


def test_the_same_call_is_kept_once_and_answered_again(town: Town) -> None:
    channel = called_channel(town)
    assert [call(channel, comment()) for _ in range(3)] == [200, 200, 200]
    assert call(channel, comment(2)) == 200
    assert len(receipts(channel)) == 2


def test_a_wrong_signature_is_refused_and_nothing_is_kept(town: Town) -> None:
    channel = called_channel(town)
    body = json.dumps(comment()).encode()
    good = signed(body)
    wrong = ["", "sha256=", good[:-1], good.upper(), signed(body, "x"), signed(b"x"), "ä", "a" * 99]
    for one in wrong:
        assert call(channel, body, **{SIGNATURE: one}) == 403, one
    answer = Client().post(goal(channel), body, content_type="application/json")
    assert answer.status_code == 403
    assert receipts(channel) == []
    assert call(channel, body) == 200


def test_without_the_secret_of_an_app_nothing_is_taken(town: Town) -> None:
    channel = called_channel(town, secret="")
    assert call(channel, comment(), secret="") == 403
    assert receipts(channel) == []


def test_secrets_that_no_longer_open_are_no_secrets(town: Town, settings: LazySettings) -> None:
    channel = called_channel(town)
    place = goal(channel)
    with across_organisations(reason="the key of the house was lost"):
        type(channel).objects.update(sealed_secrets=b"nothing that opens")
        WebhookAddress.objects.update(sealed_words=b"nothing that opens")
    body = json.dumps(comment()).encode()
    answer = Client().post(
        place, body, content_type="application/json", headers={SIGNATURE: signed(body)}
    )
    assert answer.status_code == 403
    assert Client().get(place, {"hub.mode": "subscribe"}).status_code == 403
    assert receipts(channel) == []


def test_the_secret_of_the_next_town_opens_nothing(town: Town, neighbour: Town) -> None:
    ours = called_channel(town)
    theirs = called_channel(neighbour, secret="ihr-geheimcode")
    assert call(ours, comment(), secret="ihr-geheimcode") == 403
    assert call(theirs, comment()) == 403
    assert receipts(ours) == receipts(theirs) == []
    assert call(theirs, comment(), secret="ihr-geheimcode") == 200
    assert receipts(ours) == []
    assert len(receipts(theirs)) == 1


def test_the_same_body_at_two_channels_is_kept_for_each(town: Town) -> None:
    first, second = called_channel(town), called_channel(town, "Zweite", page="99")
    assert call(first, comment()) == call(second, comment()) == 200
    (one,), (other,) = receipts(first), receipts(second)
    assert one.digest != other.digest  # keyed: nobody can compare


def test_nobody_is_called_under_another_key(town: Town) -> None:
    channel = called_channel(town)
    key = words(channel).key
    for other in (key[:-1] + ("A" if key[-1] != "A" else "B"), "a" * 43):
        place = reverse("webhook", args=[other])
        assert Client().get(place).status_code == 404
        assert Client().post(place, b"{}", content_type="application/json").status_code == 404
    for shape in (key[:-1], key + "a", key + "/", "x", "%00" * 43):
        assert Client().get(f"/rueckruf/{shape}").status_code == 404, shape
        assert Client().post(f"/rueckruf/{shape}").status_code in {404, 405}, shape


def test_other_methods_are_refused(town: Town) -> None:
    channel = called_channel(town)
    for method in ("PUT", "DELETE", "PATCH"):
        assert Client().generic(method, goal(channel), b"{}").status_code == 405


HELLO = {"hub.mode": "subscribe", "hub.challenge": "1158201444"}


def test_a_subscription_is_answered_to_whoever_knows_the_word(town: Town, neighbour: Town) -> None:
    channel, theirs = called_channel(town), called_channel(neighbour)
    agreed = words(channel).agreed
    answer = Client().get(goal(channel), {**HELLO, "hub.verify_token": agreed})
    assert (answer.status_code, answer.content) == (200, b"1158201444")
    assert answer.headers["Content-Type"].startswith("text/plain")
    for wrong in ("", "x", agreed[:-1], words(theirs).agreed, "\x00ä"):
        refused = Client().get(goal(channel), {**HELLO, "hub.verify_token": wrong})
        assert (refused.status_code, refused.content) == (403, b"")
    script = {**HELLO, "hub.verify_token": agreed, "hub.challenge": "<script>"}
    assert Client().get(goal(channel), script).status_code == 403


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<!doctype html><h1>502</h1>",
        b'{"object": "page", "entry": [',
        b'{"a":' * 50_000,
        b"\xff\xfe\x00",
        b'{"object": "page", "entry": [{"changes": [{"field": "\\ud800"}]}]}',
        b'{"object": "page\\u0000", "entry": {"a": null}}',
        b"[]",
        b"null",
    ],
)
def test_what_is_signed_and_not_understood_is_only_counted(town: Town, body: bytes) -> None:
    channel = called_channel(town)
    assert call(channel, body) == 200
    (kept,) = receipts(channel)
    assert kept.open_points == []
    assert set(kept.subjects) <= {"page"}


def test_a_form_is_no_way_around_the_signature(town: Town) -> None:
    channel = called_channel(town)
    for body in (b"signed_request=a.b", b"a=1&" * 600, b"title=%E4"):
        answer = Client(enforce_csrf_checks=True).post(
            goal(channel), body, content_type="application/x-www-form-urlencoded"
        )
        assert answer.status_code == 403
    assert receipts(channel) == []


def test_what_is_too_large_is_not_read(town: Town) -> None:
    channel = called_channel(town)
    assert call(channel, b"a" * (MOST_BYTES + 1)) == 413
    assert call(channel, b"a" * MOST_BYTES) == 200
    assert len(receipts(channel)) == 1


def test_many_kinds_and_many_points_stay_within_bounds(town: Town) -> None:
    channel = called_channel(town)
    entries = [of_page(f"field_{number}", {})["entry"][0] for number in range(200)]
    entries += [removal(f"1_{number}")["entry"][0] for number in range(500)]
    assert call(channel, {"object": "page", "entry": entries}) == 200
    (kept,) = receipts(channel)
    assert len(kept.subjects) == 50
    assert kept.subjects["page/feed/post/remove"] == 500
    assert len(kept.open_points) == 200


def test_a_storm_of_comments_is_answered_and_counted_up_to_a_limit(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receiving, "MOST_A_MINUTE", 2)
    channel = called_channel(town)
    assert [call(channel, comment(number)) for number in range(4)] == [200] * 4
    assert len(receipts(channel)) == 2
    earlier(town)
    assert call(channel, comment(3)) == 200
    assert len(receipts(channel)) == 3


def test_what_is_acted_on_comes_through_a_storm_up_to_its_own_limit(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receiving, "MOST_A_MINUTE", 1)
    monkeypatch.setattr(receiving, "MOST_WITH_POINTS", 3)
    channel = called_channel(town)
    assert [call(channel, comment(number)) for number in range(3)] == [200] * 3
    gone = [removal(f"{PAGE}_{number}") for number in range(4)]
    assert [call(channel, one) for one in gone] == [200, 200, 429, 429]
    assert call(channel, gone[0]) == 200  # known already
    assert call(channel, comment(9)) == 200
    assert [bool(one.open_points) for one in receipts(channel)] == [False, True, True]
    earlier(town)
    assert call(channel, gone[2]) == 200
    assert receipts(channel)[-1].open_points == [["removed", PAGE, f"{PAGE}_2"]]


def earlier(town: Town) -> None:
    with within_organisation(town.organisation.pk):
        WebhookReceipt.objects.update(received_at=timezone.now() - timedelta(minutes=2))


def test_what_is_refused_writes_no_key_into_the_log(
    town: Town, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(receiving, "MOST_A_MINUTE", 0)
    monkeypatch.setattr(receiving, "MOST_WITH_POINTS", 0)
    channel = called_channel(town)
    place = goal(channel)
    refused = [
        call(channel, comment(), secret="another"),
        call(channel, b"a" * (MOST_BYTES + 1)),
        call(channel, removal()),
        Client().get(place).status_code,
        Client().put(place).status_code,
        Client().get(reverse("webhook", args=["a" * 43])).status_code,
    ]
    assert refused == [403, 413, 429, 403, 405, 404]
    Client().get("/gibt-es-nicht")
    assert [one.getMessage() for one in caplog.records] == ["Not Found: /gibt-es-nicht"]


def test_a_new_address_ends_the_old_one(town: Town) -> None:
    channel = called_channel(town)
    old = goal(channel)
    with within_organisation(town.organisation.pk):
        make_address(actor=town.dirk.actor, channel=channel)
    assert goal(channel) != old
    assert Client().get(old).status_code == 404
    assert call(channel, comment()) == 200


def test_a_deleted_address_leaves_nothing_behind(town: Town) -> None:
    channel = called_channel(town)
    place = goal(channel)
    call(channel, comment())
    with within_organisation(town.organisation.pk):
        delete_address(actor=town.dirk.actor, channel=channel)
    assert Client().get(place).status_code == 404
    assert receipts(channel) == []


def test_a_changed_secret_counts_from_then_on(town: Town) -> None:
    channel = called_channel(town)
    with within_organisation(town.organisation.pk):
        change_channel(
            actor=town.dirk.actor,
            channel=channel,
            name="Seite",
            settings={},
            secrets={"client_secret": "neu"},
        )
    assert call(channel, comment(), secret=SECRET) == 403
    assert call(channel, comment(), secret="neu") == 200


def test_after_thirty_days_nothing_is_known(town: Town, neighbour: Town) -> None:
    ours, theirs = called_channel(town), called_channel(neighbour)
    call(ours, comment())
    call(theirs, comment())
    with within_organisation(town.organisation.pk):
        WebhookReceipt.objects.update(received_at=timezone.now() - timedelta(days=30, minutes=1))
    assert forget_calls() == 1
    assert receipts(ours) == []
    assert len(receipts(theirs)) == 1

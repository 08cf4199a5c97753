"""Only what Meta signed is believed; only who knows the agreed word subscribes."""

import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from ausrufer.channels.contract import Change, NotSigned, Told
from ausrufer.connectors.meta.webhooks import (
    SIGNATURE,
    CalledByMeta,
    handshake,
    is_signed,
    is_withdrawal,
    told_in,
)

SECRET = "It's a Secret to Everybody"
BODY = b"Hello, World!"
THEN = datetime.fromtimestamp(1780000030, UTC)
# an example that others published: docs.github.com, "Validating webhook deliveries" (same scheme)
PUBLISHED = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"


def test_the_published_example_is_signed() -> None:
    assert is_signed(BODY, PUBLISHED, SECRET)


@pytest.mark.parametrize(
    ("body", "signature", "secret"),
    [
        (BODY + b" ", PUBLISHED, SECRET),
        (BODY, PUBLISHED, "another"),
        (BODY, PUBLISHED, ""),
        (BODY, PUBLISHED[:-1], SECRET),
        (BODY, PUBLISHED.upper(), SECRET),
        (BODY, PUBLISHED.replace("sha256", "sha1"), SECRET),
        (BODY, PUBLISHED.removeprefix("sha256="), SECRET),
        (BODY, "sha256=ä", SECRET),
        (BODY, "", SECRET),
    ],
)
def test_nothing_else_is(body: bytes, signature: str, secret: str) -> None:
    assert not is_signed(body, signature, secret)


ASKED = {"hub.mode": "subscribe", "hub.verify_token": "wort", "hub.challenge": "1158201444"}


@pytest.mark.parametrize(
    ("params", "agreed", "answer"),
    [
        (ASKED, "wort", "1158201444"),
        (ASKED, "anderes", None),
        (ASKED, "", None),
        ({**ASKED, "hub.verify_token": ""}, "", None),
        ({**ASKED, "hub.mode": "unsubscribe"}, "wort", None),
        ({**ASKED, "hub.challenge": "<script>"}, "wort", None),
        ({}, "wort", None),
    ],
)
def test_a_subscription_needs_the_agreed_word(
    params: dict[str, str], agreed: str, answer: str | None
) -> None:
    assert handshake(params, agreed) == answer


def test_signs_no_encoding_holds_are_no_word_either() -> None:
    assert handshake({**ASKED, "hub.verify_token": "\ud800"}, "wort") is None
    assert not is_signed(BODY, "sha256=\ud800", SECRET)


PAGE = "1067280970047460"
POST = f"{PAGE}_222646404"


def fed(**value: Any) -> dict[str, Any]:
    """What the feed of a page tells, in the shape Meta documents for the object `page`."""
    return of_page("feed", {"created_time": 1780000000, **value})


def of_page(field: str, value: object) -> dict[str, Any]:
    entry = {"id": PAGE, "time": 1780000001, "changes": [{"field": field, "value": value}]}
    return {"object": "page", "entry": [entry]}


def of_threads(field: str, **value: Any) -> dict[str, Any]:
    """The shape of developers.facebook.com/docs/threads/webhooks."""
    values = {"value": {"id": "8901234", "username": "stadt", **value}, "field": field}
    return {"app_id": "123456", "topic": "moderate", "target_id": "78901", "values": values}


REMOVED = fed(item="post", verb="remove", post_id=POST, sender_id=int(PAGE))
COMMENT = fed(
    item="comment",
    verb="add",
    comment_id=f"{POST}_1",
    post_id=POST,
    message="Meine Straße ist gesperrt",
    **{"from": {"id": "4711", "name": "Erika Muster"}},
)
TOLD = [
    ("a comment", COMMENT, [Told("page/feed/comment/add", account=PAGE)]),
    (
        "an own post is gone",
        REMOVED,
        [Told("page/feed/post/remove", Change.REMOVED, PAGE, POST)],
    ),
    (
        "an own film is gone, known by its own id",
        fed(item="video", verb="remove", post_id=POST, video_id="99", **{"from": {"id": PAGE}}),
        [
            Told("page/feed/video/remove", Change.REMOVED, PAGE, POST),
            Told("page/feed/video/remove", Change.REMOVED, PAGE, "99"),
        ],
    ),
    (
        "what a resident took back",
        fed(item="post", verb="remove", post_id=POST, **{"from": {"id": "4711", "name": "E"}}),
        [Told("page/feed/post/remove", account=PAGE)],
    ),
    (
        "a comment taken back",
        fed(item="comment", verb="remove", post_id=POST, sender_id=int(PAGE)),
        [Told("page/feed/comment/remove", account=PAGE)],
    ),
    (
        "an id that is none",
        fed(item="post", verb="remove", post_id="<script>"),
        [],
    ),
    (
        "the page is renamed",
        of_page("name", "Stadt Muster"),
        [Told("page/name", Change.ACCESS, PAGE)],
    ),
    (
        "somebody took rights back: an id of a person is not told",
        {
            "object": "permissions",
            "entry": [{"id": "4711", "changes": [{"field": "pages_manage_posts"}]}],
        },
        [Told("permissions/pages_manage_posts", Change.ACCESS)],
    ),
    (
        "a message to the page",
        {"object": "page", "entry": [{"id": PAGE, "messaging": [{"message": {"text": "Hallo"}}]}]},
        [Told("page/messaging")],
    ),
    (
        "a comment on Instagram",
        {
            "object": "instagram",
            "entry": [{"id": "17", "changes": [{"field": "comments", "value": {"text": "x"}}]}],
        },
        [Told("instagram/comments", account="17")],
    ),
    ("a reply on Threads", of_threads("replies", text="Na"), [Told("moderate/replies")]),
    (
        "an own post is gone from Threads",
        of_threads("delete", deleted_at="2026-11-21T08:00:00+0000"),
        [Told("moderate/delete", Change.REMOVED, post="8901234")],
    ),
    ("no object", [1, 2], []),
    ("a name that is none", of_page("<b>", {}), [Told("page", account=PAGE)]),
    ("numbers where objects belong", {"object": 5, "entry": [7, {"changes": {}}]}, []),
]


@pytest.mark.parametrize(("body", "told"), [one[1:] for one in TOLD], ids=[one[0] for one in TOLD])
def test_what_is_told_names_changes_and_nobody(body: object, told: list[Told]) -> None:
    assert told_in(json.dumps(body).encode()) == tuple(told)


@pytest.mark.parametrize(
    "body",
    [b"", b"<html>", b'{"object": ', b"\xff\xfe", b'{"a":' * 50_000, b"[" * 50_000, b"9" * 5_000],
)
def test_what_is_no_json_tells_nothing(body: bytes) -> None:
    assert told_in(body) == ()
    headers, secrets = {SIGNATURE: signed(body)}, {"client_secret": SECRET}
    assert CalledByMeta.verify(headers, body, secrets, received_at=THEN) == ()


def signed(body: bytes, secret: str = SECRET) -> str:
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def taken_back(payload: object, secret: str = SECRET) -> bytes:
    """A `signed_request` as Facebook Login sends it when consent is taken back."""
    told = base64.urlsafe_b64encode(json.dumps(payload).encode()).rstrip(b"=")
    made = hmac.new(secret.encode(), told, hashlib.sha256).digest()
    return b"signed_request=" + base64.urlsafe_b64encode(made).rstrip(b"=") + b"." + told


WITHDRAWN: dict[str, Any] = {"algorithm": "HMAC-SHA256", "issued_at": 1780000000, "user_id": "4711"}


def test_consent_that_was_taken_back_is_told_without_whose() -> None:
    body = taken_back(WITHDRAWN)
    assert CalledByMeta.verify(FORM, body, {"client_secret": SECRET}, received_at=THEN) == (
        Told("deauthorize", Change.ACCESS),
    )


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ({}, b"{}"),
        ({SIGNATURE: signed(b"{}", "another")}, b"{}"),
        (FORM, taken_back(WITHDRAWN, "another")),
        (FORM, taken_back({**WITHDRAWN, "algorithm": "none"})),
        (FORM, taken_back([1])),
        (FORM, b"signed_request=."),
        (FORM, b"signed_request=a.b.c"),
        (FORM, taken_back(WITHDRAWN) + b"&" + taken_back(WITHDRAWN)),
        (FORM, b"&".join([b"a=1"] * 50)),
        (FORM, taken_back({**WITHDRAWN, "issued_at": "1780000000"})),
        (FORM, taken_back({**WITHDRAWN, "issued_at": True})),
        (FORM, taken_back({**WITHDRAWN, "issued_at": 10**400})),
        (FORM, taken_back({"algorithm": "HMAC-SHA256", "user_id": "4711"})),
        (FORM, b"\xff\xfe"),
        ({}, taken_back(WITHDRAWN)),
    ],
)
def test_whatever_else_is_not_signed(headers: dict[str, str], body: bytes) -> None:
    with pytest.raises(NotSigned):
        CalledByMeta.verify(headers, body, {"client_secret": SECRET}, received_at=THEN)


def test_one_withdrawal_is_one_call() -> None:
    """What is believed under another spelling would count as another call, and ask once more."""
    body = taken_back(WITHDRAWN)
    signature, _, payload = body.removeprefix(b"signed_request=").partition(b".")
    last = base64.urlsafe_b64encode(base64.urlsafe_b64decode(signature + b"="))[:42]
    others = [body + end for end in (b"&x=1", b"&y", b"&", b"%20", b"+", b"\n", b"=")]
    others += [b"x=1&" + body, b"&" + body, body.replace(b"signed", b"%73igned")]
    others += [body.replace(b".", b"%2E"), body.replace(b".", b"=."), body.replace(b".", b"!.")]
    signs = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    spelt = [b"signed_request=" + last + bytes([one]) + b"." + payload for one in signs]
    assert body in spelt  # and three that decode to the same
    for one in [*others, *(other for other in spelt if other != body)]:
        with pytest.raises(NotSigned):
            CalledByMeta.verify(FORM, one, {"client_secret": SECRET}, received_at=THEN)


@pytest.mark.parametrize(
    ("later", "believed"),
    [
        (timedelta(minutes=59), True),
        (timedelta(minutes=61), False),
        (timedelta(minutes=-59), True),
        (timedelta(minutes=-61), False),
    ],
)
def test_a_withdrawal_is_believed_within_an_hour(later: timedelta, *, believed: bool) -> None:
    issued = datetime.fromtimestamp(WITHDRAWN["issued_at"], UTC)
    assert is_withdrawal(taken_back(WITHDRAWN), SECRET, received_at=issued + later) is believed


def test_without_a_secret_nothing_is_signed() -> None:
    for secrets in ({}, {"client_secret": ""}, {"client_secret": " "}):
        with pytest.raises(NotSigned):
            CalledByMeta.verify({SIGNATURE: signed(b"{}", "")}, b"{}", secrets, received_at=THEN)
        with pytest.raises(NotSigned):
            CalledByMeta.verify(FORM, taken_back(WITHDRAWN, ""), secrets, received_at=THEN)

"""Only what Meta signed is believed; only who knows the agreed word subscribes."""

import pytest

from ausrufer.connectors.meta.webhooks import handshake, is_signed

SECRET = "It's a Secret to Everybody"
BODY = b"Hello, World!"
# an example that others published: docs.github.com, "Validating webhook deliveries" (same scheme)
SIGNATURE = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"


def test_the_published_example_is_signed() -> None:
    assert is_signed(BODY, SIGNATURE, SECRET)


@pytest.mark.parametrize(
    ("body", "signature", "secret"),
    [
        (BODY + b" ", SIGNATURE, SECRET),
        (BODY, SIGNATURE, "another"),
        (BODY, SIGNATURE, ""),
        (BODY, SIGNATURE[:-1], SECRET),
        (BODY, SIGNATURE.upper(), SECRET),
        (BODY, SIGNATURE.replace("sha256", "sha1"), SECRET),
        (BODY, SIGNATURE.removeprefix("sha256="), SECRET),
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

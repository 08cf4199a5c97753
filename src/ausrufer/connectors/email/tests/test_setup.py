"""A set-up that does not fit is said in one sentence, before anything is sent."""

import pytest

from ausrufer.channels.contract import Access
from ausrufer.channels.errors import AccessLost
from ausrufer.connectors.email.setup import Security, read_relay, read_sender
from ausrufer.connectors.email.tests.post_office import SETTINGS

FITTING = {**SETTINGS, "port": "587", "security": "STARTTLS "}


def test_fields_become_typed() -> None:
    access = Access({**FITTING, "user": " n "}, {"password": "geheim"})
    relay, sender = read_relay(access), read_sender(access)
    assert (relay.host, relay.port, relay.security, relay.user, relay.password) == (
        "127.0.0.1",
        587,
        Security.STARTTLS,
        "n",
        "geheim",
    )
    assert relay.own_name == "musterstadt.example"
    assert (str(sender.address), sender.reply_to, sender.list_id) == (
        "newsletter@musterstadt.example",
        None,
        "newsletter.musterstadt.example",
    )
    assert "geheim" not in repr(relay)


def test_a_domain_with_umlauts_is_written_in_ascii() -> None:
    sender = read_sender(Access({**FITTING, "sender_address": "post@Gießen.example"}, {}))
    assert str(sender.address) == "post@xn--gieen-nqa.example"


@pytest.mark.parametrize(
    ("name", "value", "label"),
    [
        ("host", "", "Mailserver"),
        ("host", "mail server", "Mailserver"),
        ("host", "mail\r\nQUIT", "Mailserver"),
        ("port", "", "Port"),
        ("port", "0", "Port"),
        ("port", "65536", "Port"),
        ("port", "zwei", "Port"),
        ("security", "ssl", "Verschlüsselung"),
        ("sender_address", "newsletter", "Absenderadresse"),
        ("sender_address", "a@b.example\r\nBcc: c@d.example", "Absenderadresse"),
        ("sender_address", "müller@b.example", "Absenderadresse"),
        ("reply_to", "a@b.example, c@d.example", "Antwortadresse"),
        ("list_id", "kein punkt", "Kennung der Liste"),
        ("list_id", "a.b>\r\nX: y", "Kennung der Liste"),
    ],
)
def test_what_does_not_fit_is_named(name: str, value: str, label: str) -> None:
    access = Access({**FITTING, name: value}, {})
    with pytest.raises(AccessLost) as caught:
        read_relay(access), read_sender(access)
    assert caught.value.for_staff == (
        f"Die Angabe „{label}“ im Zugang des Newsletters ist nicht gültig. Bitte berichtigen Sie "
        "sie in den Einstellungen des Kanals."
    )

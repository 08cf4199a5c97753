"""The letter itself: what mail programs, filters and readers get."""

import asyncio
import email.policy
from datetime import UTC, datetime
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.utils import parseaddr
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, html

from ausrufer.channels.contract import Access, Command, LinkCard, Recipient
from ausrufer.channels.errors import PermanentFailure
from ausrufer.channels.testing import example_picture
from ausrufer.connectors.email.letter import letter_for
from ausrufer.connectors.email.message import as_bytes
from ausrufer.connectors.email.setup import one_line, read_sender
from ausrufer.connectors.email.tests.post_office import (
    KEY,
    RECIPIENT,
    SETTINGS,
    command,
    connector,
    post_office,
)
from ausrufer.foundation.mail_address import parse
from ausrufer.training.mailbox import Rules

AT = datetime(2026, 11, 24, 13, 30, tzinfo=UTC)


def raw(order: Command, **settings: str) -> bytes:
    sender = read_sender(Access({**SETTINGS, **settings}, {}))
    recipient = order.recipient
    assert recipient is not None
    return as_bytes(letter_for(order, sender), key=order.key, to=parse(recipient.address), at=AT)


def letter(order: Command, **settings: str) -> EmailMessage:
    return message_from_bytes(raw(order, **settings), policy=email.policy.default)


def text(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def page(message: EmailMessage) -> html.HtmlElement:
    body = message.get_body(("html",))
    assert body is not None
    return html.document_fromstring(body.get_content())


def test_the_head_says_what_filters_and_programs_need() -> None:
    message = letter(command(), reply_to="presse@musterstadt.example")
    shown = [(name, value) for name, value in message.items() if name != "Content-Type"]
    assert shown == [
        ("From", "Stadt Müsterstadt <newsletter@musterstadt.example>"),
        ("To", "erika@mustermail.example"),
        ("Subject", "Brücke gesperrt"),
        ("Date", "Tue, 24 Nov 2026 14:30:00 +0100"),
        ("Message-ID", f"<{KEY}@musterstadt.example>"),
        ("Auto-Submitted", "auto-generated"),
        ("X-Auto-Response-Suppress", "OOF, AutoReply"),
        ("X-Ausrufer-Delivery", KEY),
        ("Reply-To", "Stadt Müsterstadt <presse@musterstadt.example>"),
        ("Precedence", "bulk"),
        ("List-Id", "<newsletter.musterstadt.example>"),
        ("List-Unsubscribe", f"<{RECIPIENT.unsubscribe_url}>"),
        ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
        ("MIME-Version", "1.0"),
        ("Content-Language", "de"),
    ]


def test_the_parts_stand_in_the_order_programs_choose_from() -> None:
    message = letter(command(pictures=(example_picture(0),)))
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/alternative",
        "text/plain",
        "multipart/related",
        "text/html",
        "image/png",
    ]


def test_the_plain_text_is_whole() -> None:
    message = letter(
        command(
            parts=("Ab Montag, 7 Uhr.\n\nBitte fahren Sie außen herum.",),
            department="Tiefbauamt",
            topic="Verkehr",
            contact="Bürgertelefon 115",
            publish_at=AT,
            correction="Uhrzeit berichtigt",
            link=LinkCard("https://stadt.example/a?b=1&c=2", "Brücke gesperrt", ""),
            pictures=(example_picture(0),),
            also_at=(("Mastodon", "https://social.example/@stadt/1"),),
        )
    )
    assert text(message) == (
        "Brücke gesperrt\n"
        "Di., 24. November 2026 · Tiefbauamt · Verkehr\n"
        f"{'=' * 40}\n\n"
        "Berichtigung: Uhrzeit berichtigt\n\n"
        "Ab Montag, 7 Uhr.\n\nBitte fahren Sie außen herum.\n\n"
        "[Bild: Gesperrte Brücke, Ansicht 1 – „Straße“ 🚧]\n\n"
        "Weiterlesen:\nhttps://stadt.example/a?b=1&c=2\n\n"
        "Kontakt:\nBürgertelefon 115\n\n"
        "Diese Mitteilung gibt es auch hier:\nMastodon: https://social.example/@stadt/1\n\n"
        "-- \n"
        "Stadt Müsterstadt\n"
        "Stadt Müsterstadt, Marktplatz 1, 01234 Müsterstadt\n\n"
        "Sie erhalten diesen Brief, weil Sie unseren Newsletter bestellt haben.\n"
        "Newsletter abbestellen: https://stadt.example/abonnieren/ende/0123456789abcdef/\n"
    )


def test_the_page_can_be_read_by_everyone() -> None:
    decorative = example_picture(1)
    object.__setattr__(decorative, "alt_text", "")
    document = page(
        letter(
            command(
                html="<h1>Wo</h1><p>Hier</p><h4>Wann</h4><p>Jetzt</p>",
                contact="115",
                pictures=(example_picture(0), decorative),
            )
        )
    )
    assert document.get("lang") == "de"
    assert [(h.tag, h.text) for h in document.iter("h1", "h2", "h3", "h4")] == [
        ("h1", "Brücke gesperrt"),
        ("h2", "Wo"),
        ("h3", "Wann"),
        ("h2", "Kontakt"),
    ]
    assert [image.get("alt") for image in document.iter("img")] == [
        "Gesperrte Brücke, Ansicht 1 – „Straße“ 🚧",
        "",
    ]
    assert document.findtext(".//title") == "Brücke gesperrt"
    assert list(document.iter("table", "script", "form", "iframe")) == []


def test_the_preheader_is_hidden_and_comes_first() -> None:
    document = page(letter(command(summary="Umwege & Zeiten")))
    first = document.body[0]
    assert (first.text, first.get("aria-hidden"), "display:none" in first.get("style")) == (
        "Umwege & Zeiten",
        "true",
        True,
    )


def test_a_letter_in_english_is_framed_in_english() -> None:
    message = letter(command(language="en", publish_at=AT))
    assert (message["Content-Language"], page(message).get("lang")) == ("en", "en")
    assert "Tue, 24 November 2026" in text(message)
    assert "Unsubscribe: https://" in text(message)


def test_a_letter_in_another_language_marks_what_is_german() -> None:
    document = page(letter(command(language="uk", title="Міст закрито")))
    heading = next(document.iter("h1"))
    assert (document.get("lang"), heading.getparent().get("lang")) == ("de", "uk")


def test_nothing_in_a_letter_is_fetched_or_run() -> None:
    hostile = (
        '<p onclick="x()">Text<script>alert(1)</script><img src="https://spy.example/a.gif">'
        '<a href="javascript:alert(1)">a</a><style>@import url(//spy.example)</style>'
        '<iframe src="https://spy.example"></iframe></p>'
    )
    order = command(html=hostile, title="<script>x</script>", contact="<b>&amp;")
    found = raw(order).decode()
    document = page(letter(order))
    assert [link.get("href") for link in document.iter("a")] == [None, RECIPIENT.unsubscribe_url]
    assert ("spy.example" in found, "alert" in found, "onclick" in found) == (False, False, False)
    assert list(document.iter("script", "img", "iframe")) == []
    assert next(document.iter("h1")).text == "<script>x</script>"


def test_a_link_that_is_none_is_left_out() -> None:
    order = command(
        link=LinkCard("javascript:alert(1)", "x", ""), also_at=(("X", "data:text/html,x"),)
    )
    assert ("javascript" in raw(order).decode(), "data:text" in raw(order).decode()) == (
        False,
        False,
    )


@pytest.mark.parametrize("evil", ["\r\nBcc: x@y.example", "\nBcc: x@y.example", "\rBcc: a", "\x00"])
def test_nothing_can_add_a_header(evil: str) -> None:
    message = letter(
        command(title=f"Titel{evil}", language=f"de{evil}"), sender_name=f"Stadt{evil}"
    )
    assert message["Bcc"] is None
    assert [name for name in message if name in {"Bcc", "X"}] == []
    assert len(message.get_all("Subject")) == 1


@pytest.mark.parametrize(
    "recipient",
    [
        Recipient("a@b.example\r\nBcc: c@d.example", RECIPIENT.unsubscribe_url),
        Recipient("a@b.example, c@d.example", RECIPIENT.unsubscribe_url),
        Recipient("<a@b.example> SIZE=1", RECIPIENT.unsubscribe_url),
        Recipient("a@b.example", "https://stadt.example/>\r\nBcc: c@d.example"),
        Recipient("a@b.example", "https://stadt.example/ a"),
        Recipient("a@b.example", "mailto:x@y.example"),
        None,
    ],
)
def test_a_recipient_that_could_do_more_is_refused(
    tmp_path: Path, recipient: Recipient | None
) -> None:
    async def play() -> None:
        async with post_office(tmp_path) as office:
            with pytest.raises(PermanentFailure):
                await connector().publish(
                    office.access, Command(KEY, command().outgoing, recipient)
                )
            assert office.letters.all() == ()

    asyncio.run(play())


def test_a_letter_about_the_subscription_itself_belongs_to_no_list() -> None:
    message = letter(command(recipient=Recipient("a@b.example", "")))
    assert [name for name in message if name.startswith(("List-", "Precedence"))] == []
    assert "abbestellen" not in text(message)


@pytest.mark.parametrize(
    ("address", "received"),
    [
        ("erika@bücher.example", "erika@xn--bcher-kva.example"),
        ("jörg@gießen.example", "jörg@xn--gieen-nqa.example"),
    ],
)
def test_addresses_of_all_scripts_are_delivered(
    tmp_path: Path, address: str, received: str
) -> None:
    async def play() -> None:
        async with post_office(tmp_path) as office:
            order = command(recipient=Recipient(address, RECIPIENT.unsubscribe_url))
            await connector().publish(office.access, order)
            assert [one.recipient for one in office.letters.all()] == [received]
            assert office.received()[0]["To"] == received

    asyncio.run(play())


def test_an_old_server_is_told_of_no_address_it_cannot_take(tmp_path: Path) -> None:
    async def play() -> None:
        async with post_office(tmp_path, Rules(international=False)) as office:
            order = command(recipient=Recipient("jörg@b.example", RECIPIENT.unsubscribe_url))
            with pytest.raises(PermanentFailure) as caught:
                await connector().publish(office.access, order)
            assert caught.value.for_staff == (
                "Diese Adresse hat vor dem @ Buchstaben, die Ihr Mailserver nicht befördern kann."
            )

    asyncio.run(play())


def test_long_links_to_leave_stay_in_one_piece() -> None:
    url = f"https://mitteilungen.eine-lange-stadt.example/abonnieren/ende/{'x' * 200}/"
    order = command(recipient=Recipient("a@b.example", url))
    assert f"\r\nList-Unsubscribe: <{url}>\r\n".encode() in raw(order)


@given(st.text(max_size=150), st.text(max_size=80))
def test_every_title_and_name_arrives_as_it_was_written(title: str, name: str) -> None:
    order = command(title=title)
    content = raw(order, sender_name=name)
    message = message_from_bytes(content, policy=email.policy.compat32)
    shown, address = parseaddr(message["From"])
    assert str(make_header(decode_header(message["Subject"]))) == one_line(title)
    assert (str(make_header(decode_header(shown))), address) == (
        one_line(name),
        "newsletter@musterstadt.example",
    )
    assert max(len(line) for line in content.split(b"\r\n")) <= 998


@given(st.text(max_size=300))
def test_every_text_gives_a_page_that_parses(body: str) -> None:
    document = page(letter(command(parts=(body,), contact=body, html="")))
    assert len(list(document.iter("h1"))) == 1
    etree.tostring(document)

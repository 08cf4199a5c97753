"""From the order form to the last letter, as a resident goes it."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from ausrufer.channels.contract import Recipient
from ausrufer.channels.models import Channel
from ausrufer.foundation.clock import now, pretending
from ausrufer.foundation.scope import within_organisation
from ausrufer.records.models import JournalEntry
from ausrufer.subscriptions import actions
from ausrufer.subscriptions.models import SignUpCount, Subscription
from ausrufer.subscriptions.policy import CONFIRM_WITHIN, EVIDENCE_KEPT
from ausrufer.subscriptions.queries import (
    confirmed_count,
    confirmed_subscription_ids,
    evidence_about,
    recipient,
)
from ausrufer.subscriptions.states import State
from tests.conftest import run_jobs
from tests.integration.subscriptions.conftest import Post

pytestmark = pytest.mark.django_db(transaction=True)

ERIKA = "erika@mustermail.example"
ORDERED = "/abonnieren/bestellt/"


def order(client: Client, newsletter: Channel, address: str = ERIKA, **extra: str) -> str:
    """Order as a browser does; return where it leads."""
    answer = client.post(f"/abonnieren/{newsletter.public_id}/", {"address": address}, **extra)
    assert answer.status_code == 303
    return str(answer["Location"])


def link_in(post: Post, address: str = ERIKA) -> str:
    """Return the path of the confirmation link in the newest letter."""
    body = post.to(address)[-1].get_body(("plain",))
    assert body is not None
    [path] = re.findall(r"http://testserver(/abonnieren/bestaetigen/\S+)", body.get_content())
    return str(path)


def leave_path(newsletter: Channel) -> str:
    """Return the path of the link that stands in every letter."""
    with within_organisation(newsletter.organisation_id):
        [one] = confirmed_subscription_ids(newsletter.pk)
        found = recipient(one)
    assert found is not None
    return found.unsubscribe_url.removeprefix("http://testserver")


def states(newsletter: Channel) -> list[tuple[str, str]]:
    with within_organisation(newsletter.organisation_id):
        return list(Subscription.objects.order_by("pk").values_list("address", "state"))


def test_the_whole_way(client: Client, newsletter: Channel, post: Post) -> None:
    assert order(client, newsletter) == ORDERED
    assert states(newsletter) == [(ERIKA, State.PENDING)]
    run_jobs()

    path = link_in(post)
    asked = client.get(path)
    assert asked.status_code == 200
    assert states(newsletter) == [(ERIKA, State.PENDING)]

    assert client.post(path).status_code == 200
    assert states(newsletter) == [(ERIKA, State.CONFIRMED)]

    leave = leave_path(newsletter)
    assert client.get(leave).status_code == 200
    assert states(newsletter) == [(ERIKA, State.CONFIRMED)]

    assert client.post(leave).status_code == 200
    assert states(newsletter) == [("", State.ENDED)]


def test_the_letter_that_asks_for_confirmation(
    client: Client, newsletter: Channel, post: Post
) -> None:
    order(client, newsletter)
    run_jobs()
    [letter] = post.to(ERIKA)
    assert (letter["Subject"], letter["From"]) == (
        "Bitte bestätigen Sie Ihre Anmeldung zum Newsletter",
        "Stadt Musterstadt <newsletter@musterstadt.example>",
    )
    assert letter["List-Unsubscribe"] is None
    page = letter.get_body(("html",))
    assert page is not None
    assert f'href="http://testserver{link_in(post)}">Anmeldung bestätigen</a>' in page.get_content()


def test_no_page_sets_a_cookie_or_tells_where_it_was_read(
    client: Client, newsletter: Channel, post: Post
) -> None:
    order(client, newsletter)
    run_jobs()
    paths = ["/abonnieren/", f"/abonnieren/{newsletter.public_id}/", ORDERED, link_in(post)]
    for path in paths:
        answer = client.get(path)
        assert (answer.status_code, answer.cookies.keys()) == (200, set())
        assert (answer["Referrer-Policy"], answer["Cache-Control"], answer["X-Robots-Tag"]) == (
            "no-referrer",
            "no-store",
            "noindex",
        )


def test_scanners_of_links_change_nothing(client: Client, newsletter: Channel, post: Post) -> None:
    order(client, newsletter)
    run_jobs()
    path = link_in(post)
    for method in (client.get, client.head, client.options):
        method(path)
    assert client.put(path).status_code == 405
    assert states(newsletter) == [(ERIKA, State.PENDING)]
    client.post(path)
    leave = leave_path(newsletter)
    for method in (client.get, client.head, client.options):
        method(leave)
    assert states(newsletter) == [(ERIKA, State.CONFIRMED)]


def test_a_mail_program_leaves_with_one_request(
    newsletter: Channel, post: Post, client: Client
) -> None:
    """RFC 8058: no cookie, no token of a form, no redirect; a repeat is answered alike."""
    order(client, newsletter)
    run_jobs()
    client.post(link_in(post))
    leave = leave_path(newsletter)
    strict = Client(enforce_csrf_checks=True)
    for _ in range(2):
        answer = strict.post(
            leave, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded"
        )
        assert (answer.status_code, answer.cookies.keys()) == (200, set())
    assert states(newsletter) == [("", State.ENDED)]


def test_a_confirmation_works_once(client: Client, newsletter: Channel, post: Post) -> None:
    order(client, newsletter)
    run_jobs()
    path = link_in(post)
    assert client.post(path).status_code == 200
    assert (client.get(path).status_code, client.post(path).status_code) == (410, 410)
    client.post(leave_path(newsletter))
    assert client.post(path).status_code == 410
    assert states(newsletter) == [("", State.ENDED)]


def test_an_expired_confirmation_does_nothing(
    client: Client, newsletter: Channel, post: Post
) -> None:
    order(client, newsletter)
    run_jobs()
    path = link_in(post)
    with pretending(now() + CONFIRM_WITHIN):
        assert (client.get(path).status_code, client.post(path).status_code) == (410, 410)
    assert states(newsletter) == [(ERIKA, State.PENDING)]


def test_an_expired_link_does_not_come_back_with_a_new_order(
    client: Client, newsletter: Channel, post: Post
) -> None:
    order(client, newsletter)
    run_jobs()
    old = link_in(post)
    with pretending(now() + CONFIRM_WITHIN):
        order(client, newsletter)
        assert client.post(old).status_code == 410
        run_jobs()
        assert client.post(link_in(post)).status_code == 200
    assert states(newsletter) == [(ERIKA, State.CONFIRMED)]


@pytest.mark.parametrize(
    "path",
    [
        "/abonnieren/bestaetigen/AAAAAAAAAAAAAAAAAAAAAAAA.BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB/",
        "/abonnieren/ende/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA/",
    ],
)
def test_a_guessed_link_finds_nothing(client: Client, newsletter: Channel, path: str) -> None:
    del newsletter
    assert client.get(path).status_code in (404, 410)
    assert client.post(path).status_code in (404, 410)


def test_the_row_alone_does_not_confirm(client: Client, newsletter: Channel, post: Post) -> None:
    """Whoever reads the database, or a copy of it, still lacks the signature."""
    order(client, newsletter)
    run_jobs()
    with within_organisation(newsletter.organisation_id):
        row = Subscription.objects.get()
        assert row.confirm_nonce is not None
        assert row.confirm_nonce in link_in(post)
    assert client.post(f"/abonnieren/bestaetigen/{row.confirm_nonce}/").status_code == 410
    forged = f"{row.confirm_nonce}.{'A' * 43}"
    assert client.post(f"/abonnieren/bestaetigen/{forged}/").status_code == 410


def test_nobody_learns_whether_an_address_is_known(
    client: Client, newsletter: Channel, post: Post
) -> None:
    first = client.post(f"/abonnieren/{newsletter.public_id}/", {"address": ERIKA})
    run_jobs()
    client.post(link_in(post))
    again = client.post(f"/abonnieren/{newsletter.public_id}/", {"address": ERIKA.upper()})
    assert (first.status_code, first["Location"], first.content) == (
        again.status_code,
        again["Location"],
        again.content,
    )
    run_jobs()
    assert [letter["Subject"] for letter in post.to(ERIKA)] == [
        "Bitte bestätigen Sie Ihre Anmeldung zum Newsletter",
        "Sie bekommen unseren Newsletter bereits",
    ]
    assert states(newsletter) == [(ERIKA, State.CONFIRMED)]


def test_ordering_twice_needs_one_confirmation(
    client: Client, newsletter: Channel, post: Post
) -> None:
    order(client, newsletter)
    order(client, newsletter, f" {ERIKA.title()} ")
    run_jobs()
    first, second = post.to(ERIKA)
    assert first["Message-ID"] == second["Message-ID"]
    client.post(link_in(post))
    assert states(newsletter) == [(ERIKA, State.CONFIRMED)]


def test_coming_back_needs_a_new_proof(client: Client, newsletter: Channel, post: Post) -> None:
    order(client, newsletter)
    run_jobs()
    client.post(link_in(post))
    client.post(leave_path(newsletter))
    order(client, newsletter)
    assert states(newsletter) == [("", State.ENDED), (ERIKA, State.PENDING)]
    run_jobs()
    client.post(link_in(post))
    assert states(newsletter) == [("", State.ENDED), (ERIKA, State.CONFIRMED)]


def test_one_mailbox_cannot_be_flooded(client: Client, newsletter: Channel, post: Post) -> None:
    answers = {order(client, newsletter, REMOTE_ADDR=f"203.0.113.{n}") for n in range(6)}
    run_jobs()
    assert (answers, len(post.to(ERIKA))) == ({ORDERED}, 3)
    with pretending(now() + timedelta(hours=1)):
        order(client, newsletter)
        run_jobs()
    assert len(post.to(ERIKA)) == 4


def test_one_connection_cannot_order_for_everybody(client: Client, newsletter: Channel) -> None:
    for number in range(20):
        order(client, newsletter, f"person{number}@mustermail.example", REMOTE_ADDR="203.0.113.1")
    path = f"/abonnieren/{newsletter.public_id}/"
    refused = client.post(path, {"address": ERIKA}, REMOTE_ADDR="203.0.113.1")
    assert refused.status_code == 429
    assert "in einer Stunde noch einmal" in refused.content.decode()
    assert len(states(newsletter)) == 20
    assert order(client, newsletter, REMOTE_ADDR="203.0.113.2") == ORDERED


def test_counts_hold_no_address(client: Client, newsletter: Channel) -> None:
    order(client, newsletter, REMOTE_ADDR="203.0.113.9")
    with within_organisation(newsletter.organisation_id):
        whos = SignUpCount.objects.values_list("who", flat=True)
        assert [re.fullmatch(r"[0-9a-f]{64}", who) is not None for who in whos] == [True, True]


@pytest.mark.parametrize(
    "address",
    [
        "",
        "erika",
        "erika@mustermail.example\r\nBcc: alle@mustermail.example",
        "erika@mustermail.example%0d%0aBcc:x@y.example",
        "a@b.example,c@d.example",
        "Erika <erika@mustermail.example>",
        '"><script>alert(1)</script>@b.example',
        "a\x00@b.example",
        "x" * 300 + "@b.example",
    ],
)
def test_an_address_that_is_none_is_sent_back(
    client: Client, newsletter: Channel, post: Post, address: str
) -> None:
    answer = client.post(f"/abonnieren/{newsletter.public_id}/", {"address": address})
    run_jobs()
    assert (answer.status_code, states(newsletter), post.letters.all()) == (422, [], ())
    assert "<script>alert" not in answer.content.decode()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("erika@Bücher.example", "erika@xn--bcher-kva.example"),
        ("jörg@gießen.example", "jörg@xn--gieen-nqa.example"),
    ],
)
def test_addresses_of_all_scripts_can_order(
    client: Client, newsletter: Channel, post: Post, typed: str, kept: str
) -> None:
    order(client, newsletter, typed)
    run_jobs()
    client.post(link_in(post, kept))
    assert states(newsletter) == [(kept, State.CONFIRMED)]


def test_what_is_kept_after_leaving_is_evidence_and_no_address(
    client: Client, newsletter: Channel, post: Post
) -> None:
    order(client, newsletter)
    run_jobs()
    client.post(link_in(post))
    client.post(leave_path(newsletter))
    with within_organisation(newsletter.organisation_id):
        [row] = evidence_about(newsletter.pk, ERIKA.upper())
        assert (row.address, row.consent_text, row.state) == ("", "2026-11", State.ENDED)
        assert row.confirmed_at is not None
        assert row.ended_at is not None
        assert row.requested_at < row.confirmed_at < row.ended_at
        assert evidence_about(newsletter.pk, "hasan@mustermail.example") == []
        told = [
            (entry.kind, entry.details)
            for entry in JournalEntry.objects.filter(kind__startswith="subscription").order_by("pk")
        ]
    about = {"actor": "Öffentlichkeit", "channel": "Post aus Musterstadt"}
    assert told == [("subscription.confirmed", about), ("subscription.ended", about)]


def test_time_forgets(client: Client, newsletter: Channel, post: Post) -> None:
    order(client, newsletter)
    run_jobs()
    client.post(link_in(post))
    client.post(leave_path(newsletter))
    order(client, newsletter, "hasan@mustermail.example")
    actions.tidy()
    with within_organisation(newsletter.organisation_id):
        assert len(states(newsletter)) == 2
        assert SignUpCount.objects.exists() is True
        with pretending(now() + CONFIRM_WITHIN):
            actions.tidy()
            assert states(newsletter) == [("", State.ENDED)]
            assert SignUpCount.objects.exists() is False
            assert len(evidence_about(newsletter.pk, ERIKA)) == 1
        with pretending(now() + EVIDENCE_KEPT + timedelta(days=1)):
            actions.tidy()
            assert (states(newsletter), evidence_about(newsletter.pk, ERIKA)) == (
                [("", State.ENDED)],
                [],
            )


def test_the_engine_writes_to_the_confirmed_only(newsletter: Channel, post: Post) -> None:
    del post
    with within_organisation(newsletter.organisation_id):
        erika = actions.request_subscription(channel=newsletter, address=ERIKA)
        hasan = actions.request_subscription(channel=newsletter, address="hasan@mustermail.example")
        lena = actions.request_subscription(channel=newsletter, address="lena@mustermail.example")
        for one in (erika, lena):
            actions.confirm(one)
        assert confirmed_subscription_ids(newsletter.pk) == [erika.pk, lena.pk]
        actions.end(lena)
        assert confirmed_subscription_ids(newsletter.pk) == [erika.pk]
        assert confirmed_count(newsletter.pk) == 1
        erika.refresh_from_db()
        assert [recipient(one.pk) for one in (erika, hasan, lena)] == [
            Recipient(ERIKA, f"http://testserver/abonnieren/ende/{erika.end_token}/"),
            None,
            None,
        ]


def test_a_letter_waits_for_a_server_that_is_busy(newsletter: Channel, post: Post) -> None:
    from ausrufer.channels.errors import TemporaryFailure
    from ausrufer.subscriptions.sending import send_letter_about
    from ausrufer.training.mailbox import Fault, Stage

    with within_organisation(newsletter.organisation_id):
        row = actions.request_subscription(channel=newsletter, address=ERIKA)
    post.script.add(Fault(Stage.RCPT, reply="451 4.7.1 Spaeter"))
    with pytest.raises(TemporaryFailure):
        send_letter_about(row.pk)
    post.script.add(Fault(Stage.RCPT, reply="550 5.1.1 Unbekannt"))
    send_letter_about(row.pk)
    assert post.letters.all() == ()
    send_letter_about(row.pk)
    assert len(post.letters.all()) == 1

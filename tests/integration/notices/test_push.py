"""Web Push: read by another implementation than ours, and never sent where it must not go."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import timedelta

import http_ece
import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import Client
from django.urls import reverse

from ausrufer.foundation.clock import now, pretending
from ausrufer.foundation.scope import across_organisations, within_organisation
from ausrufer.notices.actions.wishes import keep_device
from ausrufer.notices.models import Notice, PushDevice, PushKey, Sending
from ausrufer.notices.sending.attempt import sweep
from ausrufer.notices.sending.keys import opened, push_key
from ausrufer.notices.sending.push import allowed
from ausrufer.notices.states import State
from ausrufer.training.push_service import PushService
from tests.conftest import Town
from tests.integration.notices.conftest import submitted
from tests.integration.tenancy.planted import logged_in

pytestmark = pytest.mark.django_db


class Browser:
    """What a browser makes for a subscription, and how it reads what comes."""

    def __init__(self) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.auth = b"sixteen bytes!!!"

    @property
    def keys(self) -> dict[str, str]:
        point = self.key.public_key().public_bytes(
            serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
        )
        return {"p256dh": _said(point), "auth": _said(self.auth)}

    def read(self, body: bytes) -> dict[str, str]:
        plain = http_ece.decrypt(body, private_key=self.key, auth_secret=self.auth)
        found: dict[str, str] = json.loads(plain)
        return found


def _said(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


@pytest.fixture
def browser(town: Town, push_service: PushService) -> Browser:
    """Bekir's browser, which the push service knows as "bekir"."""
    found = Browser()
    with within_organisation(town.organisation.pk):
        keep_device(
            member=town.bekir,
            endpoint=push_service.endpoint("bekir"),
            keys=found.keys,
            label="Firefox",
        )
    return found


def pushes() -> list[Sending]:
    with across_organisations(reason="a test looks at everybody"):
        return list(Sending.objects.filter(way="push"))


def devices() -> list[PushDevice]:
    with across_organisations(reason="a test looks at everybody"):
        return list(PushDevice.objects.order_by("pk"))


def test_the_browser_reads_what_kind_of_thing_it_is_and_nothing_of_the_text(
    town: Town, browser: Browser, push_service: PushService
) -> None:
    submitted(town)
    sweep()
    [came] = push_service.arrived
    with across_organisations(reason="a test looks at everybody"):
        notice = Notice.objects.get(member=town.bekir)
    assert browser.read(came.body) == {
        "title": "Musterstadt",
        "body": "Wartet auf Ihre Freigabe",
        "path": f"/desk/hinweise/{notice.public_id}/",
        "tag": notice.public_id.hex,
    }
    assert came.headers["content-encoding"] == "aes128gcm"
    assert b"Musterstadt" not in came.body
    assert pushes()[0].state == State.SENT


def test_the_push_service_recognises_this_installation(
    town: Town, browser: Browser, push_service: PushService
) -> None:
    submitted(town)
    sweep()
    scheme, _, rest = push_service.arrived[0].headers["authorization"].partition(" ")
    parts = dict(one.strip().split("=", 1) for one in rest.split(","))
    assert (scheme, parts["k"]) == ("vapid", push_key().public)
    point = urlsafe_b64decode(parts["k"] + "=" * (-len(parts["k"]) % 4))
    key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    claims = jwt.decode(parts["t"], key, algorithms=["ES256"], audience="http://127.0.0.1")
    assert claims["sub"] == "mailto:ausrufer@musterstadt.example"
    assert claims["exp"] - now().timestamp() <= 24 * 60 * 60  # RFC 8292, 2


def test_the_key_of_the_house_is_made_once_and_kept_sealed(db: None) -> None:
    first = push_key()
    assert push_key().public == first.public == PushKey.objects.get().public
    assert b"PRIVATE KEY" in opened(first)
    assert b"PRIVATE KEY" not in bytes(first.sealed_private)


@pytest.mark.parametrize("status", [404, 410])
def test_a_browser_that_is_gone_is_forgotten(
    town: Town, browser: Browser, push_service: PushService, status: int
) -> None:
    push_service.answers["bekir"] = status
    submitted(town)
    sweep()
    assert (devices(), pushes()) == ([], [])  # what waited for it goes with it
    submitted(town, "Zweite")
    assert pushes() == []


@pytest.mark.parametrize(
    ("status", "after"), [(429, State.WAITING), (503, State.WAITING), (400, State.FAILED)]
)
def test_a_service_that_is_busy_is_asked_again(
    town: Town, browser: Browser, push_service: PushService, status: int, after: State
) -> None:
    push_service.answers["bekir"] = status
    submitted(town)
    sweep()
    assert pushes()[0].state == after
    push_service.answers.clear()
    with pretending(now() + timedelta(minutes=2)):
        sweep()
        sweep()
    assert len(push_service.arrived) == (1 if after is State.WAITING else 0)


def test_a_repeat_takes_the_place_of_the_first(
    town: Town, browser: Browser, push_service: PushService
) -> None:
    """A worker killed after the call sends again; tag and topic are the same."""
    submitted(town)
    sweep()
    with across_organisations(reason="a test plays a killed worker"):
        Sending.objects.filter(way="push").update(state=State.TRYING)
    with pretending(now() + timedelta(minutes=6)):
        sweep()
        sweep()
    first, second = push_service.arrived
    assert browser.read(first.body) == browser.read(second.body)
    assert first.headers["topic"] == second.headers["topic"]


@pytest.mark.parametrize(
    ("endpoint", "fits"),
    [
        ("https://updates.push.services.mozilla.com/wpush/v2/abc", True),
        ("https://fcm.googleapis.com/fcm/send/abc", True),
        ("http://fcm.googleapis.com/fcm/send/abc", False),
        ("https://fcm.googleapis.com:22/fcm/send/abc", False),
        ("https://eva:secret@fcm.googleapis.com/", False),
        ("http://127.0.0.1:5432/", False),
        ("ftp://fcm.googleapis.com/", False),
        ("", False),
    ],
)
def test_only_an_encrypted_public_address_can_be_a_push_service(
    endpoint: str, *, fits: bool
) -> None:
    assert allowed(endpoint) is fits


def test_a_name_that_leads_inside_is_refused_at_the_call(town: Town) -> None:
    with within_organisation(town.organisation.pk):
        keep_device(
            member=town.bekir,
            endpoint="https://localhost/push",
            keys=Browser().keys,
            label="Firefox",
        )
    submitted(town)
    sweep()
    assert (devices(), pushes()) == ([], [])


def subscribe(client: Client, endpoint: str, **changed: str) -> None:
    given = {"endpoint": endpoint, **Browser().keys, **changed}
    assert client.post(reverse("add_push_device"), given).status_code == 302


def test_a_browser_tells_one_person(town: Town, neighbour: Town) -> None:
    address = "https://fcm.googleapis.com/fcm/send/shared"
    subscribe(logged_in(town.anna), address)
    subscribe(logged_in(town.anna), address)
    assert [one.member for one in devices()] == [town.anna]
    subscribe(logged_in(neighbour.bekir), address)
    assert [one.member for one in devices()] == [neighbour.bekir]


@pytest.mark.parametrize(
    "changed",
    [
        {"endpoint": "http://10.0.0.1/push"},
        {"endpoint": "https://[::1"},
        {"endpoint": "https://bücher.example/push"},
        {"p256dh": "abc"},
        {"auth": "a" * 40},
        {"auth": "ü"},
        {"p256dh": _said(b"\x04" + bytes(64)), "auth": "?"},
    ],
)
def test_what_is_no_subscription_is_refused_in_words(town: Town, changed: dict[str, str]) -> None:
    client = logged_in(town.anna)
    subscribe(client, **{"endpoint": "https://fcm.googleapis.com/fcm/send/a", **changed})
    assert devices() == []
    assert (
        "Dieser Browser hat keine brauchbare"
        in client.get(reverse("notice_wishes")).content.decode()
    )


def test_a_point_that_is_on_no_curve_ends_the_device_and_nothing_else(town: Town) -> None:
    client = logged_in(town.bekir)
    subscribe(client, "https://fcm.googleapis.com/fcm/send/a", p256dh=_said(b"\x04" + bytes(64)))
    submitted(town)
    sweep()
    assert devices() == []

"""Meta's side of a call: an in-memory network whose calls are signed as Meta signs them."""

import hashlib
import hmac
import json
from dataclasses import replace
from typing import Any, ClassVar

from django.test import Client
from django.urls import reverse

from ausrufer.channels.actions import set_up_channel
from ausrufer.channels.contract import AccessField, Manifest
from ausrufer.channels.models import Channel
from ausrufer.channels.testing import FakeConnector, FakePlatform
from ausrufer.connectors.meta.webhooks import SIGNATURE, CalledByMeta
from ausrufer.foundation.scope import within_organisation
from ausrufer.intake.models import WebhookReceipt
from ausrufer.intake.queries import Words, words_of
from ausrufer.intake.receiving import make_address
from tests.conftest import Town

SECRET = "geheimcode-der-app"
PAGE = "1067280970047460"
POST = f"{PAGE}_222646404"


class CalledConnector(CalledByMeta, FakeConnector):
    """Does everything, and its platform calls the house."""

    manifest: ClassVar[Manifest] = replace(
        FakeConnector.manifest,
        kind="fake_called",
        access=(
            *FakeConnector.manifest.access,
            AccessField("client_secret", "Geheimcode", secret=True),
        ),
    )


def called_channel(
    town: Town, name: str = "Seite", *, secret: str = SECRET, page: str = PAGE, app: str = "77"
) -> Channel:
    with within_organisation(town.organisation.pk):
        channel = set_up_channel(
            actor=town.dirk.actor,
            kind="fake_called",
            name=name,
            settings={"platform": name, "page_id": page, "client_id": app},
            secrets={"token": FakePlatform.named(name).token, "client_secret": secret},
        )
        make_address(actor=town.dirk.actor, channel=channel)
    return channel


def words(channel: Channel) -> Words:
    with within_organisation(channel.organisation_id):
        found = words_of(channel)
    assert found is not None
    return found


def goal(channel: Channel) -> str:
    return reverse("webhook", args=[words(channel).key])


def signed(body: bytes, secret: str = SECRET) -> str:
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def call(channel: Channel, told: Any, *, secret: str = SECRET, **headers: str) -> int:
    """Call as Meta does; returns the status. `told` is JSON, or the bytes themselves."""
    body = told if isinstance(told, bytes) else json.dumps(told).encode()
    sent = {SIGNATURE: signed(body, secret), **headers}
    client = Client(enforce_csrf_checks=True)
    answer = client.post(goal(channel), body, content_type="application/json", headers={**sent})
    assert answer.content == b""
    assert not answer.cookies
    return answer.status_code


def of_page(field: str, value: Any, page: str = PAGE) -> dict[str, Any]:
    entry = {"id": page, "time": 1780000001, "changes": [{"field": field, "value": value}]}
    return {"object": "page", "entry": [entry]}


def comment(number: int = 1) -> dict[str, Any]:
    author = {"id": "4711", "name": "Erika Muster"}
    told = {"item": "comment", "verb": "add", "message": "Meine Straße ist gesperrt"}
    return of_page("feed", {**told, "from": author, "comment_id": f"{POST}_{number}"})


def removal(post: str = POST, page: str = PAGE) -> dict[str, Any]:
    told = {"item": "post", "verb": "remove", "post_id": post, "sender_id": int(page)}
    return of_page("feed", told, page)


def receipts(channel: Channel) -> list[WebhookReceipt]:
    with within_organisation(channel.organisation_id):
        return list(WebhookReceipt.objects.filter(channel=channel).order_by("pk"))

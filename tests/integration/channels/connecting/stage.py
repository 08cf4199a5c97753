"""What the tests of connecting share: the page of consent, a browser, a look at what is stored."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import requests
from django.test import Client

from ausrufer.channels.actions import set_up_channel
from ausrufer.channels.connecting.keeping import keep_grant
from ausrufer.channels.contract import Access, Command, Grant, Published, Tokens
from ausrufer.channels.models import Channel, ConsentRequest
from ausrufer.channels.queries import opened_access
from ausrufer.channels.testing import FakeConsentConnector, FakePlatform
from ausrufer.foundation.clock import now
from ausrufer.foundation.scope import within_organisation
from ausrufer.organisations.models import Member
from ausrufer.training.consent import PracticeConsent
from tests.conftest import PASSWORD, Town

APP_ID, APP_SECRET = "stadt-app", "sehr geheim + ähnlich"


class TownConnector(FakeConsentConnector):
    """Publishes only with a token the page of consent gave out and has not taken back."""

    consent: PracticeConsent

    async def publish(self, access: Access, command: Command) -> Published:
        platform = FakePlatform.named(access["platform"])
        good = self.consent.opened_by(access["access_token"])
        platform.token = access["access_token"] if good else "taken back"
        return await super().publish(access, command)


@dataclass
class Platform:
    """The page of consent as a person's browser sees it."""

    consent: PracticeConsent
    base: str

    def release(self) -> None:
        """Let go what a fault holds."""
        requests.post(f"{self.base}/_release", timeout=10)

    def somebody_waits(self) -> None:
        """Return once a request is held."""
        requests.get(f"{self.base}/_held", timeout=20)

    def answers(self, goal: str, answer: str = "yes") -> str:
        """Answer on the page at `goal`; return the address the browser is sent back to."""
        shown = requests.get(goal, timeout=10)
        assert shown.status_code == 200, shown.text
        said = requests.post(goal, data={"answer": answer}, allow_redirects=False, timeout=10)
        assert said.status_code == 302, said.text
        return said.headers["Location"]


def set_up(town: Town, name: str = "Stadt im Netz", secret: str = APP_SECRET) -> Channel:
    with within_organisation(town.organisation.pk):
        return set_up_channel(
            actor=town.dirk.actor,
            kind="fake_consent",
            name=name,
            settings={"client_id": APP_ID},
            secrets={"client_secret": secret},
        )


def logged_in(member: Member) -> Client:
    client = Client()
    assert client.login(email=member.user.email, username=member.user.email, password=PASSWORD)
    return client


def goal_of(client: Client, channel: Channel) -> str:
    """Return where the button on the page of connecting leads."""
    shown = client.get(f"/desk/kanaele/{channel.public_id}/verbinden/")
    assert shown.status_code == 200
    return str(shown.context["goal"])


def comes_back(client: Client, address: str) -> str:
    """Open what the platform sent the browser to; return the page after it, redirects followed."""
    parts = urlsplit(address)
    assert f"{parts.scheme}://{parts.netloc}" == "http://testserver"
    return client.get(f"{parts.path}?{parts.query}", follow=True).content.decode()


def connect(client: Client, platform: Platform, channel: Channel) -> str:
    """Go the whole way and return the last page."""
    return comes_back(client, platform.answers(goal_of(client, channel)))


def asked(goal: str) -> dict[str, str]:
    """Return what is asked of the page of consent."""
    return {name: values[0] for name, values in parse_qs(urlsplit(goal).query).items()}


def fresh(channel: Channel) -> Channel:
    """Return the channel as it stands in the database."""
    with within_organisation(channel.organisation_id):
        return Channel.objects.select_related("organisation").get(pk=channel.pk)


def secrets_of(channel: Channel) -> dict[str, str]:
    return dict(opened_access(fresh(channel)).secrets)


def granted(town: Town, channel: Channel, ends: datetime, name: str = "Altes Konto") -> None:
    """Connect the channel with an access that ends then and cannot be renewed without a person."""
    with within_organisation(town.organisation.pk):
        way = ConsentRequest.objects.create(
            organisation=town.organisation,
            channel=channel,
            member=town.dirk,
            state_digest=f"{ConsentRequest.objects.count()}",
            session_digest="",
            sealed_way=b"",
            ends_at=now() + timedelta(minutes=1),
        )
        keep_grant(
            member=town.dirk,
            channel=channel,
            way=way,
            tokens=Tokens("token", expires_at=ends),
            grant=Grant(f"@{name}", settings={"platform": name}),
        )

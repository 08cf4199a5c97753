"""A town with a site and a newsletter, and the mail server its letters go to."""

from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from ausrufer.channels import registry
from ausrufer.channels.actions import set_up_channel
from ausrufer.channels.models import Channel
from ausrufer.foundation.scope import within_organisation
from ausrufer.training.mailbox import Letters, MailServer, Script, serve_smtp
from ausrufer.training.mailbox.letters import parsed
from ausrufer.training.running import in_a_thread
from tests.conftest import Town

CONNECTORS = [
    "ausrufer.connectors.hub.HubConnector",
    "ausrufer.connectors.email.EmailConnector",
]


@dataclass
class Post:
    """What arrived."""

    letters: Letters
    script: Script
    port: int

    def to(self, address: str) -> list[EmailMessage]:
        """Return the letters to one address, oldest first."""
        return [
            parsed(self.letters.content(one))
            for one in self.letters.all()
            if one.recipient == address
        ]


@pytest.fixture(autouse=True)
def _real_connectors(settings: Any, _fake_networks: None) -> None:
    settings.AUSRUFER_CONNECTORS = CONNECTORS
    registry._connectors.cache_clear()


@pytest.fixture
def post(tmp_path: Path) -> Iterator[Post]:
    letters, script = Letters(tmp_path / "letters"), Script()
    with in_a_thread(lambda: serve_smtp(letters, script), MailServer.close) as server:
        yield Post(letters, script, server.port)


def newsletter_of(town: Town, port: int, host: str) -> Channel:
    """Set up a site at `host` and a newsletter that goes to the mail server on `port`."""
    with within_organisation(town.organisation.pk):
        name, slug = town.organisation.name, town.organisation.slug
        set_up_channel(
            actor=town.dirk.actor,
            kind="hub",
            name=f"{slug}.example",
            settings={
                "base_url": f"http://{host}",
                "folder": slug,
                "town_name": name,
                "contact_email": f"presse@{slug}.example",
            },
            secrets={},
        )
        return set_up_channel(
            actor=town.dirk.actor,
            kind="email",
            name=f"Post aus {name}",
            settings={
                "host": "127.0.0.1",
                "port": str(port),
                "security": "none",
                "sender_name": f"Stadt {name}",
                "sender_address": f"newsletter@{slug}.example",
                "imprint": f"Stadt {name}, Marktplatz 1",
            },
            secrets={},
        )


@pytest.fixture
def newsletter(town: Town, post: Post) -> Channel:
    return newsletter_of(town, post.port, "testserver")


@pytest.fixture
def foreign_newsletter(neighbour: Town, post: Post) -> Channel:
    return newsletter_of(neighbour, post.port, "nachbarstadt.example")

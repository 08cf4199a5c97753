"""The practice town's messages on the networks this house knows."""

import pytest
from django.utils.module_loading import import_string

from ausrufer.announcements.adaptation.adapt import adapt
from ausrufer.announcements.adaptation.findings import findings
from ausrufer.announcements.adaptation.preview import preview
from ausrufer.announcements.adaptation.source import Source
from ausrufer.channels import registry
from ausrufer.channels.appearance import Needs
from ausrufer.channels.contract import Form, Manifest
from ausrufer.project.settings import AUSRUFER_CONNECTORS
from ausrufer.training.messages import DEPARTMENTS, MESSAGES, Message

NEEDED = {
    Needs.NOTHING: set(),
    Needs.UNKNOWN: set(),
    Needs.PICTURE: {"picture_needed"},
    Needs.FILM: {"film_needed"},
}
HOME = "https://aktuell.musterstadt.example/2026/11/"
EVERY: list[Manifest] = [import_string(path).manifest for path in AUSRUFER_CONNECTORS]
SENT_TO = (
    "hub",
    "email",
    "mastodon",
    "bluesky",
    "facebook_page",
    "instagram",
    "threads",
    "linkedin_page",
    "tiktok",
    "youtube",
    "pinterest",
    "reddit",
    "telegram_channel",
    "matrix_room",
)
REAL = [one for one in EVERY if one.kind in SENT_TO]
BY_HAND = ["x", "snapchat", "whatsapp_channel", "nextdoor"]


def _source(message: Message) -> Source:
    return Source(
        public_id="x",
        language="de",
        title=message.title,
        body=message.body,
        link=message.link,
        topic=message.topic,
        department=message.department,
        contact=message.contact or DEPARTMENTS[message.department],
        permalink=f"{HOME}eine-ganz-normale-mitteilung-1a2b3c4d/",
    )


@pytest.mark.parametrize("manifest", EVERY, ids=lambda manifest: manifest.kind)
@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: message.title)
def test_every_message_fits_everywhere(message: Message, manifest: Manifest) -> None:
    source = _source(message)
    outgoing = adapt(source, manifest)
    assert all(part.count.fits for part in preview(outgoing, manifest, {}).parts)
    stops = {one.code for one in findings(outgoing, manifest, {}, source) if one.stops}
    assert stops == NEEDED[manifest.needs]
    expected = message.link if manifest.form is Form.PAGE else source.target
    assert (outgoing.link.url if outgoing.link else "") == expected


def test_the_networks_that_send_are_meant(
    settings: pytest.FixtureRequest,
) -> None:
    settings.AUSRUFER_CONNECTORS = AUSRUFER_CONNECTORS  # type: ignore[attr-defined]
    registry._connectors.cache_clear()
    assert tuple(one for one in registry.kinds() if registry.sends(one.kind)) == tuple(REAL)
    assert [one.kind for one in registry.kinds() if registry.by_hand(one.kind)] == BY_HAND
    assert registry.every_kind() == tuple(EVERY)
    told = {
        manifest.kind: (
            manifest.form,
            manifest.text.limit,
            manifest.text.byte_limit,
            manifest.text.link_weight,
            manifest.text.link_in_text,
        )
        for manifest in registry.kinds()
        if registry.sends(manifest.kind)
    }
    assert told == {
        "hub": (Form.PAGE, None, None, None, True),
        "email": (Form.LETTER, None, None, None, True),
        "mastodon": (Form.POST, 500, None, 23, True),
        "bluesky": (Form.POST, 300, 3000, None, False),
        "facebook_page": (Form.POST, 63_206, None, None, True),
        "instagram": (Form.POST, 2200, None, None, False),
        "threads": (Form.POST, 500, None, None, True),
        "linkedin_page": (Form.POST, 3000, None, None, True),
        "tiktok": (Form.POST, 2200, None, None, True),
        "youtube": (Form.POST, 5000, None, None, True),
        "pinterest": (Form.POST, 800, None, None, False),
        "reddit": (Form.POST, 40_000, None, None, True),
        "telegram_channel": (Form.POST, 4096, None, None, True),
        "matrix_room": (Form.POST, 65_536, 30_000, None, True),
    }

"""The main job on real input and real peers: feed → draft → approval → channels → read back."""

import asyncio
import hashlib
import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

import feedparser
import mf2py
import pytest
from mastodon import Mastodon
from PIL import Image

from ausrufer.announcements.actions.approve import decide, submit_for_approval
from ausrufer.announcements.actions.imports import (
    dismiss_source_changes,
    import_from_address,
    import_from_file,
)
from ausrufer.announcements.actions.pictures import describe_picture
from ausrufer.announcements.models import Announcement
from ausrufer.announcements.states import State
from ausrufer.approval.policy import Verdict
from ausrufer.channels import registry
from ausrufer.channels.actions import note_access_report, set_up_channel
from ausrufer.channels.asking import ask_about_access
from ausrufer.channels.models import Channel
from ausrufer.channels.queries import opened_access
from ausrufer.delivery.models import Delivery
from ausrufer.delivery.queries import deliveries_of
from ausrufer.delivery.states import State as Delivered
from ausrufer.foundation.http import HttpPolicy
from ausrufer.foundation.scope import within_organisation
from ausrufer.organisations.errors import Refused
from ausrufer.subscriptions.actions import confirm, request_subscription
from ausrufer.training.mailbox import Letters, Script, serve_smtp
from ausrufer.training.mailbox.letters import parsed
from ausrufer.training.mastodon import PracticeAccount, PracticeInstance, mastodon_app
from ausrufer.training.running import in_a_thread, port_of, serve
from tests.conftest import Town, Worker
from tests.peers.bluesky import BlueskyAccount, BlueskyServer, bluesky_server  # noqa: F401
from tests.peers.bluesky_reader import picture as bluesky_picture
from tests.peers.bluesky_reader import posts as bluesky_posts
from tests.published import SHARED

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.peers]

FEEDS = SHARED / "contracts" / "feeds" / "testdata"
MASTODON = SHARED / "contracts" / "mastodon" / "schema.json"
TOKEN = "zugriff-4711"
ALT = "Eine gesperrte Brücke über die Mühlaue, davor rot-weiße Baken."
FEED = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel>
<title>Stadt Müßlingen – Aktuelles</title><link>{base}/</link><description>Meldungen</description>
<language>de-DE</language>
<item><title>Brücke über die Mühlaue gesperrt</title>
<link>/meldungen/bruecke?ort=nord&amp;x=1</link>
<guid isPermaLink="false">muess-4711</guid><category>Verkehr</category>
<description><![CDATA[Die Brücke ist <b>bis Freitag</b> gesperrt.]]></description>
<content:encoded><![CDATA[<p>Die Brücke über die Mühlaue ist <strong>bis Freitag</strong> gesperrt.
Größere Umwege sind nötig. Der Bus fährt über die <a href="/linien/7">Südstraße</a>.</p>]]>
</content:encoded>
<enclosure url="{base}/bilder/bruecke.png" type="image/png" length="1"/>
</item></channel></rss>"""


@dataclass
class Peers:
    """Every receiver of the journey."""

    website: str
    picture: bytes
    mastodon: str
    instance: PracticeInstance
    smtp_port: int
    letters: Letters
    bluesky: BlueskyServer
    account: BlueskyAccount


@pytest.fixture
def peers(tmp_path: Path, bluesky_server: BlueskyServer, settings: Any) -> Iterator[Peers]:  # noqa: F811
    """Start the town's website, a mail server and Mastodon; Bluesky's server runs already."""
    settings.AUSRUFER_CONNECTORS = [
        f"ausrufer.connectors.{kind}.{kind.capitalize()}Connector"
        for kind in ("hub", "email", "mastodon", "bluesky")
    ]
    settings.PUBLIC_FOLDER = tmp_path / "public"
    registry._connectors.cache_clear()
    picture = _picture()
    instance = PracticeInstance.in_folder(None, [PracticeAccount("stadt", "Stadt", TOKEN)])
    letters = Letters(tmp_path / "letters")
    app = mastodon_app(instance, contract=MASTODON if MASTODON.exists() else None)
    with (
        _website(tmp_path / "website", picture) as website,
        in_a_thread(partial(serve, app, "127.0.0.1", 0), lambda runner: runner.cleanup()) as runner,
        in_a_thread(partial(serve_smtp, letters, Script()), lambda server: server.close()) as mail,
    ):
        settings.HTTP_POLICY = HttpPolicy(
            frozenset(
                {
                    website.removeprefix("http://"),
                    f"127.0.0.1:{port_of(runner)}",
                    bluesky_server.url.removeprefix("http://"),
                }
            )
        )
        yield Peers(
            website=website,
            picture=picture,
            mastodon=f"http://127.0.0.1:{port_of(runner)}",
            instance=instance,
            smtp_port=mail.port,
            letters=letters,
            bluesky=bluesky_server,
            account=bluesky_server.create_account(),
        )


def _picture() -> bytes:
    out = BytesIO()
    Image.new("RGB", (640, 360), (30, 90, 160)).save(out, "PNG")
    return out.getvalue()


@contextmanager
def _website(folder: Path, picture: bytes) -> Iterator[str]:
    """Serve the town's website with its feed."""
    (folder / "bilder").mkdir(parents=True)
    (folder / "bilder" / "bruecke.png").write_bytes(picture)
    handler = partial(_Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        base = f"http://127.0.0.1:{server.server_address[1]}"
        (folder / "feed.xml").write_text(FEED.format(base=base), encoding="utf-8")
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield base
        server.shutdown()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Say nothing."""


def _channels(town: Town, peers: Peers) -> dict[str, Channel]:
    wanted: list[tuple[str, dict[str, str], dict[str, str]]] = [
        (
            "hub",
            {
                "base_url": "https://aktuell.muesslingen.example",
                "town_name": "Müßlingen",
                "contact_email": "presse@muesslingen.example",
            },
            {},
        ),
        (
            "email",
            {
                "host": "127.0.0.1",
                "port": str(peers.smtp_port),
                "security": "none",
                "sender_name": "Stadt Müßlingen",
                "sender_address": "newsletter@muesslingen.example",
                "imprint": "Stadt Müßlingen, Marktplatz 1",
            },
            {},
        ),
        ("mastodon", {"base_url": peers.mastodon}, {"token": TOKEN}),
        (
            "bluesky",
            {"service": peers.bluesky.url, "handle": peers.account.handle},
            {"app_password": peers.account.app_password},
        ),
    ]
    found = {}
    for kind, values, secret in wanted:
        channel = set_up_channel(
            actor=town.dirk.actor, kind=kind, name=kind, settings=values, secrets=secret
        )
        report = ask_about_access(kind, opened_access(channel))
        note_access_report(channel=channel, report=report)
        found[kind] = channel
    return found


def test_from_the_towns_website_to_four_channels(
    town: Town, worker: Worker, peers: Peers, settings: Any
) -> None:
    with within_organisation(town.organisation.pk):
        channels = _channels(town, peers)
        for address in ("erika@post.example", "hasan@post.example"):
            confirm(request_subscription(channel=channels["email"], address=address))

        report = import_from_address(
            actor=town.anna.actor, department=town.press, address=f"{peers.website}/feed.xml"
        )
        assert report.troubles == ()
        (announcement,) = report.created
        announcement = Announcement.objects.get(pk=announcement.pk)
        assert announcement.title == "Brücke über die Mühlaue gesperrt"
        assert announcement.link == f"{peers.website}/meldungen/bruecke?ort=nord&x=1"
        assert announcement.body == (
            "Die Brücke über die Mühlaue ist **bis Freitag** gesperrt. Größere Umwege sind nötig. "
            f"Der Bus fährt über die [Südstraße]({peers.website}/linien/7)."
        )
        with pytest.raises(Refused, match="Alternativtext"):
            submit_for_approval(member=town.anna, announcement=announcement)
        (picture,) = announcement.pictures.all()
        describe_picture(member=town.anna, picture=picture, alt_text=ALT, decorative=False)
        request = submit_for_approval(member=town.anna, announcement=announcement)
        decide(
            member=town.bekir,
            request=request,
            verdict=Verdict.APPROVED,
            fingerprint=request.fingerprint,
            comment="",
        )
    worker.deliver()
    worker.deliver()
    with within_organisation(town.organisation.pk):
        announcement.refresh_from_db()
        assert announcement.state == State.PUBLISHED
        assert set(
            Delivery.objects.filter(subject=announcement.subject).values_list("state", flat=True)
        ) == {Delivered.SETTLED}
        links = {one.channel.kind: one.permalink for one in deliveries_of(announcement.subject)}
        _read_back_hub(peers, settings.PUBLIC_FOLDER / "musterstadt" / "web", links)
        _read_back_mail(peers, announcement)
        _read_back_mastodon(peers, announcement)
        _read_back_bluesky(peers, announcement)


def _read_back_hub(peers: Peers, site: Path, links: dict[str, str]) -> None:
    path = links["hub"].removeprefix("https://aktuell.muesslingen.example/")
    page = (site / path / "index.html").read_text("utf-8")
    entry = mf2py.parse(doc=page)["items"][0]
    assert entry["type"] == ["h-entry"]
    assert entry["properties"]["name"] == ["Brücke über die Mühlaue gesperrt"]
    assert "bis Freitag gesperrt" in entry["properties"]["content"][0]["value"]
    assert sorted(entry["properties"]["syndication"]) == sorted(
        [links["bluesky"], links["mastodon"]]
    )
    assert 'lang="de"' in page
    assert f'alt="{ALT}"' in page
    originals = [hashlib.sha256(f.read_bytes()).hexdigest() for f in site.rglob("*.png")]
    assert hashlib.sha256(peers.picture).hexdigest() in originals
    (item,) = feedparser.parse((site / "feed.atom").read_bytes()).entries
    assert item.link == links["hub"]


def _read_back_mail(peers: Peers, announcement: Announcement) -> None:
    # letters about the subscriptions themselves come through the same server
    news = [one for one in peers.letters.all() if "Newsletter" not in one.subject]
    assert sorted(one.recipient for one in news) == ["erika@post.example", "hasan@post.example"]
    for received in news:
        letter = parsed(peers.letters.content(received))
        assert letter["Subject"] == announcement.title
        assert letter["Content-Language"] == "de"
        assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        markup = letter.get_body(("html",)).get_content()  # type: ignore[union-attr]
        assert ALT in markup
        assert announcement.link.replace("&", "&amp;") in markup
        (image,) = [part for part in letter.walk() if part.get_content_maintype() == "image"]
        assert image.get_payload(decode=True) == peers.picture


def _read_back_mastodon(peers: Peers, announcement: Announcement) -> None:
    assert peers.instance.violations == []
    client = Mastodon(access_token=TOKEN, api_base_url=peers.mastodon, version_check_mode="none")
    (status,) = client.account_statuses(client.me().id)
    source = client.status_source(status.id).text
    assert source.startswith(announcement.title)
    assert "bis Freitag gesperrt" in source
    assert announcement.link in source
    assert status.language == "de"
    (media,) = status.media_attachments
    assert media.description == ALT
    with asyncio.Runner() as loop:
        assert loop.run(_download(media.url)) == peers.picture


async def _download(url: str) -> bytes:
    import aiohttp

    async with aiohttp.ClientSession() as session, session.get(url) as answer:
        return await answer.read()


def _read_back_bluesky(peers: Peers, announcement: Announcement) -> None:
    (record,) = bluesky_posts(peers.bluesky.url, peers.account.did)
    post = record.value
    assert post.text.startswith(announcement.title)
    assert "bis Freitag gesperrt" in post.text
    assert post.langs == ["de"]
    raw = post.text.encode()
    facets = {
        feature.uri: raw[facet.index.byte_start : facet.index.byte_end].decode()
        for facet in post.facets or []
        for feature in facet.features
        if hasattr(feature, "uri")
    }
    card = getattr(post.embed, "external", None)
    assert announcement.link in {*facets, card.uri if card else ""}
    (image,) = post.embed.images
    assert image.alt == ALT
    assert bluesky_picture(peers.bluesky.url, peers.account.did, image) == peers.picture


def test_feeds_of_others_become_drafts_once(town: Town, worker: Worker) -> None:
    if not FEEDS.is_dir():
        pytest.skip(f"the feed files are not at {FEEDS}")
    outcome = {}
    with within_organisation(town.organisation.pk):
        for path in sorted(FEEDS.iterdir()):
            try:
                report = import_from_file(actor=town.anna.actor, department=town.press, path=path)
            except Refused as refused:
                outcome[path.name] = refused.for_staff
            else:
                outcome[path.name] = len(report.created), len(report.troubles)
                again = import_from_file(actor=town.anna.actor, department=town.press, path=path)
                assert (again.created, again.changed) == ((), ())
    assert outcome["ny_index.rss"] == (2, 0)
    assert outcome["weather.atom"] == (1, 0)


def test_a_changed_source_is_shown_and_changes_nothing(
    town: Town, worker: Worker, peers: Peers, tmp_path: Path
) -> None:
    feed = tmp_path / "website" / "feed.xml"
    with within_organisation(town.organisation.pk):
        arguments: dict[str, Any] = {
            "actor": town.anna.actor,
            "department": town.press,
            "address": f"{peers.website}/feed.xml",
        }
        (announcement,) = import_from_address(**arguments).created
        feed.write_text(feed.read_text("utf-8").replace("bis Freitag", "bis Samstag"), "utf-8")
        report = import_from_address(**arguments)
        assert [one.pk for one in report.changed] == [announcement.pk]
        stored = Announcement.objects.get(pk=announcement.pk)
        assert "bis Freitag" in stored.body
        assert stored.newer_receipt is not None
        dismiss_source_changes(member=town.anna, announcement=stored)
        assert import_from_address(**arguments).changed == ()

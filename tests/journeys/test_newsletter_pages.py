"""What residents see of the newsletter, in a real browser without scripts: pages and letters."""

import asyncio
from base64 import b64encode
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from aiohttp.web import AppRunner
from django.conf import settings as django_settings
from django.test import Client
from playwright.sync_api import Page, expect

from ausrufer.channels import registry
from ausrufer.channels.actions import set_up_channel
from ausrufer.channels.contract import Access, Command, LinkCard, Outgoing, Recipient, Surroundings
from ausrufer.channels.models import Channel
from ausrufer.channels.testing import example_picture
from ausrufer.connectors.email import EmailConnector
from ausrufer.foundation.http import GuardedClient, HttpPolicy
from ausrufer.foundation.scope import within_organisation
from ausrufer.hub.site.publishing import Site
from ausrufer.hub.site.settings import read_settings
from ausrufer.subscriptions import actions
from ausrufer.subscriptions.queries import confirm_url, end_url
from ausrufer.training.mailbox import Letters, Script, mailbox_app, serve_smtp
from ausrufer.training.mailbox.reading import Reading, read
from ausrufer.training.running import in_a_thread, port_of, serve
from tests.conftest import Town
from tests.journeys.accessibility import in_every_look, is_wider_than_its_window, violations
from tests.journeys.browsing import browsers, new_page

CONNECTORS = [
    "ausrufer.connectors.hub.HubConnector",
    "ausrufer.connectors.email.EmailConnector",
]
SHORT = Outgoing(
    public_id="2",
    language="de",
    title="Wasserrohrbruch in der Hauptstraße behoben",
    parts=("Seit 14 Uhr fließt das Wasser wieder.",),
)
LONG = Outgoing(
    public_id="1",
    language="de",
    title="Brücke am Stadtpark ab Montag gesperrt: So kommen Sie ans andere Ufer",
    parts=("Ab Montag.\n\nBitte fahren Sie außen herum.",),
    html=(
        "<p>Ab <strong>Montag, 30. November 2026</strong>, ist die Brücke gesperrt.</p>"
        "<h2>Umleitung</h2><ul><li>zu Fuß: Steg am Wehr</li><li>mit dem Rad: Parkweg</li></ul>"
        '<blockquote><p>Wir bitten um Geduld.</p></blockquote><p>Karte: <a href="https://'
        'www.musterstadt.example/karte">Umleitung auf dem Stadtplan</a></p>'
    ),
    summary="Zwei Wochen Bauarbeiten; Umleitungen für Rad und Auto sind ausgeschildert.",
    link=LinkCard("https://www.musterstadt.example/bruecke", "", ""),
    pictures=(example_picture(0), example_picture(1)),
    topic="Verkehr",
    department="Tiefbauamt",
    contact="Bürgertelefon 115\nMontag bis Freitag, 8 bis 18 Uhr",
    publish_at=datetime(2026, 11, 24, 13, 30, tzinfo=UTC),
    also_at=(("Mastodon", "https://social.example/@musterstadt/1"),),
    correction="Die Sperrung beginnt am 30. November, nicht am 29.",
)
SITE = {
    "folder": "musterstadt",
    "town_name": "Musterstadt",
    "claim": "Aktuelles aus dem Rathaus",
    "contact_email": "presse@musterstadt.example",
    "privacy_url": "https://www.musterstadt.example/datenschutz",
}


@pytest.fixture
def _real_connectors(settings: Any, _fake_networks: None) -> Iterator[None]:
    settings.AUSRUFER_CONNECTORS = CONNECTORS
    registry._connectors.cache_clear()
    yield
    registry._connectors.cache_clear()


@pytest.fixture
def newsletter(town: Town, live_server: Any, _real_connectors: None) -> Channel:
    """Two newsletters and a site at the address of the test's server."""
    values = {**SITE, "base_url": live_server.url}
    Site(django_settings.PUBLIC_FOLDER, read_settings(values)).prepare()
    with within_organisation(town.organisation.pk):
        actor = town.dirk.actor
        set_up_channel(actor=actor, kind="hub", name="Webseite", settings=values, secrets={})
        set_up_channel(actor=actor, kind="email", name="Ratspost", settings={}, secrets={})
        return set_up_channel(
            actor=actor, kind="email", name="Post aus Musterstadt", settings={}, secrets={}
        )


def paths(newsletter: Channel) -> dict[str, str]:
    """Return every page to look at, by what it shows."""
    with within_organisation(newsletter.organisation_id):
        pending = actions.request_subscription(channel=newsletter, address="a@b.example")
        ended = actions.request_subscription(channel=newsletter, address="c@d.example")
        actions.confirm(ended)
    form = f"/abonnieren/{newsletter.public_id}/"
    return {
        "which": "/abonnieren/",
        "order": form,
        "ordered": "/abonnieren/bestellt/",
        "confirm": confirm_url(pending).removeprefix("http://testserver"),
        "leave": end_url(ended).removeprefix("http://testserver"),
        "spent": f"/abonnieren/ende/{'A' * 43}/",
        "missing": "/abonnieren/00000000-0000-4000-8000-000000000000/",
    }


def test_every_page_can_be_used_by_everybody(newsletter: Channel, live_server: Any) -> None:
    places = paths(newsletter)
    with browsers() as launch:
        page = new_page(launch())
        for name, path in places.items():
            page.goto(f"{live_server.url}{path}")
            _is_sound(page, name)
        page.goto(f"{live_server.url}{places['order']}")
        page.get_by_role("button", name="Newsletter bestellen").click()
        expect(page.get_by_text("Bitte geben Sie Ihre E-Mail-Adresse ein.").first).to_be_visible()
        _is_sound(page, "mistake")


def test_the_keyboard_is_enough_and_no_script_is_needed(
    newsletter: Channel, live_server: Any
) -> None:
    places = paths(newsletter)
    with browsers() as launch:
        page = new_page(launch(), java_script_enabled=False)
        page.goto(f"{live_server.url}{places['order']}")
        page.get_by_label("E-Mail-Adresse").focus()
        page.keyboard.type("erika@mustermail.example")
        page.keyboard.press("Enter")
        expect(page.locator("h1")).to_have_text("Bitte sehen Sie in Ihr Postfach")
        page.goto(f"{live_server.url}{places['confirm']}")
        page.get_by_role("button", name="Ja, Newsletter schicken").press("Enter")
        expect(page.locator("h1")).to_have_text("Anmeldung bestätigt")
        page.goto(f"{live_server.url}{places['leave']}")
        page.get_by_role("button", name="Newsletter abbestellen").press("Enter")
        expect(page.locator("h1")).to_have_text("Newsletter abbestellt")
        page.get_by_role("link", name="War das ein Versehen? Wieder bestellen").press("Enter")
        expect(page.locator("h1")).to_have_text("Post aus Musterstadt bestellen")
        assert page.context.cookies() == []


def _is_sound(page: Page, which: str) -> None:
    said = page.complaints  # type: ignore[attr-defined] # set by new_page
    assert (which, [one for one in said if "the server responded with" not in one]) == (which, [])
    _fits_everybody(page, which)
    assert page.context.cookies() == []


def test_the_page_of_administrators(newsletter: Channel, town: Town, live_server: Any) -> None:
    with within_organisation(town.organisation.pk):
        actions.confirm(actions.request_subscription(channel=newsletter, address="a@b.example"))
    client = Client()
    client.force_login(town.dirk.user)
    session = client.cookies["sessionid"].value
    with browsers() as launch:
        page = new_page(launch())
        page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        page.goto(f"{live_server.url}/desk/kanaele/{newsletter.public_id}/abonnements/")
        assert page.complaints == []  # type: ignore[attr-defined] # set by new_page
        _fits_everybody(page, "numbers")
        page.get_by_label("E-Mail-Adresse").fill("A@b.example")
        page.get_by_role("button", name="Nachsehen").click()
        page.get_by_role("heading", name="Gespeichert zu A@b.example").wait_for()
        assert page.complaints == []  # type: ignore[attr-defined] # set by new_page
        _fits_everybody(page, "one address")


def _fits_everybody(page: Page, which: str) -> None:
    for look in in_every_look(page):
        told = (which, look, violations(page), is_wider_than_its_window(page))
        assert told == (which, look, [], False)
    page.complaints.clear()  # type: ignore[attr-defined] # the readers offend against its policy


async def _letters_in(folder: Path) -> Letters:
    """Let the connector send two letters to a real server and return what arrived."""
    letters = Letters(folder)
    server = await serve_smtp(letters, Script())
    access = Access(
        {
            "host": "127.0.0.1",
            "port": str(server.port),
            "security": "none",
            "sender_name": "Stadt Musterstadt",
            "sender_address": "newsletter@musterstadt.example",
            "imprint": "Stadt Musterstadt, Marktplatz 1, 01234 Musterstadt",
        },
        {},
    )
    connector = EmailConnector(Surroundings(GuardedClient(HttpPolicy()), Path("/nowhere")))
    reader = Recipient("erika@mustermail.example", "https://musterstadt.example/abonnieren/ende/x/")
    for key, outgoing in (("1", LONG), ("2", SHORT)):
        await connector.publish(access, Command(key, outgoing, reader))
    await server.close()
    return letters


def test_letters_can_be_read_by_everybody(tmp_path: Path) -> None:
    letters = asyncio.run(_letters_in(tmp_path))

    async def open_mailbox() -> AppRunner:
        return await serve(mailbox_app(letters, Script()), "127.0.0.1", 0)

    with in_a_thread(open_mailbox, AppRunner.cleanup) as runner, browsers() as launch:
        address = f"http://127.0.0.1:{port_of(runner)}"
        page = new_page(launch())
        for path in ("", "briefe/1", "briefe/2", "briefe/9"):
            page.goto(f"{address}/{path}")
            _is_sound(page, f"mailbox {path}")
        page.goto("about:blank")
        for one in letters.all():
            page.set_content(_with_pictures(read(letters.content(one))))
            _is_sound(page, f"letter {one.number}")


def _with_pictures(reading: Reading) -> str:
    markup = reading.html
    for part in reading.pictures:
        content = b64encode(part.content).decode()
        markup = markup.replace(f"cid:{part.cid}", f"data:{part.media_type};base64,{content}")
    return markup


def test_a_letter_shows_its_pictures_and_no_more(tmp_path: Path) -> None:
    letters = asyncio.run(_letters_in(tmp_path))

    async def open_mailbox() -> AppRunner:
        return await serve(mailbox_app(letters, Script()), "127.0.0.1", 0)

    with in_a_thread(open_mailbox, AppRunner.cleanup) as runner, browsers() as launch:
        page = new_page(launch())
        page.goto(f"http://127.0.0.1:{port_of(runner)}/briefe/1")
        frame = page.frame_locator("iframe")
        assert frame.locator("h1").inner_text() == LONG.title
        assert frame.get_by_text(LONG.summary).is_visible() is False
        widths = [
            frame.locator("img").nth(n).evaluate("picture => picture.naturalWidth")
            for n in range(2)
        ]
        assert widths == [48, 49]
        assert page.complaints == []  # type: ignore[attr-defined] # set by new_page

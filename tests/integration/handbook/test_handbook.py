"""The handbook on the desk: read, linked, found."""

import re

import pytest
from django.test import Client

from ausrufer.desk.handbook import Page, html_of, pages
from tests.conftest import Town

pytestmark = pytest.mark.django_db


def test_every_page_opens_and_every_link_leads_somewhere(town: Town, client: Client) -> None:
    client.force_login(town.carla.user)
    assert len(pages()) > 20
    linked = set()
    for key, page in pages().items():
        answer = client.get(f"/desk/handbuch/{key}/")
        assert answer.status_code == 200, key
        assert page.title in answer.content.decode()
        linked |= set(re.findall(r'href="(/desk/handbuch/[^"]+)"', html_of(page)))
    assert [client.get(one).status_code for one in sorted(linked)] == [200] * len(linked)
    assert "/desk/handbuch/rollen.verfassen/" in linked


def test_links_outside_keep_their_words_and_html_is_no_html() -> None:
    page = Page("x", "X", "[Betrieb](../betrieb/hub.md) <b>fett</b> ![Bild](../bilder/heute.png)")
    assert html_of(page) == "<p>Betrieb &lt;b&gt;fett&lt;/b&gt; </p>\n"
    assert "href" not in html_of(Page("x", "X", "[böse](javascript:alert(1))"))


def test_the_search_finds_its_pages(town: Town, client: Client) -> None:
    client.force_login(town.anna.user)
    found = client.get("/desk/suche/?q=heimserver").content.decode()
    assert "/desk/handbuch/netze.matrix/" in found


@pytest.mark.parametrize("key", ["gibtsnicht", "..", "netze", "..betrieb.hub"])
def test_what_is_no_page_is_not_found(town: Town, client: Client, key: str) -> None:
    client.force_login(town.anna.user)
    assert client.get(f"/desk/handbuch/{key}/").status_code == 404


def test_strangers_log_in_first(client: Client) -> None:
    assert client.get("/desk/handbuch/").status_code == 302

"""The public pages of an exercise say so, in every form; those of a real house never do."""

import asyncio
import json
from dataclasses import replace
from pathlib import Path

import lxml.html
import pytest

from ausrufer.connectors.hub.tests.test_connector import SiteOnDisk
from ausrufer.foundation.http import GuardedClient, HttpPolicy

HEAD = "ÜBUNG: "


def brought_out(folder: Path, targets: frozenset[str] | None, **typed: str) -> Path:
    """Publish one message for a house that practises (`targets`) or not; return the site."""

    async def scene() -> Path:
        async with GuardedClient(HttpPolicy()) as http:
            stage = SiteOnDisk(http, folder)
            settings = {**stage.access.settings, **typed}
            access = replace(stage.access, practice_targets=targets, settings=settings)
            await stage.connector().publish(access, stage.command())
            return stage.site / "web"

    return asyncio.run(scene())


@pytest.mark.parametrize("targets", [frozenset({"127.0.0.1:9001"}), None])
def test_every_page_and_feed(tmp_path: Path, targets: frozenset[str] | None) -> None:
    drill = targets is not None
    web = brought_out(tmp_path, targets)
    pages = sorted(web.rglob("*.html"))
    assert len(pages) > 5
    for page in pages:
        document = lxml.html.fromstring(page.read_bytes())
        assert bool(document.find_class("hub-drill")) is drill, page
        assert bool(document.xpath("//meta[@name='robots'][@content='noindex']")) >= drill
        assert ("Offizielle Website" in document.text_content()) is not drill
    feed = json.loads((web / "feed.json").read_bytes())
    titles = [feed["title"], *(one["title"] for one in feed["items"])]
    assert {one.startswith(HEAD) for one in titles} == {drill}
    for name in ("feed.atom", "feed.rss"):
        assert ((web / name).read_text("utf-8").count(HEAD) == len(titles)) is drill
    (plain,) = web.glob("20*/**/*.txt")
    assert plain.read_text("utf-8").startswith("ÜBUNG\n") is drill


def said_outside(page: Path) -> list[str]:
    """Return what shows up where a page is linked: in tabs, results and previews."""
    document = lxml.html.fromstring(page.read_bytes())
    named = ("og:title", "og:site_name", "og:description")
    previews = [document.xpath(f"//meta[@property='{one}']/@content") for one in named]
    return [document.findtext(".//title") or "", *(one for found in previews for one in found)]


@pytest.mark.parametrize(("language", "mark"), [("de", HEAD), ("en", "EXERCISE: ")])
@pytest.mark.parametrize("targets", [frozenset({"127.0.0.1:9001"}), None])
def test_the_mark_goes_along_wherever_a_page_is_linked(
    tmp_path: Path, targets: frozenset[str] | None, language: str, mark: str
) -> None:
    pages = sorted(brought_out(tmp_path, targets, language=language).rglob("*.html"))
    said = [one for page in pages for one in said_outside(page)]
    assert len(said) > len(pages)
    assert {one.startswith(mark) for one in said} == {targets is not None}


@pytest.mark.parametrize("targets", [frozenset({"127.0.0.1:9001"}), None])
def test_an_exercise_vouches_for_no_real_account(
    tmp_path: Path, targets: frozenset[str] | None
) -> None:
    account = "https://mastodon.social/@musterstadt"
    pages = brought_out(tmp_path, targets, profiles=account).rglob("*.html")
    vouching = [page for page in pages if account in page.read_text("utf-8")]
    assert bool(vouching) is (targets is None)

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


def brought_out(folder: Path, targets: frozenset[str] | None) -> Path:
    """Publish one message for a house that practises (`targets`) or not; return the site."""

    async def scene() -> Path:
        async with GuardedClient(HttpPolicy()) as http:
            stage = SiteOnDisk(http, folder)
            access = replace(stage.access, practice_targets=targets)
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

"""What every journey through the desk shares."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from ausrufer.channels import registry
from tests.conftest import FAKES, Town
from tests.journeys.browsing import browsers
from tests.journeys.desk import PATIENCE, Desk, furnished

HUB = "ausrufer.connectors.hub.HubConnector"


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "browser: drives a real Chromium")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give journeys through a browser a second try, which the summary counts as "rerun"."""
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(scope="module")
def desk_browser() -> Iterator[Browser]:
    """One Chromium for all journeys of a module."""
    # Playwright keeps an event loop in this thread, although nothing here is asynchronous.
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    expect.set_options(timeout=PATIENCE)
    with browsers() as launch:
        yield launch()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def desk(
    live_server: Any,
    desk_browser: Browser,
    settings: Any,
    tmp_path: Path,
    town: Town,
) -> Iterator[Desk]:
    """Musterstadt at work; afterwards no page may have complained."""
    settings.AUSRUFER_CONNECTORS = [HUB, *FAKES]
    settings.PUBLIC_FOLDER = tmp_path / "public"
    settings.MEDIA_FOLDER = tmp_path / "media"
    registry._connectors.cache_clear()
    desk = furnished(town, live_server.url, desk_browser)
    yield desk
    desk.close()
    assert desk.complaints() == []

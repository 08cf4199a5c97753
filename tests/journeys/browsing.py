"""A real Chromium for journeys: found on the machine, never sent anywhere but to this one."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
NARROW = 600  # pixels: below it a page is held like a telephone
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium() -> str:
    """The program `AUSRUFER_CHROMIUM` names or the machine has; skips where there is none."""
    wished = os.environ.get("AUSRUFER_CHROMIUM")
    found = wished or next(filter(None, map(shutil.which, NAMES)), None)
    if not found:
        pytest.skip("no Chromium on this machine: set AUSRUFER_CHROMIUM")
    return found


class Launcher(Protocol):
    """Starts a browser with further switches."""

    def __call__(self, *switches: str) -> Browser: ...


@contextmanager
def browsers() -> Iterator[Launcher]:
    """Something that starts browsers; all are closed afterwards."""
    with sync_playwright() as playwright:
        started: list[Browser] = []

        def launch(*switches: str) -> Browser:
            program = playwright.chromium.launch(
                executable_path=chromium(), args=[*QUIET, *switches]
            )
            started.append(program)
            return program

        yield launch
        for program in started:
            program.close()


def new_page(started: Browser, width: int = 1280, **wishes: Any) -> Page:
    """A page of its own, German, that fails the test on any message of the browser's console."""
    height = 844 if width < NARROW else 900
    context = started.new_context(
        viewport={"width": width, "height": height}, locale="de-DE", **wishes
    )
    page = context.new_page()
    page.complaints = []  # type: ignore[attr-defined]
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.on("console", lambda said: said.type == "error" and page.complaints.append(said.text))
    page.on("request", lambda asked: page.complaints.append(asked.url) if _foreign(asked) else None)
    return page


def _foreign(asked: Any) -> bool:
    return not asked.url.startswith(("http://127.0.0.1", "http://localhost", "data:"))

"""Two independent readers judge a page: axe and HTML_CodeSniffer, both against WCAG 2 AA.

Call `violations(page)` on any page a browser shows, in any theme and width:

    for _ in in_every_look(page):
        assert violations(page) == []

`python tools/assets.py --with-readers` installs both readers.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Page

from tests.journeys.browsing import NARROW

MODULES = Path(__file__).resolve().parents[2] / "node_modules"
AXE = MODULES / "axe-core" / "axe.min.js"
SNIFFER = MODULES / "html_codesniffer" / "build" / "HTMLCS.js"

Look = tuple[int, Literal["light", "dark"]]
LOOKS: tuple[Look, ...] = ((1280, "light"), (320, "dark"))
# Colours on their way from one theme to the other are nobody's colours.
ARRIVED = """document.getAnimations().forEach((one) => {
  if (one.effect.getComputedTiming().endTime !== Infinity) one.finish();
})"""

LOADED = "typeof axe === 'object' && typeof HTMLCS === 'object'"
RUN_AXE = """axe.run(document, {
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
  resultTypes: ["violations"],
}).then((result) => JSON.stringify(result.violations.flatMap((rule) => rule.nodes.map((node) => ({
  reader: "axe", rule: rule.id, why: rule.help, element: node.html.slice(0, 300),
})))))"""
RUN_SNIFFER = """new Promise((done) => HTMLCS.process("WCAG2AA", document, () => {
  const errors = HTMLCS.getMessages().filter((message) => message.type === HTMLCS.ERROR);
  done(JSON.stringify(errors.map((message) => ({
    reader: "HTML_CodeSniffer", rule: message.code, why: message.msg,
    element: (message.element.outerHTML ?? "document").slice(0, 300),
  }))));
}))"""


@dataclass(frozen=True)
class Violation:
    """One thing that keeps somebody from using the page."""

    reader: str
    rule: str
    why: str
    element: str


def in_every_look(page: Page, looks: tuple[Look, ...] = LOOKS) -> Iterator[str]:
    """Show the page as it stands in one width and theme after the other; yields what it is called.

    Asking the server for it only once costs half; all that differs between looks is CSS.
    """
    for width, theme in looks:
        page.set_viewport_size({"width": width, "height": 844 if width < NARROW else 900})
        page.emulate_media(color_scheme=theme)
        page.evaluate(ARRIVED)
        yield f"{width} {theme}"


def is_wider_than_its_window(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))


def violations(page: Page) -> list[Violation]:
    """Everything both readers object to on the page as it is shown now."""
    found: list[Violation] = []
    # The protocol runs readers beside the page's own policy; the page keeps its strict one.
    session = page.context.new_cdp_session(page)
    try:
        if not _evaluate(session, LOADED):
            for source in (AXE, SNIFFER):
                _evaluate(session, _text(source))
        for run in (RUN_AXE, RUN_SNIFFER):
            found += [Violation(**each) for each in json.loads(_evaluate(session, run))]
    finally:
        session.detach()
    return found


def _evaluate(session: Any, expression: str) -> Any:
    answer = session.send(
        "Runtime.evaluate",
        {"expression": expression, "awaitPromise": True, "returnByValue": True},
    )
    if "exceptionDetails" in answer:
        raise RuntimeError(answer["exceptionDetails"]["exception"].get("description", answer))
    return answer["result"].get("value")


@cache
def _text(source: Path) -> str:
    return source.read_text(encoding="utf-8")

"""Start the practice town and take a picture of every page: wide and narrow, light and dark.

    python tools/screenshots.py            # into screenshots/, which is not committed
    python tools/screenshots.py --docs     # anew: the few pictures of README and Handbuch

Needs a Chromium: AUSRUFER_CHROMIUM names one (`tools/browser.py` finds or brings it).
"""

from __future__ import annotations

import argparse
import io
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

HOUSE = Path(__file__).resolve().parent.parent
FOLDER = HOUSE / "screenshots"
BILDER = HOUSE / "docs" / "bilder"
LOOKS = [(width, theme) for theme in ("light", "dark") for width in (1280, 390)]
# pickers for day and time speak the browser's own language
SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--lang=de-DE"]
MOST_BYTES = 150_000
PATIENCE = 180  # seconds until the practice town is open


@dataclass(frozen=True)
class Shot:
    """One page as one person sees it; `title` follows the link of that name first."""

    name: str
    who: str
    path: str
    title: str = ""
    then: str = ""  # an address below the message's own


PAGES = (
    Shot("anmelden", "", "/accounts/login/"),
    Shot("heute", "ANNA", "/desk/"),
    Shot("heute-freigabe", "BEKIR", "/desk/"),
    Shot("mitteilungen", "ANNA", "/desk/mitteilungen/"),
    Shot("mitteilungen-leer", "ANNA", "/desk/mitteilungen/?q=gibtesnicht"),
    Shot("neu", "ANNA", "/desk/mitteilungen/neu/"),
    Shot("schreiben", "ANNA", "/desk/mitteilungen/?zustand=in_approval", "Brücke", "aendern/"),
    Shot("entwurf", "ANNA", "/desk/mitteilungen/?zustand=draft", "Ausbildung"),
    Shot("zurueck", "ANNA", "/desk/mitteilungen/?zustand=returned", "Fundbüro"),
    Shot("freigabe", "BEKIR", "/desk/mitteilungen/?zustand=in_approval", "Brücke"),
    Shot("mitteilung", "ANNA", "/desk/mitteilungen/?zustand=published", "Lindenstraße"),
    Shot(
        "zurueckziehen",
        "ANNA",
        "/desk/mitteilungen/?zustand=published",
        "Lindenstraße",
        "zurueckziehen/",
    ),
    Shot("geplant", "ANNA", "/desk/mitteilungen/?zustand=scheduled", "Vorlesestunde"),
    Shot("veranstaltung", "ANNA", "/desk/mitteilungen/neu/?art=event"),
    Shot("ueberall", "ANNA", "/desk/mitteilungen/?zustand=in_approval", "Brücke", "ueberall/"),
    Shot("staende", "ANNA", "/desk/mitteilungen/?zustand=in_approval", "Brücke", "staende/1/"),
    Shot("kalender", "ANNA", "/desk/kalender/"),
    Shot("plan", "ANNA", "/desk/plan/"),
    Shot("suche", "ANNA", "/desk/suche/?q=Sperrung"),
    Shot("hinweise", "ANNA", "/desk/hinweise/"),
    Shot("hinweise-wuensche", "ANNA", "/desk/konto/hinweise/"),
    Shot("bilder", "ANNA", "/desk/bilder/"),
    Shot("sprachen", "ANNA", "/desk/mitteilungen/?zustand=in_approval", "Brücke", "sprachen/"),
    Shot("vorlagen", "ANNA", "/desk/vorlagen/"),
    Shot("aufgaben", "ANNA", "/desk/aufgaben/"),
    Shot("handbuch", "ANNA", "/desk/handbuch/"),
    Shot("stau", "DIRK", "/desk/stau/"),
    Shot("arten", "DIRK", "/desk/einstellungen/arten/"),
    Shot("rollen", "DIRK", "/desk/menschen/rollen/"),
    Shot("bausteine", "ANNA", "/desk/bausteine/"),
    Shot("freigaberegeln", "DIRK", "/desk/freigaberegeln/"),
    Shot("pruefregeln", "DIRK", "/desk/pruefregeln/"),
    Shot("einstellungen", "DIRK", "/desk/einstellungen/"),
    Shot("nutzungskonzept", "DIRK", "/desk/kanaele/nutzungskonzept/"),
    Shot("einlesen", "ANNA", "/desk/mitteilungen/einlesen/"),
    Shot("kanaele", "DIRK", "/desk/kanaele/"),
    Shot("kanal-neu", "DIRK", "/desk/kanaele/neu/email/"),
    Shot("menschen", "DIRK", "/desk/menschen/"),
    Shot("protokoll", "ANNA", "/desk/protokoll/"),
    Shot("konto", "ANNA", "/desk/konto/"),
    Shot("anmeldung-sichern", "ANNA", "/accounts/2fa/"),
    Shot("nicht-da", "ANNA", "/desk/gibt/es/nicht/"),
    Shot("oeffentlich", "", "/"),
    Shot("abonnieren", "", "/abonnieren/"),
)
# name of the page, width: what README and Handbuch show
DOCS = (
    ("mitteilung", 1280), ("heute", 1280), ("schreiben", 1280), ("mitteilungen", 1280),
    ("freigabe", 390), ("kanaele", 1280), ("einlesen", 1280), ("konto", 1280),
    ("zurueckziehen", 1280), ("kalender", 1280), ("ueberall", 1280), ("menschen", 1280),
    ("nutzungskonzept", 1280), ("plan", 1280), ("suche", 1280), ("hinweise", 1280),
    ("bilder", 1280), ("sprachen", 1280), ("pruefregeln", 1280), ("freigaberegeln", 1280),
)  # fmt: skip


def main() -> None:
    """Take all pictures, or those of the documents."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--docs", action="store_true", help="the pictures of README and Handbuch")
    wanted = parser.parse_args()
    with practice_town() as (url, people), sync_playwright() as playwright:
        program = os.environ.get("AUSRUFER_CHROMIUM") or shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=program, args=SWITCHES)
        looks = [(1280, "light"), (390, "light")] if wanted.docs else LOOKS
        for width, theme in looks:
            for shot, page in visited(browser, url, people, width, theme):
                if not wanted.docs:
                    target = FOLDER / f"{shot.name}-{width}-{theme}.png"
                    target.parent.mkdir(exist_ok=True)
                    page.screenshot(path=target)
                elif (shot.name, width) in DOCS:
                    keep(page, BILDER / f"{shot.name}.png", width)
        browser.close()


@contextmanager
def practice_town() -> Iterator[tuple[str, dict[str, str]]]:
    """Run `ausrufer demo` in a folder of its own; yield its address and its log-ins."""
    port = _free_port()
    folder = Path(tempfile.mkdtemp(prefix="ausrufer-bilder-"))
    folder.chmod(0o755)  # as root the database has an account of its own, which must come in
    command = [sys.executable, "-m", "ausrufer.project.cli", "demo", "--port", str(port)]
    bare = {name: value for name, value in os.environ.items() if not name.startswith("AUSRUFER_")}
    demo = subprocess.Popen(
        [*command, "--data", str(folder / "demo")], env=bare, stdout=subprocess.PIPE, text=True
    )
    try:
        _until_open(demo)
        lines = (folder / "demo" / "demo.env").read_text(encoding="utf-8").splitlines()
        yield f"http://127.0.0.1:{port}", dict(line.partition("=")[::2] for line in lines)
    finally:
        demo.send_signal(signal.SIGINT)
        demo.communicate(timeout=PATIENCE)
        shutil.rmtree(folder, ignore_errors=True)


def visited(
    browser: Browser, url: str, people: dict[str, str], width: int, theme: str
) -> Iterator[tuple[Shot, Page]]:
    """Show every page in one look, person after person."""
    for who in ("", "ANNA", "BEKIR", "DIRK"):
        page = _page(browser, width, theme)
        if who:
            _log_in(page, url, people, who)
        for shot in PAGES:
            if shot.who == who:
                page.set_viewport_size({"width": width, "height": 844})
                _go(page, url, shot)
                yield shot, page
        page.context.close()


def keep(page: Page, target: Path, width: int) -> None:
    """Write the upper part of a page, small enough for a repository."""
    height = 844 if width < 600 else 1250  # noqa: PLR2004 - a telephone
    page.set_viewport_size({"width": width, "height": height})
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    for colours in (256, 128, 64):
        picture.quantize(colours, method=Image.Quantize.MEDIANCUT).save(target, optimize=True)
        if target.stat().st_size <= MOST_BYTES:
            return
    sys.exit(f"{target} is larger than {MOST_BYTES} bytes")


def _page(browser: Browser, width: int, theme: str) -> Page:
    height = 900 if width > 600 else 844  # noqa: PLR2004 - a telephone
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if theme == "dark" else "light",
        locale="de-DE",
    )
    return context.new_page()


def _log_in(page: Page, url: str, people: dict[str, str], who: str) -> None:
    page.goto(f"{url}/accounts/login/")
    page.fill("input[name=login]", people[f"{who}_EMAIL"])
    page.fill("input[name=password]", people[f"{who}_PASSWORD"])
    page.press("input[name=password]", "Enter")
    page.wait_for_url("**/desk/**")


def _go(page: Page, url: str, shot: Shot) -> None:
    page.goto(f"{url}{shot.path}")
    if shot.title:
        page.get_by_role("link", name=shot.title).first.click()
    if shot.then:
        page.goto(f"{page.url}{shot.then}")
    page.wait_for_load_state("networkidle")
    # as tall as its page, so that bars at the lower edge stand where the page ends
    tall: int = page.evaluate("document.documentElement.scrollHeight")
    width = page.evaluate("innerWidth")
    page.set_viewport_size({"width": width, "height": min(max(tall, 844), 4000)})


def _until_open(demo: subprocess.Popen[str]) -> None:
    assert demo.stdout is not None  # noqa: S101 - it was asked for above
    for line in demo.stdout:
        if line.startswith("Ausrufer bereit"):
            return
    sys.exit("The practice town did not open.")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


if __name__ == "__main__":
    main()

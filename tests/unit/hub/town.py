"""A small town for the tests of the hub."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw

from ausrufer.channels.contract import LinkCard, Outgoing, Picture
from ausrufer.hub.site.entry import Step
from ausrufer.hub.site.publishing import Site
from ausrufer.hub.site.settings import SiteSettings, read_settings

SETTINGS = {
    "base_url": "https://aktuell.musterstadt.example",
    "folder": "musterstadt",
    "town_name": "Musterstadt",
    "claim": "Aktuelles aus Rathaus und Stadt",
    "contact_email": "presse@musterstadt.example",
    "imprint_url": "https://www.musterstadt.example/impressum",
    "privacy_url": "https://www.musterstadt.example/datenschutz",
    "accessibility_url": "https://www.musterstadt.example/barrierefreiheit",
    "accent": "#0b5c3b",
    "profiles": "https://social.example/@musterstadt https://bsky.example/profile/musterstadt",
}
NOON = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)  # 12:00 in town


def settings(**changes: str) -> SiteSettings:
    return read_settings({**SETTINGS, **changes})


def site(public_folder: Path, **changes: str) -> Site:
    return Site(public_folder, settings(**changes))


def message(number: int = 1, **changes: Any) -> Outgoing:
    plain = Outgoing(
        public_id=f"mitteilung-{number}",
        language="de",
        title=f"Brücke Nr. {number} gesperrt",
        parts=(f"Die Brücke Nr. {number} ist gesperrt.\n\nUmleitung über die Hauptstraße.",),
        html=f"<p>Die Brücke Nr. {number} ist gesperrt.</p><p>Umleitung über die Hauptstraße.</p>",
        summary=f"Umleitung wegen der Brücke Nr. {number}",
        link=LinkCard("https://www.musterstadt.example/bruecke", "Karte der Umleitung", ""),
        hashtags=("Verkehr", "Brücke"),
        topic="Verkehr",
        department="Tiefbauamt",
        contact="Anna Beispiel, Tel. 01234 56-789, tiefbau@musterstadt.example",
    )
    return replace(plain, **changes)


def step(number: int = 1, *, minutes: int = 0) -> Step:
    return Step(f"schritt-{number}", NOON + timedelta(minutes=number + minutes))


def picture(
    width: int = 640,
    height: int = 360,
    *,
    kind: str = "JPEG",
    alt_text: str = "Gesperrte Brücke",
    colour: str = "#336699",
    **saving: Any,
) -> Picture:
    image = Image.new("RGB", (width, height), colour)
    ImageDraw.Draw(image).ellipse((0, 0, width // 2, height // 2), "#ffcc00")
    buffer = BytesIO()
    image.save(buffer, kind, **saving)
    content = buffer.getvalue()
    sha256 = hashlib.sha256(content).hexdigest()
    return Picture(sha256, f"image/{kind.lower()}", width, height, alt_text, content)


def files(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder by its path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def times(folder: Path) -> dict[str, int]:
    """Return when each file below a folder was written, in nanoseconds."""
    return {
        path.relative_to(folder).as_posix(): path.stat().st_mtime_ns
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }

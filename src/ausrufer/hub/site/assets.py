"""Style sheets and fonts of a site, copied into it: pages must stand on a host without the app."""

import gzip
import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings as django_settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

from ausrufer.hub.site.colour import THEME, style_sheet
from ausrufer.hub.site.frame import Frame

_IN_CSS = re.compile(r"""url\(\s*["']?(?!data:|https?:|#)([^"')?#]+)""")


@dataclass(frozen=True, slots=True)
class Assets:
    """Every file a page needs beside itself, by path below `folder`; `folder` names their state."""

    folder: str
    files: tuple[tuple[str, bytes], ...]

    def below_root(self) -> dict[str, bytes]:
        """Return the files by path below the root of the site, packed ones beside them."""
        below = {self.folder + name: content for name, content in self.files}
        packed = {
            f"{path}.gz": gzip.compress(content, 9, mtime=0)
            for path, content in below.items()
            if path.endswith((".css", ".svg"))
        }
        return below | packed


@lru_cache(maxsize=64)
def assets_of(accent: str) -> Assets:
    """Return the assets of the pages as they are built now, with the town's accent colour."""
    found: dict[str, bytes] = {}
    probe = render_to_string("hub/probe.html", {"frame": Frame(None, "", "", "")})
    for name in _names_in(probe):
        _collect(name, found)
    for folder in {name.rpartition("/")[0] for name in found}:
        _collect_licence(folder, found)
    found[THEME] = style_sheet(accent).encode()
    digest = hashlib.sha256()
    for name in sorted(found):
        digest.update(name.encode() + b"\0" + hashlib.sha256(found[name]).digest())
    return Assets(f"_assets/{digest.hexdigest()[:16]}/", tuple(sorted(found.items())))


def pointed_at(folder: str, html: str) -> str:
    """Return a page whose head asks for its assets below `folder` instead of at the app.

    Only the head is touched: what people wrote stands in the body, and quoted in the head.
    """
    head, end, body = html.partition("</head>")
    return _static_address().sub(lambda match: f'="{folder}{match[1]}"', head) + end + body


def _names_in(html: str) -> list[str]:
    head = html.partition("</head>")[0]
    return [match[1] for match in _static_address().finditer(head)]


def _static_address() -> re.Pattern[str]:
    return re.compile(f'="{re.escape(str(django_settings.STATIC_URL))}([^"?]+)(?:\\?v=[^"]*)?"')


def _collect(name: str, found: dict[str, bytes]) -> None:
    """Add an asset and, for a style sheet, whatever it loads."""
    if name in found:
        return
    location = finders.find(name)
    if not isinstance(location, str):
        raise FileNotFoundError(f"browser asset {name} is missing: run `python tools/assets.py`")
    found[name] = Path(location).read_bytes()
    if name.endswith(".css"):
        for target in _IN_CSS.findall(found[name].decode()):
            _collect(_joined(name, target), found)


def _collect_licence(folder: str, found: dict[str, bytes]) -> None:
    for name in ("LICENSE.md", "LICENSE.txt"):
        location = finders.find(f"{folder}/{name}")
        if isinstance(location, str):
            found[f"{folder}/{name}"] = Path(location).read_bytes()


def _joined(name: str, target: str) -> str:
    parts = name.split("/")[:-1]
    for part in target.split("/"):
        if part == "..":
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts)

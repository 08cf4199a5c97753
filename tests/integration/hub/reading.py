"""Reading a site the way its readers do: by its addresses, links and feeds."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag, urljoin

import lxml.html
import mf2py

from ausrufer.hub.site.publishing import Site


def file_at(site: Site, address: str) -> Path:
    """Return the file a web server would show at an address of the site."""
    path = urldefrag(address)[0].removeprefix(site.settings.base_url)
    return site.web / (path + "index.html" if path.endswith("/") or not path else path)


def page(site: Site, path: str = "") -> lxml.html.HtmlElement:
    """Return the page at a path of the site."""
    return lxml.html.fromstring(file_at(site, site.settings.address(path)).read_bytes())


def feed(site: Site, path: str = "") -> dict[str, Any]:
    """Return the JSON Feed of a list."""
    found: dict[str, Any] = json.loads((site.web / f"{path}feed.json").read_bytes())
    return found


def titles(site: Site, path: str = "") -> list[str]:
    """Return the headlines on a page of the site, as they stand."""
    return [found.text_content() for found in page(site, path).find_class("hub-card__title")]


def microformats(site: Site, path: str) -> dict[str, Any]:
    """Return what machines read from a page."""
    address = site.settings.address(path)
    found: dict[str, Any] = mf2py.parse(doc=file_at(site, address).read_text("utf-8"), url=address)
    return found


def dead_links(site: Site) -> list[tuple[str, str]]:
    """Return (page, address) of every link within the site that leads nowhere."""
    dead = []
    for file in sorted(site.web.rglob("*.html")):
        path = file.relative_to(site.web).as_posix().removesuffix("index.html")
        here = site.settings.address("" if path == "404.html" else path)
        document = lxml.html.fromstring(file.read_bytes())
        for _, attribute, link, _ in document.iterlinks():
            for one in _addresses(attribute, link):
                target = urljoin(here, one)
                if _ours(site, target) and not file_at(site, target).is_file():
                    dead.append((path, one))
    return dead


def _addresses(attribute: str | None, link: str) -> list[str]:
    return [part.split()[0] for part in link.split(",")] if attribute == "srcset" else [link]


def _ours(site: Site, address: str) -> bool:
    # Addresses below /abonnieren/ are answered by the app.
    base = site.settings.base_url
    return address.startswith(base) and not address.startswith(f"{base}abonnieren/")

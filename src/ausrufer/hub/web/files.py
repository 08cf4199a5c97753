"""Finding the file a reader asks for, without a database and without leaving the site's folder."""

import gzip
from dataclasses import dataclass
from email.utils import formatdate
from pathlib import Path

from ausrufer.hub.site.message import GONE, PAGE
from ausrufer.hub.site.publishing import WEB

_DOCUMENT = "application/pdf"
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".md": "text/plain; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".atom": "application/atom+xml; charset=utf-8",
    ".rss": "application/rss+xml; charset=utf-8",
    ".json": "application/feed+json; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
    ".webp": "image/webp",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".gif": "image/gif",
    ".mp4": "video/mp4",
    ".webm": "video/webm",
    ".vtt": "text/vtt; charset=utf-8",
    ".pdf": _DOCUMENT,
}
_FOR_EVER = "public, max-age=31536000, immutable"
_NEVER_CHANGES = ("_assets/", "bilder/", "filme/", "dokumente/")
_FOR_A_MOMENT = "public, max-age=10"


@dataclass(frozen=True, slots=True)
class Found:
    """A file of the site; `status` is 200, 404 or 410."""

    path: Path
    status: int
    content_type: str
    size: int
    modified: float
    tag: str
    cache_control: str

    @property
    def last_modified(self) -> str:
        """The time of the last change as HTTP writes it."""
        return formatdate(self.modified, usegmt=True)

    @property
    def compressible(self) -> bool:
        """Tell whether packing saves anything; a document is packed in itself."""
        words = self.content_type.startswith(("text/", "application/", "image/svg"))
        return words and self.content_type != _DOCUMENT

    @property
    def wound(self) -> bool:
        """Tell whether readers ask for parts of it."""
        return self.content_type.startswith("video/") or self.content_type == _DOCUMENT

    def content(self) -> bytes:
        """Return the bytes as they are."""
        return self.path.read_bytes()

    def packed(self) -> bytes:
        """Return the bytes gzipped: from the file beside it where there is one."""
        beside = self.path.with_name(self.path.name + ".gz")
        if beside.is_file():
            return beside.read_bytes()
        return gzip.compress(self.content(), 5, mtime=0)


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The address lacks its last slash."""

    path: str


def look_up(site: Path, path: str) -> Found | Elsewhere | None:
    """Return what the site has at `path` (without leading slash); None where it has nothing."""
    root = site / WEB
    if not _is_plain(path):
        return None
    target = root / path
    if target.is_dir():
        if path and not path.endswith("/"):
            return Elsewhere(path)
        page = _file(target / PAGE, path + PAGE, 200)
        return page or _file(target / GONE, path + GONE, 410)
    if path.endswith("/"):
        return None
    return _file(target, path, 200)


def lost_page(site: Path) -> Found | None:
    """Return the page for readers who got lost."""
    return _file(site / WEB / "404.html", "404.html", 404)


def _is_plain(path: str) -> bool:
    """Tell whether a path can only lead downwards; hidden files are other writers' business."""
    if "\\" in path or "\0" in path or path.startswith("/") or len(path) > 500:  # noqa: PLR2004 - longer than any path of ours
        return False
    parts = path.removesuffix("/").split("/")
    return path == "" or not any(part == "" or part.startswith(".") for part in parts)


def _file(target: Path, path: str, status: int) -> Found | None:
    content_type = _TYPES.get(target.suffix)
    try:
        facts = target.stat()
    except OSError:
        return None
    if content_type is None or not target.is_file():
        return None
    return Found(
        path=target,
        status=status,
        content_type=content_type,
        size=facts.st_size,
        modified=facts.st_mtime,
        tag=f"{facts.st_mtime_ns:x}-{facts.st_size:x}",
        cache_control=_FOR_EVER if path.startswith(_NEVER_CHANGES) else _FOR_A_MOMENT,
    )

"""Where things lie below the root of a site: paths without a leading slash. Pure."""

import base64
import hashlib
import re
import unicodedata
from datetime import datetime

from ausrufer.foundation.clock import in_town_time
from ausrufer.hub.site.errors import SiteRefused

_SPELLED = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "o", "ł": "l", "&": " und "}
)
_LONGEST = 60
_PERMALINK = re.compile(r"[0-9]{4}/[0-9]{2}/[a-z0-9][a-z0-9_-]{0,120}")
_SLUG = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{1,20}){0,3}|[a-z]{4,10}-sprache")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_FILM_ENDINGS = {"video/mp4": "mp4", "video/webm": "webm"}
_ENDINGS = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp", "image/gif": "gif"}


def slug(text: str, *, otherwise: str = "mitteilung") -> str:
    """Return a readable part of an address: a-z, 0-9 and hyphens, at most 60 characters."""
    spelled = unicodedata.normalize("NFC", text).lower().translate(_SPELLED)
    plain = unicodedata.normalize("NFKD", spelled).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if len(words) > _LONGEST:
        words = words[: _LONGEST + 1].rsplit("-", 1)[0][:_LONGEST]
    return words or otherwise


def short_id(public_id: str) -> str:
    """Return eight characters that tell messages of the same title and month apart."""
    digest = hashlib.sha256(public_id.encode()).digest()
    return base64.b32encode(digest[:5]).decode().lower()


def message_path(public_id: str, title: str, published_at: datetime) -> str:
    """Return the permalink of a message, for example `2026/11/wochenmarkt-a2b3c4d5/`."""
    return f"{in_town_time(published_at):%Y/%m}/{slug(title)}-{short_id(public_id)}/"


def given_path(path: str) -> str:
    """Return the permalink somebody fixed before, with its slash; empty where nobody did.

    Raises SiteRefused for a path that would lie elsewhere on the site.
    """
    if path and not _PERMALINK.fullmatch(path.strip("/")):
        raise SiteRefused("Die Adresse dieser Mitteilung hat nicht die Form Jahr/Monat/Titel.")
    return f"{path.strip('/')}/" if path else ""


def is_slug(name: str) -> bool:
    """Tell whether a folder below a message may be called so: `en/`, `leichte-sprache/`."""
    return bool(_SLUG.fullmatch(name))


def month_path(moment: datetime) -> str:
    """Return the archive of a month in town time, for example `archiv/2026/11/`."""
    return f"archiv/{in_town_time(moment):%Y/%m}/"


def topic_path(topic: str) -> str:
    """Return the page of a topic."""
    return f"thema/{_slug_of_name(topic)}/"


def department_path(department: str) -> str:
    """Return the page of a department."""
    return f"amt/{_slug_of_name(department)}/"


def picture_folder(sha256: str) -> str:
    """Return where the files of a picture lie; raises ValueError for anything but a SHA-256."""
    if not _SHA256.fullmatch(sha256):
        raise ValueError("not a SHA-256 in hex")
    return f"bilder/{sha256[:32]}/"


def picture_path(sha256: str, media_type: str) -> str:
    """Return the picture as it was sent; raises KeyError for a type no page shows."""
    return f"{picture_folder(sha256)}bild.{_ENDINGS[media_type]}"


def variant_path(sha256: str, width: int) -> str:
    """Return the picture in a smaller width."""
    return f"{picture_folder(sha256)}{width}.webp"


def film_folder(sha256: str) -> str:
    """Return where the files of a film lie; raises ValueError for anything but a SHA-256."""
    if not _SHA256.fullmatch(sha256):
        raise ValueError("not a SHA-256 in hex")
    return f"filme/{sha256[:32]}/"


def film_path(sha256: str, media_type: str) -> str:
    """Return the film as it was sent; raises KeyError for a type no page plays."""
    return f"{film_folder(sha256)}film.{_FILM_ENDINGS[media_type]}"


def document_folder(sha256: str) -> str:
    """Return where a document lies; raises ValueError for anything but a SHA-256."""
    if not _SHA256.fullmatch(sha256):
        raise ValueError("not a SHA-256 in hex")
    return f"dokumente/{sha256[:32]}/"


def document_path(sha256: str, title: str) -> str:
    """Return the document; whoever saves it keeps its title as the name of the file."""
    return f"{document_folder(sha256)}{slug(title, otherwise='dokument')}.pdf"


def captions_path(film_sha256: str, captions_sha256: str) -> str:
    """Return the captions of a film; other words are another file."""
    if not _SHA256.fullmatch(captions_sha256):
        raise ValueError("not a SHA-256 in hex")
    return f"{film_folder(film_sha256)}{captions_sha256[:16]}.vtt"


def up(path: str) -> str:
    """Return the way from the page at `path` back to the root: `./` or `../../`."""
    return "../" * path.count("/") or "./"


def _slug_of_name(name: str) -> str:
    # Names without a Latin letter need an address as well, and the same one every time.
    return slug(name, otherwise=f"x-{short_id(name)}")

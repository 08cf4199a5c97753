"""What a town says about its site: read from the plain access fields of the channel. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

from ausrufer.hub.site.colour import checked_accent
from ausrufer.hub.site.errors import SettingsRefused

DEFAULT_ACCENT = "#1c4f8f"
RESERVED_FOLDER = "hosts"  # beside the sites: which host belongs to which
LANGUAGES = ("de", "en")
_MARKS = {"de": "ÜBUNG: ", "en": "EXERCISE: "}
_FOLDER = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
_EMAIL = re.compile(r"[^\s@<>\"?&%]+@[^\s@<>\"?&%]+\.[^\s@<>\"?&%]+")
_NOT_IN_ADDRESS = re.compile(r"[\s\"'<>\\]")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f]")
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class SiteSettings:
    """The checked settings of one site; `base_url` ends with a slash."""

    base_url: str
    folder: str
    town_name: str
    contact_email: str
    claim: str = ""
    imprint_url: str = ""
    privacy_url: str = ""
    accessibility_url: str = ""
    accent: str = DEFAULT_ACCENT
    language: str = "de"
    profiles: tuple[str, ...] = ()
    exercise: bool = False  # never typed: the organisation practises

    def address(self, path: str = "") -> str:
        """Return the absolute address of a path of this site."""
        return self.base_url + path

    @property
    def mark(self) -> str:
        """What every headline begins with in an exercise, so that nobody takes it for serious."""
        return _MARKS[self.language] if self.exercise else ""

    def marked(self, title: str) -> str:
        """Return a headline as it leaves the site."""
        return self.mark + title

    @property
    def host(self) -> str:
        """The host and port readers ask for, in lower case."""
        return urlsplit(self.base_url).netloc.lower()

    @property
    def base_path(self) -> str:
        """The path below which the site lies; "/" where it has the host for itself."""
        return urlsplit(self.base_url).path


def read_settings(values: Mapping[str, str]) -> SiteSettings:
    """Check the access fields of a hub channel; raises SettingsRefused with a German sentence."""
    text = {name: value.strip() for name, value in values.items() if isinstance(value, str)}
    for name, value in text.items():
        _check_line(name, value)
    return SiteSettings(
        base_url=_base_address(_required(text, "base_url", "Adresse der Webseite")),
        folder=_folder(_required(text, "folder", "Ordner")),
        town_name=_required(text, "town_name", "Name der Stadt"),
        contact_email=_email(_required(text, "contact_email", "E-Mail-Adresse")),
        claim=text.get("claim", ""),
        imprint_url=_optional_address(text, "imprint_url"),
        privacy_url=_optional_address(text, "privacy_url"),
        accessibility_url=_optional_address(text, "accessibility_url"),
        accent=checked_accent(text.get("accent") or DEFAULT_ACCENT),
        language=_language(text.get("language") or "de"),
        profiles=tuple(_web_address(word) for word in text.get("profiles", "").split()),
    )


def _check_line(name: str, value: str) -> None:
    allowed = _LONGEST * 10 if name == "profiles" else _LONGEST
    if len(value) > allowed:
        raise SettingsRefused(f"Eine Angabe zur Webseite ist länger als {allowed} Zeichen.")
    if name != "profiles" and _CONTROLS.search(value):
        raise SettingsRefused("Eine Angabe zur Webseite enthält Steuerzeichen.")


def _required(text: Mapping[str, str], name: str, label: str) -> str:
    value = text.get(name, "")
    if not value:
        raise SettingsRefused(f"Zur Webseite fehlt die Angabe „{label}“.")
    return value


def _folder(value: str) -> str:
    if not _FOLDER.fullmatch(value):
        raise SettingsRefused(
            "Der Ordner der Webseite darf nur aus Kleinbuchstaben, Ziffern und Bindestrichen "
            "bestehen, zum Beispiel „musterstadt“."
        )
    if value == RESERVED_FOLDER:
        raise SettingsRefused(f"Der Ordner „{value}“ ist reserviert. Bitte einen anderen wählen.")
    return value


def _email(value: str) -> str:
    if not _EMAIL.fullmatch(value):
        raise SettingsRefused("Die E-Mail-Adresse der Webseite ist nicht gültig.")
    return value


def _optional_address(text: Mapping[str, str], name: str) -> str:
    return _web_address(text[name]) if text.get(name) else ""


def _base_address(value: str) -> str:
    address = _web_address(value)
    parts = urlsplit(address)
    if parts.query or parts.fragment:
        raise SettingsRefused("Die Adresse der Webseite darf weder ? noch # enthalten.")
    return address.rstrip("/") + "/"


def _web_address(value: str) -> str:
    try:
        parts = urlsplit(value)
        host, port = (parts.hostname or "").encode("idna").decode(), parts.port
    except ValueError:  # UnicodeError included
        parts, host, port = urlsplit(""), "", None
    plain = parts.scheme in ("http", "https") and host and parts.username is None
    if not plain or _NOT_IN_ADDRESS.search(value):
        raise SettingsRefused(
            f"„{value[:80]}“ ist keine vollständige Adresse. Sie beginnt mit https:// und enthält "
            "keine Leerzeichen."
        )
    netloc = f"[{host}]" if ":" in host else host
    netloc = f"{netloc}:{port}" if port is not None else netloc
    return urlunsplit((parts.scheme, netloc, parts.path, parts.query, parts.fragment))


def _language(value: str) -> str:
    if value not in LANGUAGES:
        raise SettingsRefused("Als Sprache der Webseite sind „de“ und „en“ möglich.")
    return value

"""Links that lead nowhere, follow their readers or hide where they lead."""

from collections.abc import Iterator, Mapping
from ipaddress import ip_address
from urllib.parse import parse_qsl, urlsplit

from ausrufer.announcements.adaptation.finding import Finding
from ausrufer.announcements.adaptation.markdown import is_web
from ausrufer.announcements.preflight.message import Message
from ausrufer.announcements.preflight.passage import Link, Passage
from ausrufer.announcements.preflight.wordlists import words

_INTERNAL = (".local", ".intern", ".internal", ".lan", ".localhost", ".home.arpa")
# RFC 2606: names for examples, which never resolve
_RESERVED = (".example", ".test", ".invalid")
LONGEST_ADDRESS = 500  # letters


def about_links(message: Message) -> Iterator[Finding]:
    """Yield what is wrong with the addresses in the text, the chosen one, those in the fields."""
    for passage, link in links(message):
        codes = _codes(link.address)
        if link.address in message.circumstances.dead_links:
            codes.append("link_dead")
        for code in codes:
            yield passage.finding(code, link.start, link.end)


def links(message: Message) -> Iterator[tuple[Passage, Link]]:
    """Yield every web address of a message with the field it stands in."""
    chosen = Passage.read("link", message.source.link)
    own = (
        Passage.read(f"details.{name}", address)
        for name, address in message.circumstances.links.items()
    )
    for passage in (*message.passages, chosen, *own):
        for link in passage.links:
            if is_web(link.address):
                yield passage, link


def addresses_to_ask(
    title: str, body: str, link: str, own: Mapping[str, str] | None = None
) -> tuple[str, ...]:
    """Return the public addresses of a message, each once, that somebody could ask.

    `own` are the links in the fields of its kind, by the name of their field.
    """
    fields = (("title", title), ("body", body), ("link", link), *(own or {}).items())
    found = [one.address for name, text in fields for one in Passage.read(name, text).links]
    return tuple(one for one in dict.fromkeys(found) if is_web(one) and _can_be_asked(one))


def _can_be_asked(address: str) -> bool:
    host = (urlsplit(address).hostname or "").casefold()
    return (
        len(address) <= LONGEST_ADDRESS and not _is_internal(host) and not host.endswith(_RESERVED)
    )


def _codes(address: str) -> list[str]:
    parts = urlsplit(address)
    host = (parts.hostname or "").casefold()
    found = []
    if _is_internal(host):
        found.append("link_internal")
    elif parts.scheme == "http":
        found.append("link_insecure")
    if host.removeprefix("www.") in words("shorteners"):
        found.append("link_hidden")
    if any(_follows(name) for name, _value in parse_qsl(parts.query, keep_blank_values=True)):
        found.append("link_tracks")
    return found


def _is_internal(host: str) -> bool:
    try:
        return not ip_address(host).is_global
    except ValueError:
        return "." not in host or host.endswith(_INTERNAL)


def _follows(name: str) -> bool:
    small = name.casefold()
    return any(
        small.startswith(one[:-1]) if one.endswith("*") else small == one
        for one in words("trackers")
    )

"""Mail addresses as the house keeps and compares them: pure."""

import re
import unicodedata
from dataclasses import dataclass

import idna

_MOST = 254  # RFC 5321 with its erratum 1690
_MOST_LOCAL = 64  # octets, RFC 5321 4.5.3.1.1
# RFC 5322 atext, opened to other scripts by RFC 6532. Quoted local parts are refused on purpose:
# nobody uses them, and they are where injections hide.
_ATOMS = re.compile(r"[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*")


class NotAnAddress(ValueError):
    """The text is no mail address the house can write to."""


@dataclass(frozen=True, slots=True)
class MailAddress:
    """An address with its domain in ASCII (`xn--…`) and its local part as it was given."""

    local: str
    domain: str

    def __str__(self) -> str:
        return f"{self.local}@{self.domain}"

    @property
    def international(self) -> bool:
        """Tell whether the local part needs SMTPUTF8 (RFC 6531)."""
        return not self.local.isascii()


def parse(text: str) -> MailAddress:
    """Return the address in `text`, without display name; raises NotAnAddress."""
    clean = unicodedata.normalize("NFC", text.strip())
    local, at, domain = clean.rpartition("@")
    if not at or len(clean) > _MOST or not _ATOMS.fullmatch(local):
        raise NotAnAddress("no plain address")
    if len(local.encode()) > _MOST_LOCAL:
        raise NotAnAddress("local part too long")
    found = MailAddress(local, _in_ascii(domain))
    if len(str(found)) > _MOST:
        raise NotAnAddress("too long")
    return found


def _in_ascii(domain: str) -> str:
    top = domain.rpartition(".")
    if not top[1] or not top[2] or top[2].isdecimal():  # a bare host, an open end, an IP address
        raise NotAnAddress("no full domain")
    try:
        return idna.encode(domain, uts46=True, std3_rules=True).decode()
    except (idna.IDNAError, UnicodeError) as wrong:
        raise NotAnAddress("no domain") from wrong

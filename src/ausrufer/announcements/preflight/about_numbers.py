"""Numbers and addresses that belong to a person rather than to an office."""

from collections.abc import Iterator

import phonenumbers
import regex
from phonenumbers import PhoneNumberType
from stdnum import iban

from ausrufer.announcements.adaptation.finding import Finding
from ausrufer.announcements.preflight.message import Message
from ausrufer.announcements.preflight.passage import Passage
from ausrufer.announcements.preflight.wordlists import words

_ENOUGH_DIGITS = regex.compile(r"\d(?:[\s/()–-]*\d){8,}")
_MAILBOX = regex.compile(r"[\w.+-]+@(?P<host>[\w-]+(?:\.[\w-]+)+)")
_IBAN = regex.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b")
_PLATE = regex.compile(
    r"(?<![\w-])(?P<district>[A-ZÄÖÜ]{1,3})(?P<sign>[- ])[A-Z]{1,2}[- ]?[1-9]\d{0,3}[EH]?(?![\w-])"
)
_OF_A_CAR = regex.compile(r"Kennzeichen|Nummernschild|Pkw|PKW|Fahrzeug|Auto\b|Wagen|Transporter")
_NO_DISTRICT = frozenset({"DIN", "ISO", "LED", "USB", "BAB", "FFP", "CO", "EN", "IP", "TV", "KW"})
_NEAR = 60  # letters


def about_numbers(message: Message) -> Iterator[Finding]:
    """Yield mobile numbers, private mailboxes, accounts and number plates."""
    for passage in message.passages:
        yield from _about_telephones(passage)
        for found in _MAILBOX.finditer(passage.text):
            if found["host"].casefold() in words("freemail"):
                yield passage.finding("private_mailbox", *found.span())
        for found in _IBAN.finditer(passage.text):
            if iban.is_valid(found[0]):
                yield passage.finding("bank_account", *found.span())
        for found in _PLATE.finditer(passage.words):
            if _is_plate(passage, found):
                yield passage.finding("licence_plate", *found.span())


def _about_telephones(passage: Passage) -> Iterator[Finding]:
    if not _ENOUGH_DIGITS.search(passage.words):
        return
    for found in phonenumbers.PhoneNumberMatcher(passage.words, "DE"):
        if phonenumbers.number_type(found.number) is PhoneNumberType.MOBILE:
            yield passage.finding("mobile_number", found.start, found.end)


def _is_plate(passage: Passage, found: "regex.Match[str]") -> bool:
    if found["district"] in _NO_DISTRICT:
        return False
    if found["sign"] == "-" and " " in found[0]:
        return True  # M-AB 1234
    return bool(_OF_A_CAR.search(passage.words[max(0, found.start() - _NEAR) : found.end() + 20]))

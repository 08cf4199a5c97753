"""argparse in German: headings, help and errors."""

import argparse
from typing import Any

MOST = 65_535  # the last port of TCP
SENTENCES = {
    "usage: ": "Aufruf: ",
    "positional arguments": "Angaben",
    "options": "Schalter",
    "show this help message and exit": "diese Hilfe zeigen",
    "%(prog)s: error: %(message)s\n": "%(prog)s: %(message)s\n",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s: %(message)s",
    "the following arguments are required: %s": "Es fehlt: %s",
    "one of the arguments %s is required": "Es fehlt eine dieser Angaben: %s",
    "unrecognized arguments: %s": "Unbekannte Angabe: %s",
    "not allowed with argument %s": "nicht zusammen mit %s",
    "ignored explicit argument %r": "unerwarteter Wert %r",
    "expected one argument": "ein Wert fehlt",
    "expected at most one argument": "höchstens ein Wert",
    "expected at least one argument": "mindestens ein Wert fehlt",
    "invalid choice: %(value)r (choose from %(choices)s)": (
        "%(value)r gibt es nicht. Zur Auswahl stehen: %(choices)s"
    ),
    "unknown parser %(parser_name)r (choices: %(choices)s)": (
        "%(parser_name)r gibt es nicht. Zur Auswahl stehen: %(choices)s"
    ),
    "invalid %(type)s value: %(value)r": "%(value)r ist kein gültiger Wert (%(type)s)",
    "ambiguous option: %(option)s could match %(matches)s": (
        "%(option)s ist mehrdeutig: %(matches)s"
    ),
}


def speak_german() -> None:
    """Have argparse use our sentences; its only seam besides catalogues of the whole program."""
    module: Any = argparse
    module._ = _german
    module.ngettext = lambda one, many, number: _german(one if number == 1 else many)


def port(word: str) -> int:
    """Read a port number."""
    if not word.isdecimal() or not 0 < int(word) <= MOST:
        raise argparse.ArgumentTypeError("muss eine Zahl von 1 bis 65535 sein")
    return int(word)


def _german(text: str) -> str:
    return SENTENCES.get(text, text)

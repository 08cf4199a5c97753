"""Bring the English catalogue in step with the sources; needs GNU gettext.

    python tools/translations.py            extract, keep what is translated, name what is missing
    python tools/translations.py --check    change nothing, fail where the catalogue is behind

German is the language of the sources, so it has no catalogue of its own but for the sentences of
Django and allauth that the house says differently: `locale/de` is written by hand. Set-up compiles
both.
"""

import argparse
import os
import re
import sys
import tempfile
from pathlib import Path
from shutil import copytree

from babel.messages.pofile import read_po
from django.conf import settings
from django.core.management import call_command
from django.core.management.commands import makemessages

HOUSE = Path(__file__).resolve().parent.parent
SOURCE = HOUSE / "src" / "ausrufer"
CATALOGUE = Path("locale", "en", "LC_MESSAGES", "django.po")
# The practice platforms speak for themselves; tests and browser assets have nothing to translate.
LEFT_OUT = ["static/*", "training/*", "*/tests/*", "*/migrations/*"]


def main() -> None:
    """Extract, or check what an extraction would change."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--check", action="store_true")
    check = arguments.parse_args().check
    before, after = (SOURCE / CATALOGUE).read_text(), extracted()
    if not check:
        (SOURCE / CATALOGUE).write_text(after)
    for sentence in untranslated(after):
        print(f"fehlt: {sentence}")
    if check and before != after:
        sys.exit("The catalogue is behind the sources: run python tools/translations.py")


def extracted() -> str:
    """Return the English catalogue as it follows from the sources and what is translated."""
    with tempfile.TemporaryDirectory() as place:
        # Django writes beside the sources it reads; a copy keeps a mere check from changing any.
        copy = Path(place, "ausrufer")
        copytree(SOURCE, copy, ignore=lambda *_: ["vendor", "__pycache__", "training"])
        if not settings.configured:
            settings.configure(USE_I18N=True, LOCALE_PATHS=[copy / "locale"])
        here = Path.cwd()
        os.chdir(copy)
        try:
            call_command(
                makemessages.Command(),
                locale=["en"],
                add_location="file",
                ignore_patterns=LEFT_OUT,
                no_obsolete=True,
                verbosity=0,
            )
        finally:
            os.chdir(here)
        written = (copy / CATALOGUE).read_text()
    return re.sub(r'^"POT-Creation-Date:.*\n', "", written, flags=re.MULTILINE)


def untranslated(catalogue: str) -> list[str]:
    """Return the source strings without a certain translation."""
    found = read_po(catalogue.splitlines(keepends=True))
    return [str(one.id) for one in found if one.id and (not one.string or one.fuzzy)]


if __name__ == "__main__":
    main()

"""Which version of its interface LinkedIn is asked for: configuration, because each ends. Pure.

A version is named by its month and was taken back about a year later (202508 on 17 August 2026).
"""

import re
from datetime import date

from ausrufer.channels.errors import AccessLost

VERSION = "202610"
ENDS = date(2027, 10, 15)
"""When the house must name a newer one at the latest; an estimate after the earlier ones."""

_MONTH = re.compile(r"20[2-9][0-9](0[1-9]|1[0-2])")


def version_of(told: str) -> str:
    """Return the version to ask for; raises AccessLost for what is none."""
    version = told.strip() or VERSION
    if not _MONTH.fullmatch(version):
        raise AccessLost(
            "Die Version der LinkedIn-Schnittstelle besteht aus Jahr und Monat, zum Beispiel "
            f"{VERSION}. Bitte berichtigen Sie das Feld am Kanal oder lassen Sie es leer."
        )
    return version

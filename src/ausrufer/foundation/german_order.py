"""The order of German lists of names (DIN 5007-1): pure.

Databases of this house are made with C.UTF-8, and not every PostgreSQL has ICU: lists of names are
short, so they are put in order here.
"""

import unicodedata


def german_order(name: str) -> tuple[str, str]:
    """Return what to sort a name by: ä as a, ß as ss, small as capital; then as written."""
    apart = unicodedata.normalize("NFKD", name.casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign)), name

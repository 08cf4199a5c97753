"""The wording people agree to. A new wording needs a new version; old ones stay documented here.

Versions: "2026-11" is the wording below.
"""

from django.utils.translation import gettext

VERSION = "2026-11"


def wording(*, newsletter: str, organisation: str) -> str:
    """Return the sentence shown above the button that orders the newsletter."""
    return gettext(
        "Mit der Bestellung willigen Sie ein, dass %(organisation)s Ihnen den Newsletter "
        "„%(newsletter)s“ an diese Adresse schickt. Sie können Ihre Einwilligung jederzeit "
        "widerrufen: mit dem Link in jedem Brief. Dann wird Ihre Adresse gelöscht."
    ) % {"newsletter": newsletter, "organisation": organisation}

"""What connectors are built from, wherever the house builds them."""

from django.conf import settings

from ausrufer.channels.contract import Surroundings
from ausrufer.channels.lending import lend
from ausrufer.foundation.http import GuardedClient


def surroundings(http: GuardedClient) -> Surroundings:
    """Return the surroundings of this installation around an open client."""
    return Surroundings(http=http, public_folder=settings.PUBLIC_FOLDER, lend=lend)

"""The journal entries of feeds and of addresses that platforms call."""

from django.utils.translation import gettext_noop as _

from ausrufer.records.kinds import register

FEED_ADDED = register("feed.added", _("{actor} hat den Feed „{feed}“ eingerichtet."), keep_years=10)
FEED_REMOVED = register(
    "feed.stopped", _("{actor} hat das Lesen des Feeds „{feed}“ beendet."), keep_years=10
)
ADDRESS_MADE = register(
    "webhook.address_made",
    _("{actor} hat für „{channel}“ eine Rückrufadresse angelegt."),
    keep_years=10,
)
ADDRESS_GONE = register(
    "webhook.address_gone",
    _("{actor} hat die Rückrufadresse von „{channel}“ gelöscht."),
    keep_years=10,
)

"""The journal entries of feeds."""

from django.utils.translation import gettext_noop as _

from ausrufer.records.kinds import register

FEED_ADDED = register("feed.added", _("{actor} hat den Feed „{feed}“ eingerichtet."), keep_years=10)
FEED_REMOVED = register(
    "feed.stopped", _("{actor} hat das Lesen des Feeds „{feed}“ beendet."), keep_years=10
)

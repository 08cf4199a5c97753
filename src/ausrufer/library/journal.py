"""The journal entries of pictures and films."""

from django.utils.translation import gettext_noop as _

from ausrufer.records.kinds import register

ADDED = register("asset.added", _("{actor} hat das Bild „{title}“ abgelegt."), keep_years=10)
CHANGED = register(
    "asset.changed",
    _("{actor} hat die Angaben zu „{title}“ geändert: {fields}."),
    keep_years=10,
)
FOCUSED = register(
    "asset.focused", _("{actor} hat den Bildmittelpunkt von „{title}“ gesetzt."), keep_years=3
)
RETIRED = register("asset.retired", _("{actor} hat „{title}“ aussortiert: {reason}"), keep_years=10)
PUT_BACK = register("asset.put_back", _("{actor} hat „{title}“ wieder aufgenommen."), keep_years=10)
FILM_ADDED = register(
    "asset.film_added", _("{actor} hat den Film „{title}“ abgelegt."), keep_years=10
)
DOCUMENT_ADDED = register(
    "asset.document_added", _("{actor} hat das Dokument „{title}“ abgelegt."), keep_years=10
)
FILM_READ = register("asset.film_read", _("{actor} hat den Film „{title}“ gelesen."), keep_years=3)
FILM_REFUSED = register(
    "asset.film_refused",
    _("{actor} hat den Film „{title}“ abgelehnt: {reason}"),
    keep_years=10,
)
CAPTIONED = register(
    "asset.captioned",
    _("{actor} hat Untertitel zum Film „{title}“ abgelegt: {language}."),
    keep_years=10,
)
UNCAPTIONED = register(
    "asset.uncaptioned",
    _("{actor} hat die Untertitel zum Film „{title}“ entfernt: {language}."),
    keep_years=10,
)

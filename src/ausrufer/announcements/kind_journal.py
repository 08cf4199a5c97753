"""The journal entries of an organisation's own kinds."""

from django.utils.translation import gettext_noop as _

from ausrufer.records.kinds import register

KIND_MADE = register(
    "kind.made", _("{actor} hat die Art „{name}“ angelegt: {fields}."), keep_years=10
)
KIND_CHANGED = register(
    "kind.changed",
    _("{actor} hat die Art „{name}“ geändert (Fassung {number}): {fields}."),
    keep_years=10,
)
KIND_RETIRED = register(
    "kind.retired", _("{actor} hat die Art „{name}“ aus der Auswahl genommen."), keep_years=10
)
KIND_BACK = register(
    "kind.back", _("{actor} hat die Art „{name}“ wieder in die Auswahl genommen."), keep_years=10
)

"""The journal entries of the calendar: its set-up and what comes again."""

from django.utils.translation import gettext_noop as _

from ausrufer.records.kinds import register

PLACE_SET = register(
    "calendar.place_set",
    _("{actor} hat Feiertage und Ferien im Kalender eingestellt: {place}."),
    keep_years=10,
)
SLOT_ADDED = register(
    "calendar.slot_added",
    _("{actor} hat für „{channel}“ den Sendeplatz {slot} angelegt."),
    keep_years=10,
)
SLOT_REMOVED = register(
    "calendar.slot_removed",
    _("{actor} hat für „{channel}“ den Sendeplatz {slot} entfernt."),
    keep_years=10,
)
SERIES_BEGUN = register(
    "series.begun", _("{actor} lässt „{title}“ wiederholen: {rule}."), keep_years=10
)
SERIES_MADE = register(
    "series.made", _("Die Wiederholung hat „{title}“ für {when} angelegt."), keep_years=10
)
SERIES_FOLLOWS = register(
    "series.follows",
    _("{actor} hat „{title}“ für alle künftigen Wiederholungen übernommen."),
    keep_years=10,
)
SERIES_ENDED = register(
    "series.ended", _("{actor} hat die Wiederholung von „{title}“ beendet."), keep_years=10
)
FIGURES_ON = register(
    "calendar.figures_on", _("{actor} lässt die Zahlen von „{channel}“ messen."), keep_years=3
)
FIGURES_OFF = register(
    "calendar.figures_off",
    _("{actor} lässt die Zahlen von „{channel}“ nicht mehr messen; die alten sind gelöscht."),
    keep_years=3,
)

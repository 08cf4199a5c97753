"""The journal entries of decisions about checks."""

from django.utils.translation import gettext_noop as _

from ausrufer.records.kinds import register

CHECK_TUNED = register(
    "preflight.tuned",
    _("{actor} hat die Prüfung „{check}“ eingestellt: {severity}. Grund: {reason}"),
    keep_years=10,
)
STYLE_DECIDED = register(
    "preflight.style_decided",
    _(
        "{actor} hat die Schreibweise festgelegt: {style}, Sätze bis {words} Wörter. "
        "Grund: {reason}"
    ),
    keep_years=10,
)
HELD_BACK = register(
    "preflight.held_back",
    _("{actor} hat Zurückhaltung vor „{election}“ eingetragen: {begin} bis {end}. Grund: {reason}"),
    keep_years=10,
)
HELD_BACK_NO_MORE = register(
    "preflight.held_back_no_more",
    _(
        "{actor} hat die Zurückhaltung vor „{election}“ ({begin} bis {end}) gelöscht. "
        "Grund: {reason}"
    ),
    keep_years=10,
)

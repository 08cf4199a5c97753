"""The journal entries of the writing aid: that it was used, by whom, for what; never a text."""

from django.utils.translation import gettext_noop as _

from ausrufer.records.kinds import register

SET_UP = register(
    "writing_aid.set_up",
    _("{actor} hat die Schreibhilfe eingerichtet: {address}, {model}."),
    keep_years=10,
)
SWITCHED_OFF = register(
    "writing_aid.switched_off", _("{actor} hat die Schreibhilfe ausgeschaltet."), keep_years=10
)
ASKED = register(
    "writing_aid.asked",
    _("{actor} hat die Schreibhilfe zu „{title}“ gefragt: {task}. {outcome}"),
    keep_years=3,
)

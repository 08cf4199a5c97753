"""The journal entries of notices: only how the house itself is told."""

from django.utils.translation import gettext_noop as _

from ausrufer.records.kinds import register

MATRIX_SET_UP = register(
    "notices.matrix_set_up",
    _("{actor} hat Hinweise über Matrix eingerichtet: {account} auf {homeserver}."),
    keep_years=10,
    personal=("account",),
)
MATRIX_ENDED = register(
    "notices.matrix_ended", _("{actor} hat Hinweise über Matrix beendet."), keep_years=10
)

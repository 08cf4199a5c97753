"""The journal entries of templates."""

from django.utils.translation import gettext_noop as _

from ausrufer.records.kinds import register

KEPT = register("blueprint.kept", _("{actor} hat die Vorlage „{name}“ gespeichert."), keep_years=3)
FORGOTTEN = register(
    "blueprint.forgotten", _("{actor} hat die Vorlage „{name}“ gelöscht."), keep_years=3
)
OFFERED = register(
    "blueprint.offered",
    _("{actor} bietet die Vorlage „{name}“ den beherbergten Häusern an."),
    keep_years=3,
)
NOT_OFFERED = register(
    "blueprint.not_offered", _("{actor} bietet die Vorlage „{name}“ nicht mehr an."), keep_years=3
)
TAKEN = register(
    "blueprint.taken", _("{actor} hat die Vorlage „{name}“ von {host} übernommen."), keep_years=3
)
FOLLOWED = register(
    "blueprint.followed",
    _("{actor} hat die Änderung von {host} an der Vorlage „{name}“ übernommen."),
    keep_years=3,
)

"""The journal entries of the plan: ideas, what became of them, plans from files."""

from django.utils.translation import gettext_noop as _

from ausrufer.records.kinds import register

IDEA_NOTED = register("idea.noted", _("{actor} hat die Idee „{title}“ notiert."), keep_years=3)
IDEA_CHANGED = register("idea.changed", _("{actor} hat die Idee „{title}“ geändert."), keep_years=3)
IDEA_DROPPED = register(
    "idea.dropped", _("{actor} hat die Idee „{title}“ verworfen."), keep_years=3
)
IDEA_PICKED_UP = register(
    "idea.picked_up", _("{actor} hat die Idee „{title}“ wieder aufgenommen."), keep_years=3
)
IDEA_DRAFTED = register(
    "idea.drafted", _("{actor} hat aus der Idee „{title}“ einen Entwurf gemacht."), keep_years=10
)
PLAN_READ = register(
    "plan.read",
    _("{actor} hat den Plan „{file}“ eingelesen: {created} neue Ideen, {changed} geändert."),
    keep_years=10,
)

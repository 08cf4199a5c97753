"""Reading the kinds of messages an organisation can choose from."""

from ausrufer.announcements.kinds import BUILT_IN, Kind, known_kind
from ausrufer.announcements.models import OwnKind
from ausrufer.foundation.asked_once import once
from ausrufer.foundation.german_order import german_order


@once
def offered_kinds() -> tuple[Kind, ...]:
    """Return the kinds a new message may have: those of the house, then the organisation's own."""
    own = OwnKind.objects.filter(retired_at=None)
    return (*BUILT_IN, *(one.kind for one in own))


def kind_of_key(key: str) -> Kind | None:
    """Return the kind of that name as it is now, also one that is retired."""
    found = known_kind(key)
    if found is not None or not key:
        return found
    own = OwnKind.objects.filter(key=key).first()
    return own.kind if own else None


@once
def all_kinds() -> dict[str, Kind]:
    """Return all kinds as they are now, also retired ones, by their keys."""
    return {one.key: one for one in (*BUILT_IN, *(own.kind for own in OwnKind.objects.all()))}


def labels_of_kinds() -> dict[str, str]:
    """Return the names of all kinds, also of retired ones, by their keys."""
    return {key: kind.label for key, kind in all_kinds().items()}


def own_kinds() -> list[OwnKind]:
    """Return the organisation's own kinds, those that are retired last."""
    found = OwnKind.objects.select_related("changed_by")
    return sorted(found, key=lambda one: (one.retired_at is not None, german_order(one.kind.label)))

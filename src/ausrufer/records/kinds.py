"""The kinds of journal entries; none registers without a retention and an erasure rule."""

from dataclasses import dataclass, field

from ausrufer.records.errors import UnknownKind


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of entry.

    `sentence` is the German sentence with `{actor}` and names of details; `keep_years` says how
    long the details are kept; `personal` names the details that are erased on request.
    """

    name: str
    sentence: str
    keep_years: int
    personal: tuple[str, ...] = field(default=())


_KINDS: dict[str, Kind] = {}


def register(name: str, sentence: str, *, keep_years: int, personal: tuple[str, ...] = ()) -> str:
    """Make a kind known at import and return its name; raises ValueError for a second one."""
    if name in _KINDS:
        raise ValueError(f"journal kind {name} is registered twice")
    if keep_years < 1:
        raise ValueError(f"journal kind {name} needs a retention of at least one year")
    _KINDS[name] = Kind(name, sentence, keep_years, personal)
    return name


def kind(name: str) -> Kind:
    """Return a registered kind; raises UnknownKind."""
    try:
        return _KINDS[name]
    except KeyError as missing:
        raise UnknownKind(name) from missing


def kinds() -> tuple[Kind, ...]:
    """Return all registered kinds by name."""
    return tuple(_KINDS[name] for name in sorted(_KINDS))

"""Who acts: the name that stands in the journal."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, or the house itself (`member_id` None), acting for one organisation."""

    organisation_id: int
    member_id: int | None
    name: str

    @classmethod
    def house(cls, organisation_id: int) -> "Actor":
        """Return the software itself as actor: due times, sweeps and imports."""
        return cls(organisation_id, None, "Ausrufer")

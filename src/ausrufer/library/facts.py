"""What the library tells the floors above; the rows are the truth."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FilmRead:
    """A film was read; it is kept as another (`kept_as`) where the house had the same already."""

    organisation_id: int
    asset_id: int
    kept_as: int

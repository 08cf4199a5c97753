"""What the intake tells the floors above; ids only, the rows are the truth."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PlatformCalled:
    """A platform told something the house acts on: its access, or an own post that is gone."""

    organisation_id: int
    receipt_id: int

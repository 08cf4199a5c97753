"""An in-memory network that tells numbers."""

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from ausrufer.channels.contract import Access, Manifest, Measured, RemotePart, Surroundings
from ausrufer.channels.errors import PermanentFailure, TemporaryFailure
from ausrufer.channels.testing import FakeConnector


class MeasuringConnector(FakeConnector):
    """Tells what `told` holds; an empty one is a network that is out of order."""

    manifest: ClassVar[Manifest] = replace(FakeConnector.manifest, kind="fake_measured")
    told: ClassVar[dict[str, int]] = {}
    asked: ClassVar[list[Sequence[RemotePart]]] = []
    deleted: ClassVar[set[str]] = set()
    reaching: ClassVar[list[frozenset[str] | None]] = []

    def __init__(self, surroundings: Surroundings) -> None:
        super().__init__(surroundings)
        self.reaching.append(surroundings.http.policy.only)

    async def measure(self, access: Access, published: Sequence[RemotePart]) -> Measured:
        """Return the numbers."""
        del access
        self.asked.append(published)
        if self.deleted & {part.remote_id for part in published}:
            raise PermanentFailure("Das gibt es nicht mehr.")
        if not self.told:
            raise TemporaryFailure("Gerade gestört.")
        return Measured(self.told)

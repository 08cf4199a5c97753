"""An in-memory network that tells numbers."""

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from ausrufer.channels.contract import Access, Manifest, Measured, RemotePart
from ausrufer.channels.errors import TemporaryFailure
from ausrufer.channels.testing import FakeConnector


class MeasuringConnector(FakeConnector):
    """Tells what `told` holds; an empty one is a network that is out of order."""

    manifest: ClassVar[Manifest] = replace(FakeConnector.manifest, kind="fake_measured")
    told: ClassVar[dict[str, int]] = {}
    asked: ClassVar[list[Sequence[RemotePart]]] = []

    async def measure(self, access: Access, published: Sequence[RemotePart]) -> Measured:
        """Return the numbers."""
        del access
        self.asked.append(published)
        if not self.told:
            raise TemporaryFailure("Gerade gestört.")
        return Measured(self.told)

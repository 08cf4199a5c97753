"""A network in memory that takes a document instead of pictures."""

from dataclasses import replace
from typing import ClassVar

from ausrufer.channels.contract import DocumentRules, Manifest
from ausrufer.channels.testing import FakeConnector


class PaperConnector(FakeConnector):
    """Takes one document."""

    manifest: ClassVar[Manifest] = replace(
        FakeConnector.manifest,
        kind="paper",
        label="Papier (Probe)",
        documents=DocumentRules(most=1),
    )

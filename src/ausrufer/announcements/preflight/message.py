"""A message as the checks read it."""

from dataclasses import dataclass
from typing import Self

from ausrufer.announcements.adaptation.source import Source
from ausrufer.announcements.preflight.circumstances import Circumstances
from ausrufer.announcements.preflight.passage import Passage


@dataclass(frozen=True, slots=True)
class Message:
    """The texts of a message, read once for all checks, and what is known around it."""

    source: Source
    circumstances: Circumstances
    title: Passage
    body: Passage

    @classmethod
    def read(cls, source: Source, circumstances: Circumstances) -> Self:
        """Read the texts of a message."""
        title = Passage.read("title", source.title)
        return cls(source, circumstances, title, Passage.read("body", source.body))

    @property
    def passages(self) -> tuple[Passage, Passage]:
        """Title and text."""
        return self.title, self.body

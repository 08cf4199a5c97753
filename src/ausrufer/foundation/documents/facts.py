"""What is known of a document, and what the house takes: plain values, nothing is read here."""

from dataclasses import dataclass

MEDIA_TYPE = "application/pdf"
MOST_BYTES = 20_000_000  # as pictures: every proxy lets them through, every reader can load them
MOST_PAGES = 300  # LinkedIn takes no more


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """What a PDF says about itself; `title` and `language` (BCP 47) are empty where it does not.

    `tagged`: it has the structure that a screen reader needs (PDF/UA, ISO 14289-1, 7.1).
    """

    pages: int
    size: int  # bytes
    title: str = ""
    language: str = ""
    tagged: bool = False


class DocumentRefused(Exception):
    """The document cannot be taken; `for_staff` says why in German."""

    def __init__(self, for_staff: str) -> None:
        super().__init__(for_staff)
        self.for_staff = for_staff

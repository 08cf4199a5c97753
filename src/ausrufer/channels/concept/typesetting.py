"""Sets a concept in type: the concept as JSON comes in, the PDF goes out.

A program of its own, started for each document: Typst keeps what it has read for as long as it
lives, and a process of the web would grow with every download. Imports nothing of the house.
"""

import sys
from pathlib import Path
from typing import Literal

STANDARDS: list[Literal["ua-1", "a-2a"]] = ["ua-1", "a-2a"]
TEMPLATE = Path(__file__).with_name("concept.typ")


def typeset(template: bytes, concept: str, *, at: int) -> bytes:
    """Return the document as PDF/UA-1 and PDF/A-2a, dated `at` (seconds since 1970).

    Raises TypstError, for one where a sign is not in the fonts.
    """
    # only the program needs it, not the web server, which asks where this file is
    import typst

    return typst.compile(
        template,
        sys_inputs={"concept": concept},
        format="pdf",
        pdf_standards=[*STANDARDS],
        # the machine's own fonts would make every server's document look different
        font_paths=typst.Fonts(include_system_fonts=False),
        timestamp=at,
    )


def main() -> None:
    """Read standard input, write standard output; the date is the only argument."""
    concept = sys.stdin.buffer.read().decode()
    sys.stdout.buffer.write(typeset(TEMPLATE.read_bytes(), concept, at=int(sys.argv[1])))


if __name__ == "__main__":
    main()

"""The usage concept as an accessible PDF (PDF/UA-1 and PDF/A-2a), set by Typst.

The concept reaches the template as plain strings: nothing in it is read as markup, and the template
asks for no file, no package and no address.
"""

import json
import logging
import subprocess
import sys
import unicodedata
from datetime import UTC, datetime, time
from pathlib import Path

from django.utils.translation import gettext as _

from ausrufer.channels.concept import typesetting
from ausrufer.channels.concept.content import Answers, Block, Concept, Grid, Points, Text
from ausrufer.organisations.errors import Refused

MEDIA_TYPE = "application/pdf"
# What the fonts inside Typst can show. PDF/UA refuses a document with signs nobody would see.
SHOWN = (
    (0x20, 0x7E),
    (0xA0, 0xAC),
    (0xAE, 0x377),
    (0x384, 0x38A),
    (0x38E, 0x3A1),
    (0x3A3, 0x484),
    (0x48A, 0x4FF),
    (0x1E00, 0x1EFF),
    (0x2000, 0x200A),
    (0x2010, 0x2027),
    (0x2030, 0x203E),
    (0x2070, 0x2071),
    (0x2074, 0x208E),
    (0x20A0, 0x20BF),
    (0x2190, 0x22FF),
    (0x25A0, 0x25FF),
    (0x2713, 0x2714),
)
_PATIENCE = 60  # seconds; thirty channels with the longest answers take five
_PROGRAM = Path(typesetting.__file__)

log = logging.getLogger(__name__)


def as_pdf(concept: Concept) -> bytes:
    """Return the concept as a tagged PDF with title and language; raises Refused where none comes.

    The program gets none of this house's environment, and the words on its standard input.
    """
    at = int(datetime.combine(concept.as_of, time(), UTC).timestamp())
    try:
        done = subprocess.run(  # noqa: S603 - our own program, no words of people
            [sys.executable, "-I", str(_PROGRAM), str(at)],
            input=json.dumps(_plain(concept)).encode(),
            capture_output=True,
            check=True,
            timeout=_PATIENCE,
            env={},
        )
    except (subprocess.SubprocessError, OSError) as failed:
        why = getattr(failed, "stderr", None) or b""
        log.exception("the usage concept was not set: %s", why.decode(errors="replace"))
        raise Refused(
            _("Das PDF ließ sich nicht erstellen. Bitte laden Sie das Konzept als ODT.")
        ) from failed
    return done.stdout


def shown(text: str) -> str:
    """Return text as the fonts can show it: other signs by their number, unseen ones not at all."""
    return "".join(sign if _is_shown(sign) else _named(sign) for sign in text)


def _is_shown(sign: str) -> bool:
    return any(first <= ord(sign) <= last for first, last in SHOWN)


def _named(sign: str) -> str:
    unseen = unicodedata.category(sign) in {"Cc", "Cf", "Mn", "Zl", "Zp"}
    return "" if unseen else f"[U+{ord(sign):04X}]"


def _plain(concept: Concept) -> dict[str, object]:
    return {
        "title": shown(concept.title),
        "town": shown(concept.town),
        "stated": shown(concept.stated),
        "sections": [
            {
                "title": shown(one.title),
                "level": one.level,
                "blocks": [_block(block) for block in one.blocks],
            }
            for one in concept.sections
        ],
    }


def _block(block: Block) -> dict[str, object]:
    said: dict[str, object] = {"kind": block.kind}
    if isinstance(block, Text):
        said["paragraphs"] = [shown(one) for one in block.paragraphs]
    elif isinstance(block, Points):
        said["items"] = [shown(one) for one in block.items]
    elif isinstance(block, Grid):
        said["head"] = [shown(one) for one in block.head]
        said["rows"] = [[shown(cell) for cell in row] for row in block.rows]
    else:
        said["items"] = _answers(block)
    return said


def _answers(block: Answers) -> list[dict[str, object]]:
    return [
        {
            "term": shown(one.term),
            "paragraphs": [shown(line) for line in one.paragraphs],
            "url": one.url,
            "open": one.is_open,
        }
        for one in block.items
    ]

"""A QR code as a path to draw: no picture, no style, no script."""

from dataclasses import dataclass

from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode


@dataclass(frozen=True, slots=True)
class QrCode:
    """An SVG of `side` by `side` units with the quiet zone; `path` draws the dark squares."""

    side: int
    path: str


def qr_code(text: str) -> QrCode:
    """Return the code of a text, readable with a seventh of it damaged."""
    code = QRCode(error_correction=ERROR_CORRECT_M)
    code.add_data(text)
    rows = code.get_matrix()
    squares = (
        f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark
    )
    return QrCode(len(rows), "".join(squares))

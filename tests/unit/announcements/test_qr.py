"""The QR code as a path, read back square by square."""

import re

from qrcode.main import QRCode

from ausrufer.announcements.web.qr import qr_code


def test_the_path_draws_what_the_code_says() -> None:
    code = qr_code("https://stadt.example/desk/aufgaben/1/")
    squares = re.findall(r"M(\d+) (\d+)h1v1h-1z", code.path)
    assert "".join(f"M{x} {y}h1v1h-1z" for x, y in squares) == code.path
    drawn = {(int(x), int(y)) for x, y in squares}
    plain = QRCode(error_correction=0)
    plain.add_data("https://stadt.example/desk/aufgaben/1/")
    rows = plain.get_matrix()
    assert len(rows) == code.side
    assert drawn == {(x, y) for y, row in enumerate(rows) for x, dark in enumerate(row) if dark}
    # the quiet zone every reader needs
    assert min(min(x, y) for x, y in drawn) == 4

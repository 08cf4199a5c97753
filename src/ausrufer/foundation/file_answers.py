"""Answering with a file or the part of it that was asked for (RFC 9110, 14): films are wound."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase

_RANGE = re.compile(r"bytes=(\d{0,19})-(\d{0,19})")
_PIECE = 1 << 16


def file_answer(request: HttpRequest, path: Path, content_type: str) -> HttpResponseBase:
    """Return the file, or the one part asked for; other wishes get the whole, as RFC 9110 allows.

    Raises FileNotFoundError.
    """
    size = path.stat().st_size
    asked = _RANGE.fullmatch(request.headers.get("Range", ""))
    # a part of a file that changed since would not fit to what the reader has
    if asked is None or asked[0] == "bytes=-" or "If-Range" in request.headers:
        whole = FileResponse(path.open("rb"), content_type=content_type)
        whole["Accept-Ranges"] = "bytes"
        return whole
    return _part(path, content_type, size, asked)


def _part(path: Path, content_type: str, size: int, asked: "re.Match[str]") -> HttpResponseBase:
    first, last = _ends(asked, size)
    if first >= size or first > last:
        nothing = HttpResponse(status=416)
        nothing["Content-Range"] = f"bytes */{size}"
        return nothing
    part = FileResponse(_Part(path, first, last), status=206, content_type=content_type)
    part["Content-Range"] = f"bytes {first}-{last}/{size}"
    part["Content-Length"] = str(last - first + 1)
    part["Accept-Ranges"] = "bytes"
    return part


def _ends(asked: "re.Match[str]", size: int) -> tuple[int, int]:
    if not asked[1]:  # the last so many bytes
        return max(0, size - int(asked[2])), size - 1
    return int(asked[1]), min(int(asked[2]) if asked[2] else size - 1, size - 1)


class _Part:
    """The bytes from `first` to `last`, both included, read while they are sent."""

    def __init__(self, path: Path, first: int, last: int) -> None:
        self._file: BinaryIO = path.open("rb")
        self._file.seek(first)
        self._left = last - first + 1

    def __iter__(self) -> Iterator[bytes]:
        while self._left > 0 and (piece := self._file.read(min(_PIECE, self._left))):
            self._left -= len(piece)
            yield piece

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

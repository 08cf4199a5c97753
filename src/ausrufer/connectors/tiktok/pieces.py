"""How a film is cut for its way to TikTok. Pure.

https://developers.tiktok.com/doc/content-posting-api-media-transfer-guide: pieces of 5 to 64 MB,
the last one up to 128 MB, as many as the size divided by that of a piece, rounded down.
"""

from dataclasses import dataclass

PIECE = 10_000_000


@dataclass(frozen=True, slots=True)
class Cut:
    """Size of the film, of one piece, and how many there are."""

    size: int
    piece: int
    count: int

    def end_after(self, begin: int) -> int:
        """Return where the piece that begins there ends; the last one takes what is left over."""
        number = begin // self.piece
        return self.size if number + 1 >= self.count else begin + self.piece


def cut(size: int) -> Cut:
    """Return how a film of that size is cut."""
    count = max(1, size // PIECE)
    return Cut(size, size if count == 1 else PIECE, count)

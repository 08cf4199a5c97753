"""How films are cut for their way to TikTok."""

import pytest

from ausrufer.connectors.tiktok.pieces import PIECE, cut

MEGA = 1_000_000


SIZES = [1, 5 * MEGA - 1, 5 * MEGA, PIECE, 2 * PIECE - 1, 2 * PIECE, 64 * MEGA, 65 * MEGA + 3]
MOST = 4_000 * MEGA


@pytest.mark.parametrize("size", [*SIZES, MOST, MOST - 1])
def test_pieces_are_as_tiktok_wants_them(size: int) -> None:
    film = cut(size)
    assert film.count == max(1, size // film.piece)
    assert 1 <= film.count <= 1000
    ends, begin = [], 0
    while begin < size:
        begin = film.end_after(begin)
        ends.append(begin)
    assert (len(ends), ends[-1]) == (film.count, size)
    sizes = [end - before for before, end in zip([0, *ends], ends, strict=False)]
    assert all(5 * MEGA <= one <= 64 * MEGA for one in sizes[:-1])
    assert sizes[-1] <= 128 * MEGA
    assert film.count > 1 or film.piece == size

"""Captions in the pictures of a film: there while somebody speaks, not before, nowhere else."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import av
import pytest
from av import VideoFrame

from ausrufer.foundation.films import workshop
from ausrufer.foundation.films.burning import Burning
from ausrufer.foundation.films.facts import FilmFacts, FilmRefused
from ausrufer.foundation.films.lettering import Box, Lettering
from ausrufer.foundation.films.plans import Wanted, plan
from ausrufer.foundation.films.workshop import remake_film
from tests.filming import film, turned
from tests.unit.foundation.films.wording import captions

WORDS = "Wir bauen das Freibad um."
WANTED = Wanted(burnt="a" * 64)
BRIGHT, DARK = 200, 60


def burnt(source: Path, facts: FilmFacts, said: str, wanted: Wanted = WANTED) -> Path:
    """Make a film with captions as the house does it, in the decoder's own process."""
    file, target = source.with_name("said.vtt"), source.with_name("burnt.mp4")
    file.write_text(said, encoding="utf-8")
    remake_film(source, target=target, plan=plan(facts, wanted), captions=file)
    return target


def facts_of(path: Path, width: int, height: int) -> FilmFacts:
    return FilmFacts("video/mp4", width, height, 2.0, path.stat().st_size, "h264", "aac")


def box_in(width: int, height: int) -> Box:
    lettering = Lettering(width, height)
    return lettering.box(lettering.pages(WORDS)[0])


def brightness(path: Path) -> Iterator[tuple[float, int, int, tuple[int, int]]]:
    """Yield time, brightest point in the captions' box, brightest elsewhere, and the size."""
    with av.open(str(path)) as opened:
        for frame in opened.decode(video=0):
            box = box_in(frame.width, frame.height)
            grey = frame.to_image().convert("L")
            inside = grey.crop((box.left, box.top, box.left + box.width, box.top + box.height))
            above = grey.crop((0, 0, frame.width, box.top - 2))
            yield (
                float(frame.time or 0),
                int(inside.getextrema()[1]),
                int(above.getextrema()[1]),
                (frame.width, frame.height),
            )


@pytest.mark.parametrize("size", [(320, 180), (180, 320), (240, 240)])
def test_pixels_change_in_the_box_while_it_is_said_and_nowhere_else(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    source = film(tmp_path / "a.mp4", size=size)
    made = burnt(source, facts_of(source, *size), captions((0.5, 1.2, WORDS)))
    for time, inside, above, whole in brightness(made):
        assert whole == size
        assert (inside > BRIGHT) is (0.5 <= time < 1.2), time
        assert above < BRIGHT


def test_a_film_held_upright_is_captioned_upright(tmp_path: Path) -> None:
    lying = film(tmp_path / "lying.mp4")
    source = turned(lying, tmp_path / "a.mp4")
    made = burnt(source, facts_of(source, 180, 320), captions((0, 2, WORDS)))
    _, inside, above, whole = next(brightness(made))
    assert (whole, inside > BRIGHT, above < BRIGHT) == ((180, 320), True, True)


def test_captions_stand_below_the_picture_where_it_gets_bars(tmp_path: Path) -> None:
    source = film(tmp_path / "a.mp4")
    wanted = Wanted(burnt="a" * 64, widest=1.0)
    made = burnt(source, facts_of(source, 320, 180), captions((0, 2, WORDS)), wanted)
    _, inside, _, whole = next(brightness(made))
    assert (whole, inside > BRIGHT) == ((320, 320), True)


def test_what_is_too_long_for_three_lines_is_read_one_after_the_other() -> None:
    words = " ".join(f"Wort{number}" for number in range(60))
    burning = Burning(captions((0, 10, words)), width=320, height=180)
    looks = []
    for second in range(10):
        frame = blank(320, 180, second)
        burning.onto(frame)
        looks.append(bytes(frame.planes[0]))
    assert all(before != after for before, after in pairwise(looks[::4]))


def blank(width: int, height: int, second: float) -> VideoFrame:
    frame = VideoFrame(width, height, "yuv420p")
    for plane, level in zip(frame.planes, (DARK, 128, 128), strict=True):
        plane.update(bytes([level]) * plane.buffer_size)
    frame.pts, frame.time_base = round(second * 1000), Fraction(1, 1000)
    return frame


def test_the_decoder_s_own_picture_is_left_alone(tmp_path: Path) -> None:
    """Drawn into a picture the decoder makes the next ones from, words would leave traces."""
    burning = Burning(captions((0.3, 0.6, WORDS)), width=320, height=180)
    bright = set()
    with av.open(str(standing(tmp_path / "a.mp4"))) as opened:
        opened.streams.video[0].codec_context.thread_count = 1
        for frame in opened.decode(video=0):
            burning.onto(frame)
            if max(bytes(frame.planes[0])) > BRIGHT:
                bright.add(frame.time)
    assert bright == {0.3, 0.4, 0.5}


def standing(path: Path) -> Path:
    """Write a film in which nothing moves: each picture is copied from the one before."""
    with av.open(str(path), "w", format="mp4") as out:
        picture = out.add_stream("libx264", rate=10, options={"bf": "0"})
        picture.width, picture.height, picture.pix_fmt = 320, 180, "yuv420p"
        for number in range(10):
            out.mux(picture.encode(blank(320, 180, number / 10)))
        out.mux(picture.encode())
    return path


@pytest.mark.parametrize("words", ["سيتم تجديد المسبح", "x" * 2000], ids=["arabic", "endless"])
def test_what_cannot_be_drawn_is_refused_with_a_sentence(tmp_path: Path, words: str) -> None:
    source = film(tmp_path / "a.mp4")
    with pytest.raises(FilmRefused) as refused:
        burnt(source, facts_of(source, 320, 180), captions((0, 1, words)))
    assert "einbrennen" in refused.value.for_staff


def test_captions_of_ten_thousand_cues_at_once_are_drawn_in_bounds(tmp_path: Path) -> None:
    source = film(tmp_path / "a.mp4")
    hostile = [(n / 10_000, 2.0, f"\u202e{n} \x07 {'y' * 60}") for n in range(10_000)]
    made = burnt(source, facts_of(source, 320, 180), captions(*hostile))
    assert all(inside > BRIGHT for time, inside, _, _ in brightness(made) if time)


@pytest.mark.parametrize(("limit", "least"), [("_SECONDS_TO_REMAKE", 0), ("_MEMORY", 50_000_000)])
def test_burning_in_has_the_limits_of_every_decoder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, least: int
) -> None:
    source = film(tmp_path / "a.mp4")
    monkeypatch.setattr(workshop, limit, least)
    with pytest.raises(FilmRefused) as refused:
        burnt(source, facts_of(source, 320, 180), captions((0, 1, WORDS)))
    assert refused.value.for_staff.endswith(".")

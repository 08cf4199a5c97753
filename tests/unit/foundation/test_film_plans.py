"""What is done to a film so that a network takes it, and when it goes out untouched."""

from pathlib import Path

import pytest

from ausrufer.foundation.films import facts as about
from ausrufer.foundation.films import plans
from ausrufer.foundation.films.facts import FilmFacts
from ausrufer.foundation.films.plans import NeverFits, Wanted, fits, plan
from tests.purity import assert_pure

ACROSS = FilmFacts("video/mp4", 1920, 1080, 60.0, 60_000_000, "h264", "aac")
UPRIGHT = FilmFacts("video/mp4", 1080, 1920, 60.0, 60_000_000, "h264", "aac")
IPHONE = FilmFacts("video/mp4", 1920, 1080, 60.0, 60_000_000, "hevc", "aac")
WEBM = FilmFacts("video/webm", 1280, 720, 60.0, 9_000_000, "vp9", "opus")
PROFESSIONAL = FilmFacts("video/mp4", 1920, 1080, 60.0, 9_000_000, "h264 yuv422p10le", "aac")


@pytest.mark.parametrize(
    ("film", "wanted", "untouched"),
    [
        (ACROSS, Wanted(), True),
        (ACROSS, Wanted(most_bytes=60_000_000), True),
        (ACROSS, Wanted(most_bytes=59_999_999), False),
        (ACROSS, Wanted(widest=1.0), False),
        (UPRIGHT, Wanted(widest=1.0), True),
        (UPRIGHT, Wanted(narrowest=4 / 5), False),
        (IPHONE, Wanted(), False),
        (PROFESSIONAL, Wanted(), False),
        (WEBM, Wanted(), False),
        (WEBM, Wanted(formats=("video/mp4", "video/webm")), True),
    ],
)
def test_a_film_that_fits_goes_out_untouched(
    film: FilmFacts, wanted: Wanted, *, untouched: bool
) -> None:
    assert fits(film, wanted) is untouched


@pytest.mark.parametrize(
    ("film", "wanted", "inner", "whole"),
    [
        (IPHONE, Wanted(), (1920, 1080), (1920, 1080)),
        (ACROSS, Wanted(widest=1.0), (1920, 1080), (1920, 1920)),
        (UPRIGHT, Wanted(narrowest=4 / 5), (1080, 1920), (1536, 1920)),
        # 10 MB for a minute: 1.1 Mbit/s, too little for 720 lines
        (ACROSS, Wanted(most_bytes=10_000_000), (852, 480), (852, 480)),
        (ACROSS, Wanted(most_bytes=30_000_000), (1920, 1080), (1920, 1080)),
    ],
)
def test_what_is_made_keeps_the_whole_picture(
    film: FilmFacts, wanted: Wanted, inner: tuple[int, int], whole: tuple[int, int]
) -> None:
    made = plan(film, wanted)
    assert (made.inner_width, made.inner_height) == inner
    assert (made.width, made.height) == whole


def test_a_film_nobody_could_recognise_is_not_made() -> None:
    with pytest.raises(NeverFits):
        plan(ACROSS, Wanted(most_bytes=1_500_000))


def test_the_same_demands_have_the_same_name() -> None:
    assert Wanted(formats=("a", "b")).key == Wanted(formats=("b", "a")).key
    demands = [Wanted(), Wanted(most_bytes=1), Wanted(narrowest=1.0), Wanted(widest=1.0)]
    assert len({one.key for one in demands}) == len(demands)


@pytest.mark.parametrize("module", [about, plans])
def test_plans_are_pure(module: object) -> None:
    path = Path(str(module.__file__))  # type: ignore[attr-defined]
    assert_pure(path, {"ausrufer.foundation.films.facts", "dataclasses", "typing"})

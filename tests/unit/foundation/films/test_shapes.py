"""Films whose pixels are not square look as they do on the camera."""

from fractions import Fraction
from pathlib import Path

import av
import pytest
from PIL import Image

from ausrufer.foundation.films.facts import FilmRefused
from ausrufer.foundation.films.plans import Wanted, plan
from ausrufer.foundation.films.workshop import remake_film, take_film
from tests.filming import RATE, film, turned


@pytest.mark.parametrize(("upright", "seen"), [(False, (320, 180)), (True, (180, 320))])
def test_the_width_is_what_people_see(
    tmp_path: Path, *, upright: bool, seen: tuple[int, int]
) -> None:
    source = film(tmp_path / "a.mp4", size=(240, 180), pixel=Fraction(4, 3))
    if upright:
        source = turned(source, tmp_path / "b.mp4")
    kept, poster, made = (tmp_path / name for name in ("kept", "poster", "made.mp4"))
    facts = take_film(source, target=kept, poster=poster)
    assert (facts.width, facts.height) == seen
    assert round(facts.rate) == RATE
    with Image.open(poster) as picture:
        assert picture.size == seen
    again = remake_film(kept, target=made, plan=plan(facts, Wanted()))
    assert (again.width, again.height) == seen
    with av.open(str(made)) as opened:
        assert opened.streams.video[0].sample_aspect_ratio in {None, 1}


@pytest.mark.parametrize(("pixel", "said"), [("20/1", "6400 × 180"), ("1/30", "11 × 180")])
def test_pixels_of_any_width_make_no_film_of_any_width(
    tmp_path: Path, pixel: str, said: str
) -> None:
    source = film(tmp_path / "a.mp4", pixel=Fraction(pixel))
    with pytest.raises(FilmRefused, match=said):
        take_film(source, target=tmp_path / "kept", poster=tmp_path / "poster")

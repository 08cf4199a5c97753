"""Captions burnt into a film in 1080p: what making it anew takes, with captions and without.

The film pans over a grainy picture, 25 pictures a second; one cue stands for nearly all of its
time, a new one every two seconds. Both ways are made in turn, in the decoder's own process; the
seconds are those of a minute of film. CPU time hardly hears of neighbours, time on the wall does.
"""

import resource
import statistics
import tempfile
import time
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
from PIL import Image, ImageFilter

from ausrufer.foundation.films.facts import FilmFacts
from ausrufer.foundation.films.plans import Wanted, plan
from ausrufer.foundation.films.workshop import remake_film

SECONDS, RATE, ROUNDS = 20, 25, 3
WIDTH, HEIGHT = 1920, 1080
WORDS = "Wir bauen das Freibad um und öffnen es am ersten Mai um neun Uhr wieder für alle."
BURNT = Wanted(burnt="0" * 64)


def run(_given: list[str]) -> dict[str, Any]:
    """Make one film several times; returns seconds for each minute of it."""
    with tempfile.TemporaryDirectory() as folder:
        film, captions = _film(Path(folder)), _captions(Path(folder))
        taken: dict[str, list[tuple[float, float]]] = {"plain": [], "with_captions": []}
        for _ in range(ROUNDS):
            taken["plain"].append(_made(film, captions, Wanted()))
            taken["with_captions"].append(_made(film, captions, BURNT))
    cpu = {name: statistics.median(one[0] for one in all_) for name, all_ in taken.items()}
    return {
        "film": {"width": WIDTH, "height": HEIGHT, "seconds": SECONDS, "rounds": ROUNDS},
        "cpu_seconds_a_minute": {name: round(one, 1) for name, one in cpu.items()},
        "wall_seconds_a_minute": {
            name: round(statistics.median(one[1] for one in all_), 1)
            for name, all_ in taken.items()
        },
        "captions_take_times": round(cpu["with_captions"] / cpu["plain"], 3),
        "memory_mb": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024,
    }


def _made(film: Path, captions: Path, wanted: Wanted) -> tuple[float, float]:
    """Return seconds of CPU and on the wall for each minute of film."""
    size = film.stat().st_size
    facts = FilmFacts("video/mp4", WIDTH, HEIGHT, float(SECONDS), size, "h264")
    used, began = _used(), time.perf_counter()
    target = film.with_name("made.mp4")
    remake_film(film, target=target, plan=plan(facts, wanted), captions=captions)
    ended = time.perf_counter()
    return (_used() - used) * 60 / SECONDS, (ended - began) * 60 / SECONDS


def _used() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return children.ru_utime + children.ru_stime


def _film(folder: Path) -> Path:
    grain = Image.effect_noise((WIDTH + 600, HEIGHT + 300), 60).filter(ImageFilter.GaussianBlur(1))
    ground = Image.linear_gradient("L").resize(grain.size)
    scene = Image.blend(grain, ground, 0.5).convert("RGB")
    path = folder / "film.mp4"
    with av.open(str(path), "w", format="mp4") as out:
        picture = out.add_stream("libx264", rate=RATE, options={"preset": "veryfast"})
        picture.width, picture.height, picture.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        for number in range(SECONDS * RATE):
            left, top = number % 600, number % 300
            seen = scene.crop((left, top, left + WIDTH, top + HEIGHT))
            drawn = av.VideoFrame.from_image(seen)
            drawn.pts, drawn.time_base = number, Fraction(1, RATE)
            out.mux(picture.encode(drawn))
        out.mux(picture.encode())
    return path


def _captions(folder: Path) -> Path:
    cues = [
        f"00:00:{start:02d}.000 --> 00:00:{start + 1:02d}.900\n{start}: {WORDS}"
        for start in range(0, SECONDS, 2)
    ]
    path = folder / "film.vtt"
    path.write_text("WEBVTT\n\n" + "\n\n".join(cues) + "\n", encoding="utf-8")
    return path

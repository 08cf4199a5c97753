"""Has films cleaned, looked at and made anew in a process of their own; bounded in every way."""

from pathlib import Path
from typing import Any

from django.utils.translation import gettext

from ausrufer.foundation.apart import Limits, Stopped, answered
from ausrufer.foundation.films.facts import (
    LEAST_EDGE,
    MOST_BYTES,
    MOST_EDGE,
    MOST_SECONDS,
    FilmFacts,
    FilmRefused,
    NotFinished,
)
from ausrufer.foundation.films.plans import Plan

_MEMORY = 3_000_000_000  # bytes of addresses: 4K with its neighbours, and the libraries themselves
_SECONDS_TO_TAKE = 180
_SECONDS_TO_REMAKE = 3 * 60 * 60


def take_film(source: Path, *, target: Path, poster: Path) -> FilmFacts:
    """Write a film without place, camera and data tracks to `target`, one picture to `poster`.

    Picture and sound stay bit by bit as they were. Raises FilmRefused; then nothing may be used.
    """
    if source.stat().st_size > MOST_BYTES:
        raise FilmRefused(_said("bytes", {}))
    asked = {"verb": "take", "source": str(source), "target": str(target), "poster": str(poster)}
    return _facts(_asked(asked, seconds=_SECONDS_TO_TAKE))


def remake_film(
    source: Path, *, target: Path, plan: Plan, captions: Path | None = None
) -> FilmFacts:
    """Make a film anew by `plan`; raises FilmRefused, of which NotFinished may be tried again.

    `captions` (WebVTT of the house's own) are burnt in where the plan says so.
    """
    asked = {"verb": "remake", "source": str(source), "target": str(target)}
    asked["captions"] = str(captions or "")
    return _facts(_asked({**asked, "plan": plan.to_json()}, seconds=_SECONDS_TO_REMAKE))


def refusal(code: str) -> str:
    """Return the German sentence for what is seen without reading: `bytes`, `no_film`."""
    return _said(code, {})


def _asked(asked: dict[str, Any], *, seconds: int) -> dict[str, Any]:
    limits = Limits(memory=_MEMORY, seconds=seconds, file=2 * MOST_BYTES)
    try:
        return answered("ausrufer.foundation.films.decoder", asked, limits)
    except Stopped as stopped:
        refusal = FilmRefused if stopped.final else NotFinished
        raise refusal(_said(stopped.code, {})) from stopped


def _facts(answer: dict[str, Any]) -> FilmFacts:
    if "refused" in answer:
        raise FilmRefused(_said(str(answer["refused"]), answer))
    return FilmFacts(**answer)


def _said(code: str, values: dict[str, Any]) -> str:
    """Return the German sentence for a code of the decoder."""
    known = {
        "bytes": gettext("Der Film ist zu groß: höchstens 1 GB ist möglich."),
        "no_film": gettext(
            "Diese Datei ist kein Film. Möglich sind MP4, MOV und WebM; auf die Endung des Namens "
            "kommt es nicht an."
        ),
        "no_picture": gettext("Diese Datei enthält keinen Film, nur Ton oder nichts."),
        "incomplete": gettext(
            "Der Film ist unvollständig oder beschädigt. Bitte laden Sie ihn neu aus der Kamera."
        ),
        "captions": gettext(
            "Die Untertitel dieses Films lassen sich nicht einbrennen: Sie enthalten "
            "Schriftzeichen, die die Schrift nicht hat, oder zu lange Absätze."
        ),
        "slow": gettext(
            "Der Film ließ sich nicht in vertretbarer Zeit lesen. Bitte speichern Sie ihn als MP4 "
            "(H.264) und laden Sie ihn erneut hoch."
        ),
    }
    if code in known:
        return known[code]
    return _said_with(code, values)


def _said_with(code: str, values: dict[str, Any]) -> str:
    match code:
        case "codec" | "sound":
            return gettext(
                "Das Verfahren „%(codec)s“ dieses Films kann Ausrufer nicht lesen. Bitte speichern "
                "Sie ihn als MP4 (H.264 mit AAC-Ton)."
            ) % {"codec": str(values.get("codec", ""))[:40]}
        case "size":
            return gettext(
                "Der Film hat %(width)d × %(height)d Bildpunkte. Möglich sind %(least)d bis "
                "%(most)d je Seite."
            ) % {**values, "least": LEAST_EDGE, "most": MOST_EDGE}
        case "rate":
            return (
                gettext("Der Film hat %(rate)d Bilder in der Sekunde; möglich sind 120.") % values
            )
        case "long":
            return gettext(
                "Der Film ist %(minutes)d Minuten lang; möglich sind %(most)d Minuten."
            ) % {**values, "most": MOST_SECONDS // 60}
    return gettext(
        "Der Film ist beschädigt oder lässt sich nicht lesen. Bitte speichern Sie ihn als MP4 "
        "(H.264) und laden Sie ihn erneut hoch."
    )

"""The films of a site: on the town's own ground, with their captions and a picture."""

import os
import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ausrufer.channels.contract import Film, Picture
from ausrufer.hub.site import paths, text
from ausrufer.hub.site.card import View, view_of
from ausrufer.hub.site.entry import Shown, ShownCaptions, ShownFilm
from ausrufer.hub.site.errors import PictureUnusable
from ausrufer.hub.site.pictures import keep_pictures
from ausrufer.hub.site.write import write_file

_READABLE = 0o644  # the web server is another user than the one who writes
_LOST = "Der Film dieser Mitteilung fehlt. Bitte hängen Sie ihn erneut an."
_NAMES = {
    "de": "Deutsch",
    "en": "English",
    "fr": "Français",
    "pl": "Polski",
    "tr": "Türkçe",
    "uk": "Українська",
    "ru": "Русский",
    "ar": "العربية",
}


@dataclass(frozen=True, slots=True)
class Track:
    """Captions ready for a page."""

    src: str
    language: str
    name: str


@dataclass(frozen=True, slots=True)
class FilmView:
    """A film ready for a page: paths below the root of the site, sizes in pixels."""

    src: str
    media_type: str
    width: int
    height: int
    alt: str
    tracks: tuple[Track, ...]
    poster: View | None
    length: str


def keep_films(web: Path, films: Iterable[Film]) -> tuple[ShownFilm, ...]:
    """Store films below the root of the site and return how pages show them.

    A film without a file must have been stored before. Raises PictureUnusable, OSError.
    """
    return tuple(_keep(web, film) for film in films)


def drop_film(web: Path, sha256: str) -> None:
    """Remove every file of a film."""
    shutil.rmtree(web / paths.film_folder(sha256), ignore_errors=True)


def film_view(film: ShownFilm) -> FilmView:
    """Return the files a film has on the site."""
    return FilmView(
        src=paths.film_path(film.sha256, film.media_type),
        media_type=film.media_type,
        width=film.width,
        height=film.height,
        alt=film.alt_text,
        tracks=tuple(
            Track(
                src=paths.captions_path(film.sha256, one.sha256),
                language=one.language,
                name=_NAMES.get(one.language.split("-")[0], one.language),
            )
            for one in film.captions
        ),
        poster=view_of(film.poster) if film.poster else None,
        length=_length(film.seconds),
    )


def _keep(web: Path, film: Film) -> ShownFilm:
    try:
        target = web / paths.film_path(film.sha256, film.media_type)
    except (KeyError, ValueError) as strange:
        raise PictureUnusable("Dieses Format zeigt die Webseite nicht als Film.") from strange
    for one in film.captions:
        if one.content:
            write_file(web / paths.captions_path(film.sha256, one.sha256), one.content)
    if film.path is not None:
        _copy(film.path, target)
    elif not target.exists():
        raise PictureUnusable(_LOST)
    return ShownFilm(
        sha256=film.sha256,
        media_type=film.media_type,
        width=film.width,
        height=film.height,
        seconds=film.seconds,
        size=target.stat().st_size,
        alt_text=text.clean_line(film.alt_text),
        captions=tuple(ShownCaptions(one.language, one.sha256) for one in film.captions),
        poster=_poster(web, film),
    )


def _poster(web: Path, film: Film) -> Shown | None:
    if not film.poster:
        return None
    # the description stands below the film: read out twice it would only be in the way
    picture = Picture(
        sha256="", media_type="image/jpeg", width=0, height=0, alt_text="", content=film.poster
    )
    return keep_pictures(web, [picture])[0]


def _copy(source: Path, target: Path) -> None:
    """Bring a film to its place in one step; a reader never meets half of one."""
    if target.exists() and target.stat().st_size == source.stat().st_size:
        return  # named by its content
    target.parent.mkdir(parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(dir=target.parent, prefix=".new-")
    try:
        with os.fdopen(descriptor, "wb") as file, source.open("rb") as content:
            shutil.copyfileobj(content, file, 1 << 20)
            file.flush()
            os.fchmod(file.fileno(), _READABLE)
            os.fsync(file.fileno())
        Path(temporary).replace(target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _length(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02d}"

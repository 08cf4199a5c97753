"""The only writers of the library: adding pictures and films, keeping their rights."""

from ausrufer.library.actions.documents import MOST_TITLE, add_document, checked_title
from ausrufer.library.actions.films import (
    add_captions,
    add_film,
    remove_captions,
)
from ausrufer.library.actions.made_pictures import WantedPicture, picture_made_for
from ausrufer.library.actions.making import MAKE_FILM, film_made_for, make_film
from ausrufer.library.actions.pictures import (
    MOST_UPLOAD,
    Added,
    Cleaned,
    Details,
    add_picture,
    bounded,
    cleaned_picture,
    keep_details,
    put_back,
    retire,
    set_focus,
)
from ausrufer.library.actions.reading import READ_FILM, queue_lost_readings, read_film

__all__ = [
    "MAKE_FILM",
    "MOST_TITLE",
    "MOST_UPLOAD",
    "READ_FILM",
    "Added",
    "Cleaned",
    "Details",
    "WantedPicture",
    "add_captions",
    "add_document",
    "add_film",
    "add_picture",
    "bounded",
    "checked_title",
    "cleaned_picture",
    "film_made_for",
    "keep_details",
    "make_film",
    "picture_made_for",
    "put_back",
    "queue_lost_readings",
    "read_film",
    "remove_captions",
    "retire",
    "set_focus",
]

"""What to know about the pictures of a form before it goes out."""

from collections.abc import Iterator

from ausrufer.announcements.adaptation.finding import Finding, Severity
from ausrufer.announcements.adaptation.source import Source, SourcePicture
from ausrufer.channels.contract import PictureRules

_PLACE = "pictures"


def about_pictures(source: Source, rules: PictureRules) -> Iterator[Finding]:
    """Yield what is to be known about the pictures of `source` under the rules of one channel."""
    most = len(source.pictures) if rules.most is None else rules.most
    shown, left_out = source.pictures[:most], source.pictures[most:]
    for number, picture in enumerate(shown, start=1):
        yield from _about_alt_text(picture, number, rules.alt_text_limit)
        yield from _about_file(picture, number, rules)
    if left_out and not most:
        yield Finding.of("pictures_not_shown", Severity.HINTS, _PLACE)
    elif left_out:
        numbers = range(len(shown) + 1, len(source.pictures) + 1)
        named = ", ".join(str(number) for number in numbers)
        yield Finding.of("pictures_left_out", Severity.WARNS, _PLACE, most=most, pictures=named)


def _about_alt_text(picture: SourcePicture, number: int, limit: int | None) -> Iterator[Finding]:
    if not picture.decorative and not picture.alt_text.strip():
        yield Finding.of("alt_text_missing", Severity.STOPS, _PLACE, picture=number)
    used = len(picture.alt_text)  # Mastodon counts code points here
    if limit is not None and used > limit:
        told = {"over": used - limit, "used": used, "limit": limit}
        yield Finding.of("alt_text_too_long", Severity.STOPS, _PLACE, picture=number, **told)


def _about_file(picture: SourcePicture, number: int, rules: PictureRules) -> Iterator[Finding]:
    if rules.pixels is not None and picture.width * picture.height > rules.pixels:
        yield Finding.of("picture_made_smaller", Severity.HINTS, _PLACE, picture=number)
    if picture.media_type not in rules.formats:
        yield Finding.of("picture_converted", Severity.HINTS, _PLACE, picture=number)

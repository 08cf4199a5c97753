"""The facts of a preview."""

from dataclasses import replace

import pytest

from ausrufer.announcements.adaptation.adapt import adapt
from ausrufer.announcements.adaptation.counting import Count
from ausrufer.announcements.adaptation.cropping import Crop, crops
from ausrufer.announcements.adaptation.preview import (
    PartPreview,
    PicturePreview,
    Preview,
    folded_at,
    preview,
)
from ausrufer.announcements.adaptation.source import Source, SourcePicture
from ausrufer.channels.appearance import Appearance, Shape
from ausrufer.channels.contract import Form, LinkCard, Picture, PictureRules

from .networks import BUTTERFLY, ELEPHANT

SOURCE = Source(
    "x",
    "de",
    "Titel",
    body="Größe",
    link="https://www.musterstadt.de/x",
    pictures=(SourcePicture("a" * 64, "image/png", 80, 60, "Ein Bild"),),
)


def test_a_post_shows_its_text_with_the_count_of_the_network() -> None:
    shown = preview(adapt(SOURCE, ELEPHANT), ELEPHANT, {"text_limit": 200})
    text = "Titel\n\nGröße\n\nhttps://www.musterstadt.de/x"
    assert shown == Preview(
        form=Form.POST,
        title="Titel",
        summary="",
        html="",
        parts=(PartPreview(text, Count(37, 200, 44, None)),),
        card=None,
        pictures=(PicturePreview("a" * 64, "Ein Bild", 80, 60, Crop(0, 0, 80, 60)),),
        hashtags=(),
        comment="",
    )


def test_a_link_beside_the_text_is_shown_as_a_card() -> None:
    source = replace(SOURCE, pictures=())
    shown = preview(adapt(source, BUTTERFLY), BUTTERFLY, {})
    assert shown.card == LinkCard("https://www.musterstadt.de/x", "Titel", "Größe")
    assert [part.text for part in shown.parts] == ["Titel\n\nGröße"]


def test_a_picture_takes_the_place_of_the_card_where_a_post_has_room_for_one() -> None:
    assert preview(adapt(SOURCE, BUTTERFLY), BUTTERFLY, {}).card is None
    pins = replace(BUTTERFLY, appearance=Appearance(shape=Shape.GALLERY, card=True))
    card = preview(adapt(SOURCE, pins), pins, {}).card
    assert card is not None
    assert card.url == "https://www.musterstadt.de/x"


@pytest.mark.parametrize(
    ("text", "fold", "seen"),
    [
        ("Kurz", 10, None),
        ("Genau zehn", 10, None),
        ("Die Straße ist gesperrt", None, None),  # nobody told
        ("Die Straße ist gesperrt", 0, None),  # nothing is folded
        ("Die Straße ist gesperrt", 12, "Die Straße"),
        ("Die Straße ist gesperrt", 10, "Die Straße"),
        ("Donaudampfschifffahrt", 5, "Donau"),  # a word longer than the fold
        (
            "👨\u200d👩\u200d👧\u200d👦 und 👨\u200d👩\u200d👧 da",
            6,
            "👨\u200d👩\u200d👧\u200d👦 und",
        ),
        ("Mehr: https://www.musterstadt.de/ein/langer/weg hier", 20, "Mehr:"),
    ],
)
def test_the_fold_hides_what_comes_after_the_last_whole_word(
    text: str, fold: int | None, seen: str | None
) -> None:
    at = folded_at(text, fold)
    assert (at if at is None else text[:at]) == seen


@pytest.mark.parametrize(
    ("size", "rules", "crop"),
    [
        ((4000, 3000), PictureRules(), Crop(0, 0, 4000, 3000)),
        (
            (3000, 4000),
            PictureRules(narrowest=0.8),
            Crop(0, 125, 3000, 3750),
        ),  # upright: top and foot go
        (
            (4000, 1000),
            PictureRules(widest=1.91),
            Crop(1045, 0, 1910, 1000),
        ),  # a banner: the sides go
        ((4000, 3000), PictureRules(narrowest=9 / 16, widest=9 / 16), Crop(1156, 0, 1688, 3000)),
        ((1, 4000), PictureRules(narrowest=0.8), Crop(0, 2000, 1, 1)),
    ],
)
def test_a_picture_is_cropped_around_its_middle(
    size: tuple[int, int], rules: PictureRules, crop: Crop
) -> None:
    assert crops([_picture(*size)], rules) == [crop]


def test_further_pictures_take_the_shape_of_the_first() -> None:
    rules = PictureRules(narrowest=0.8, widest=1.91, like_the_first=True)
    assert crops([_picture(1000, 1000), _picture(2000, 1000)], rules) == [
        Crop(0, 0, 1000, 1000),
        Crop(500, 0, 1000, 1000),
    ]


def test_what_stays_lies_around_the_focal_point() -> None:
    rules = PictureRules(narrowest=0.8, widest=1.91)
    upright = replace(_picture(1000, 2000), focus=(0.5, 0.1))
    banner = replace(_picture(4000, 1000), focus=(0.8, 0.5))
    assert crops([upright, banner], rules) == [Crop(0, 0, 1000, 1250), Crop(2090, 0, 1910, 1000)]


def _picture(width: int, height: int) -> Picture:
    return Picture("a" * 64, "image/jpeg", width, height, "")

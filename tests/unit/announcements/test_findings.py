"""What a person is told about a form before it goes out."""

import string
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from ausrufer.announcements.adaptation import wording
from ausrufer.announcements.adaptation.adapt import adapt
from ausrufer.announcements.adaptation.edits import Edits, with_edits
from ausrufer.announcements.adaptation.findings import Finding, Severity, findings
from ausrufer.announcements.adaptation.source import Source, SourcePicture
from ausrufer.channels.contract import LongText, Manifest, PictureRules

from .networks import BUTTERFLY, ELEPHANT, LETTER, PAGE, network

HOME = "https://aktuell.musterstadt.de/2026/11/titel-1a2b3c4d/"
LINK = "https://www.musterstadt.de/termine"
BODY = "Das Bürgerbüro ist am Freitag geschlossen."
SOURCE = Source("x", "de", "Bürgerbüro zu", BODY, contact="Telefon 0123", permalink=HOME)
LONG = replace(SOURCE, body=" ".join([BODY] * 30))
FAMILY = "👨\u200d👩\u200d👧\u200d👦"
PICTURE = SourcePicture("a" * 64, "image/jpeg", 800, 600, "Das Rathaus")


def _found(source: Source, manifest: Manifest, edits: Edits | None = None) -> list[Finding]:
    outgoing = adapt(source, manifest)
    return list(findings(with_edits(outgoing, edits) if edits else outgoing, manifest, {}, source))


def _codes(source: Source, manifest: Manifest, edits: Edits | None = None) -> list[str]:
    return [f"{one.severity}: {one.code}" for one in _found(source, manifest, edits)]


@pytest.mark.parametrize("manifest", [ELEPHANT, BUTTERFLY, LETTER, PAGE])
def test_nothing_is_said_where_nothing_is_the_matter(manifest: Manifest) -> None:
    assert _codes(replace(SOURCE, pictures=(PICTURE,)), manifest) == []


@pytest.mark.parametrize(
    ("source", "manifest", "edits", "codes"),
    [
        # text and title
        (replace(SOURCE, title="", body="", permalink=""), ELEPHANT, None, ["stops: text_empty"]),
        (replace(SOURCE, body=" "), PAGE, None, ["warns: only_a_title"]),
        (replace(SOURCE, body="", permalink=""), ELEPHANT, None, ["warns: only_a_title"]),
        (SOURCE, ELEPHANT, Edits(parts=("",)), ["stops: text_empty", "warns: link_missing"]),
        (replace(SOURCE, title=""), PAGE, None, ["stops: title_empty"]),
        (replace(SOURCE, title=""), LETTER, None, ["stops: title_empty"]),
        (SOURCE, BUTTERFLY, Edits(parts=("x" * 301,)), ["stops: text_too_long"]),
        (SOURCE, BUTTERFLY, Edits(parts=(FAMILY * 200,)), ["stops: too_many_bytes"]),
        (
            SOURCE,
            network(limit=20, link_in_text=False, long_text=LongText.THREAD),
            Edits(parts=("gut (1/2)", "x" * 21)),
            ["stops: part_too_long"],
        ),
        # the rest of a shortened text
        (LONG, ELEPHANT, None, ["hints: text_shortened"]),
        (LONG, BUTTERFLY, None, ["hints: text_shortened"]),
        (replace(LONG, link=LINK), ELEPHANT, None, ["hints: text_shortened"]),
        (replace(LONG, link=LINK), BUTTERFLY, None, ["warns: rest_unreachable"]),
        (replace(LONG, permalink=""), BUTTERFLY, None, ["warns: rest_unreachable"]),
        (replace(SOURCE, body="Und dann …"), BUTTERFLY, None, []),
        (LONG, PAGE, None, []),
        # letters
        (replace(SOURCE, title="Wort " * 16 + "zu"), LETTER, None, ["hints: subject_shortened"]),
        (SOURCE, LETTER, Edits(title="x" * 79), ["warns: subject_too_long"]),
        (SOURCE, LETTER, Edits(summary="x" * 111), ["warns: preheader_too_long"]),
        # links
        (replace(SOURCE, link="www.stadt.de"), PAGE, None, ["stops: link_not_web"]),
        (replace(SOURCE, link="javascript:alert(1)"), PAGE, None, ["stops: link_not_web"]),
        (
            replace(SOURCE, body="[Termin](www.stadt.de)"),
            PAGE,
            None,
            ["warns: link_in_text_broken"],
        ),
        (SOURCE, ELEPHANT, Edits(parts=("Ohne Link",)), ["warns: link_missing"]),
        (SOURCE, ELEPHANT, Edits(parts=(f"Mit Link: {HOME}.",)), []),
        # hashtags
        (
            replace(SOURCE, body="Komm zum #stadtradeln"),
            ELEPHANT,
            None,
            ["hints: hashtag_hard_to_read"],
        ),
        (replace(SOURCE, body="Der #OEPNV und der #ÖPNV"), ELEPHANT, None, []),
        (replace(SOURCE, body="Der #STADTLAUF"), ELEPHANT, None, ["hints: hashtag_hard_to_read"]),
        (replace(SOURCE, body="Komm zum #stadtradeln"), PAGE, None, []),
        # surroundings
        (replace(SOURCE, contact=""), PAGE, None, ["hints: contact_missing"]),
        (replace(SOURCE, contact=""), ELEPHANT, None, []),
        (
            replace(
                SOURCE,
                publish_at=datetime(2026, 11, 24, tzinfo=UTC),
                not_after=datetime(2026, 11, 24, tzinfo=UTC),
            ),
            PAGE,
            None,
            ["stops: ends_before_start"],
        ),
    ],
)
def test_what_is_found(
    source: Source, manifest: Manifest, edits: Edits | None, codes: list[str]
) -> None:
    assert _codes(source, manifest, edits) == codes


@pytest.mark.parametrize(
    ("picture", "rules", "codes"),
    [
        (PICTURE, PictureRules(most=4), []),
        (replace(PICTURE, alt_text=" "), PictureRules(most=4), ["stops: alt_text_missing"]),
        (replace(PICTURE, alt_text="", decorative=True), PictureRules(most=4), []),
        (replace(PICTURE, alt_text="x" * 11), PictureRules(most=4, alt_text_limit=11), []),
        (
            replace(PICTURE, alt_text="x" * 12),
            PictureRules(most=4, alt_text_limit=11),
            ["stops: alt_text_too_long"],
        ),
        (PICTURE, PictureRules(most=4, pixels=480_000), []),
        (PICTURE, PictureRules(most=4, pixels=479_999), ["hints: picture_made_smaller"]),
        (PICTURE, PictureRules(most=4, formats=("image/png",)), ["hints: picture_converted"]),
        (replace(PICTURE, alt_text=""), PictureRules(most=0), ["hints: pictures_not_shown"]),
    ],
)
def test_what_is_found_about_a_picture(
    picture: SourcePicture, rules: PictureRules, codes: list[str]
) -> None:
    assert _codes(replace(SOURCE, pictures=(picture,)), network(pictures=rules)) == codes


def test_pictures_left_out_are_named() -> None:
    source = replace(SOURCE, pictures=(PICTURE,) * 4)
    (found,) = _found(source, network(pictures=PictureRules(most=2)))
    assert found == Finding(
        code="pictures_left_out",
        severity=Severity.WARNS,
        sentence="Dieser Kanal nimmt höchstens 2 Bilder. Nicht dabei: Bild 3, 4.",
        place="pictures",
        values=(("most", 2), ("pictures", "3, 4")),
    )


def test_a_sentence_says_by_how_much_and_what_to_do() -> None:
    (found,) = _found(SOURCE, BUTTERFLY, Edits(parts=("x" * 312,)))
    assert found.sentence == (
        "Der Text ist um 12 Zeichen zu lang: 312 von höchstens 300. Bitte kürzen Sie ihn."
    )
    assert found.stops
    assert found.sentence == wording.template(found.code).format(**dict(found.values))


def test_the_worst_comes_first() -> None:
    source = replace(
        LONG, contact="", link="www.stadt.de", pictures=(replace(PICTURE, alt_text=""),)
    )
    found = [one.severity for one in _found(source, LETTER)]
    assert found == [Severity.STOPS, Severity.STOPS, Severity.HINTS]


def test_limits_told_by_the_platform_hold() -> None:
    outgoing = adapt(SOURCE, ELEPHANT)
    (found,) = findings(outgoing, ELEPHANT, {"text_limit": 10}, SOURCE)
    assert found.code == "text_too_long"


@pytest.mark.parametrize("code", sorted(wording.CODES))
def test_every_sentence_is_one_for_people(code: str) -> None:
    said = wording.template(code)
    assert said.endswith((".", "{link}"))
    assert not any(ugly in said for ugly in (" OK", "Fehler", "ungültig", "!"))
    places = {name for _, name, _, _ in string.Formatter().parse(said) if name}
    assert wording.sentence(code, **dict.fromkeys(places, "7"))

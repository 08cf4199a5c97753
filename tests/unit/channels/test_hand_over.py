"""What a person gets who posts by hand: texts, pictures, place and steps, for every network."""

from dataclasses import replace
from typing import Any

import pytest
from django.utils.module_loading import import_string

from ausrufer.channels import registry
from ausrufer.channels.contract import (
    ByHand,
    Errand,
    Form,
    LinkCard,
    Manifest,
    Outgoing,
    Picture,
    PictureRules,
    TextRules,
    handed_over,
)
from ausrufer.channels.testing import FakeConnector
from ausrufer.project.settings import AUSRUFER_CONNECTORS

MANIFEST = Manifest(
    kind="probe",
    label="Probe",
    form=Form.POST,
    text=TextRules(limit=500, limit_with_pictures=100),
    pictures=PictureRules(alt_text_limit=200),
    by_hand=ByHand(place="https://netz.example/neu", begin="Anfang.", remove="Weg damit."),
)
PICTURE = Picture("0" * 64, "image/png", 10, 10, "Die Brücke")
OUTGOING = Outgoing("1", "de", "Titel", ("Eins.",))
BY_HAND = [one.manifest for one in map(import_string, AUSRUFER_CONNECTORS) if one.manifest.by_hand]


class Off(FakeConnector):
    """A network whose terms have to be settled first."""

    manifest = replace(
        FakeConnector.manifest,
        kind="fake_off",
        off_unless="Bitte prüfen Sie die Bedingungen.",
        by_hand=ByHand(place="https://netz.example/"),
    )


def labels(outgoing: Outgoing, manifest: Manifest = MANIFEST) -> list[tuple[str, str]]:
    task = handed_over(manifest, outgoing, Errand.POST, {})
    return [(one.label, one.text) for one in task.texts]


def test_one_text_and_its_limit() -> None:
    task = handed_over(MANIFEST, OUTGOING, Errand.POST, {})
    (text,) = task.texts
    assert (text.label, text.text, text.rules) == ("Text", "Eins.", MANIFEST.text)
    assert task.place == "https://netz.example/neu"
    assert task.steps[1] == "Anfang."
    assert not any("Bild" in one for one in task.steps)


def test_pictures_bring_their_limit_their_step_and_their_alternative_texts() -> None:
    shown = replace(OUTGOING, pictures=(PICTURE, replace(PICTURE, alt_text="")))
    task = handed_over(MANIFEST, shown, Errand.POST, {})
    assert [(one.label, one.number, one.text) for one in task.texts] == [
        ("Text", 1, "Eins."),
        ("Alternativtext zu Bild %(number)d", 1, "Die Brücke"),
    ]
    assert task.texts[0].rules == replace(MANIFEST.text, limit=100)
    assert task.pictures == shown.pictures
    assert sum("Bild" in one for one in task.steps) == 2


def test_a_thread_a_title_a_link_beside_and_a_comment() -> None:
    manifest = replace(MANIFEST, text=TextRules(has_title=True, title_limit=90))
    card = LinkCard("https://stadt.example/a", "", "")
    whole = replace(OUTGOING, parts=("Eins.", "Zwei."), link=card, comment="Mehr dazu.")
    assert labels(whole, manifest) == [
        ("Überschrift", "Titel"),
        ("Teil %(number)d von %(total)d", "Eins."),
        ("Teil %(number)d von %(total)d", "Zwei."),
        ("Link", "https://stadt.example/a"),
        ("Erster Kommentar", "Mehr dazu."),
    ]


def test_a_link_that_stands_in_the_text_is_not_asked_for_again() -> None:
    card = LinkCard("https://stadt.example/a", "", "")
    assert labels(replace(OUTGOING, parts=("Mehr: https://stadt.example/a",), link=card)) == [
        ("Text", "Mehr: https://stadt.example/a")
    ]


def test_the_account_of_the_town_goes_before_the_place_of_the_network() -> None:
    settings = {"address": "https://netz.example/stadt"}
    assert handed_over(MANIFEST, OUTGOING, Errand.POST, settings).place == settings["address"]
    for errand in (Errand.CORRECT, Errand.REMOVE):
        task = handed_over(MANIFEST, OUTGOING, errand, settings, "https://netz.example/stadt/1")
        assert task.place == "https://netz.example/stadt/1"


def test_removing_needs_no_text() -> None:
    task = handed_over(MANIFEST, replace(OUTGOING, pictures=(PICTURE,)), Errand.REMOVE, {})
    assert (task.texts, task.pictures, task.steps[2]) == ((), (), "Weg damit.")


@pytest.mark.parametrize("manifest", BY_HAND, ids=lambda one: one.kind)
@pytest.mark.parametrize("errand", Errand)
def test_every_network_says_where_and_how(manifest: Manifest, errand: Errand) -> None:
    found = handed_over(manifest, OUTGOING, errand, {})
    assert found.place.startswith("https://")
    assert len(found.steps) >= 4
    assert manifest.by_hand is not None
    assert manifest.by_hand.hosts
    host = found.place.removeprefix("https://").partition("/")[0]
    assert any(host == one or host.endswith(f".{one}") for one in manifest.by_hand.hosts)


@pytest.mark.parametrize(
    ("kind", "on", "off", "sends", "by_hand"),
    [
        ("fake", (), (), True, False),
        ("fake", (), ("fake",), False, False),  # nobody told how to post there
        ("fake_by_hand", (), (), False, True),
        ("fake_off", (), (), False, True),
        ("fake_off", ("fake_off",), (), True, False),
        ("fake_off", ("fake_off",), ("fake_off",), False, True),
    ],
)
def test_the_operator_switches_interfaces(  # noqa: PLR0917 - a table
    settings: Any,
    kind: str,
    on: tuple[str, ...],
    off: tuple[str, ...],
    sends: bool,  # noqa: FBT001 - a table
    by_hand: bool,  # noqa: FBT001 - a table
) -> None:
    settings.AUSRUFER_CONNECTORS = [
        "ausrufer.channels.testing.FakeConnector",
        "ausrufer.channels.testing.FakeByHandConnector",
        "tests.unit.channels.test_hand_over.Off",
    ]
    settings.AUSRUFER_SWITCHED_ON, settings.AUSRUFER_BY_HAND = frozenset(on), frozenset(off)
    registry._connectors.cache_clear()
    assert (registry.sends(kind), registry.by_hand(kind)) == (sends, by_hand)
    assert (kind in [one.kind for one in registry.kinds()]) is (sends or by_hand)
    fields = [one.name for one in registry.access_fields(kind)]
    assert (fields == ["address"]) is by_hand

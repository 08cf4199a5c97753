from datetime import timedelta
from pathlib import Path

import pytest

from ausrufer.hub.site.entry import Entry, content_of, published, withdrawn
from ausrufer.hub.site.index import Index, Shelf
from ausrufer.hub.site.lists import part_count
from tests.unit.hub.town import NOON, SETTINGS, message, step


def entry(number: int, **changes: object) -> Entry:
    outgoing = message(number, **changes)
    content = content_of(outgoing, pictures=(), base_url=SETTINGS["base_url"])
    return published(None, outgoing, content, step(number))


def test_lists_are_newest_first_and_know_their_size(tmp_path: Path) -> None:
    with Index.opened(tmp_path / "index", ()) as index:
        index.put(entry(2), entry(1), entry(3, topic="Kultur"))
        assert index.newest("", most=2) == ("mitteilung-3", "mitteilung-2")
        assert index.shelves("thema/") == (
            Shelf("thema/kultur/", "Kultur", 1),
            Shelf("thema/verkehr/", "Verkehr", 2),
        )
        assert [card.title for card in index.cards("thema/verkehr/", first=1, most=5)] == [
            "Brücke Nr. 1 gesperrt"
        ]
        assert index.older_than("", entry(3)) == 2
        assert index.last_change() == step(3).at


def test_withdrawn_messages_keep_their_address_but_no_place(tmp_path: Path) -> None:
    gone = withdrawn(entry(1), at=NOON + timedelta(days=1))
    with Index.opened(tmp_path / "index", ()) as index:
        index.put(entry(1))
        index.put(gone)
        assert index.shelf("") == Shelf("", "", 0)
        assert index.newest("", most=5) == ()
        assert index.id_at(gone.path) == "mitteilung-1"
        assert index.last_touch("") == NOON + timedelta(days=1)


def test_the_latest_spelling_names_a_list(tmp_path: Path) -> None:
    with Index.opened(tmp_path / "index", ()) as index:
        index.put(entry(1, topic="Bauen & Wohnen"), entry(2, topic="Bauen und Wohnen"))
        assert index.shelves("thema/") == (Shelf("thema/bauen-und-wohnen/", "Bauen und Wohnen", 2),)


@pytest.mark.parametrize("damage", [b"", b"no database", None])
def test_a_lost_or_damaged_index_is_made_anew(tmp_path: Path, damage: bytes | None) -> None:
    path = tmp_path / "index"
    with Index.opened(path, ()) as index:
        index.put(entry(1))
    if damage is None:
        path.unlink()
    else:
        path.write_bytes(damage)
    with Index.opened(path, [entry(1), entry(2)]) as index:
        assert index.newest("", most=5) == ("mitteilung-2", "mitteilung-1")


def test_a_sound_index_is_not_read_again(tmp_path: Path) -> None:
    with Index.opened(tmp_path / "index", ()) as index:
        index.put(entry(1))
    with Index.opened(tmp_path / "index", [entry(2)]) as index:
        assert index.newest("", most=5) == ("mitteilung-1",)


def test_a_first_page_has_thirty_to_a_hundred_and_twentynine_messages() -> None:
    assert [part_count(count) for count in (0, 29, 129, 130, 229, 230)] == [0, 0, 0, 1, 1, 2]

"""Links, emojis, numbers: hits and near misses."""

import pytest

from ausrufer.announcements.preflight.about_links import addresses_to_ask

from .saying import found, hits


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mehr: http://www.stadt.de/a.", [("link_insecure", "http://www.stadt.de/a")]),
        ("[Hier](http://www.stadt.de)", [("link_insecure", "http://www.stadt.de")]),
        (
            "https://stadt.de/?id=3&utm_source=x",
            [("link_tracks", "https://stadt.de/?id=3&utm_source=x")],
        ),
        ("https://stadt.de/?fbclid=1", [("link_tracks", "https://stadt.de/?fbclid=1")]),
        ("https://bit.ly/abc", [("link_hidden", "https://bit.ly/abc")]),
        ("http://intranet/plan", [("link_internal", "http://intranet/plan")]),
        ("https://akten.stadt.local/a", [("link_internal", "https://akten.stadt.local/a")]),
        ("https://10.0.0.3/", [("link_internal", "https://10.0.0.3/")]),
        ("https://www.stadt.de/termine?seite=2", []),
        ("https://www.stadt.de/utm_source", []),
        ("https://habit.ly/", []),
        ("Schreiben Sie an mailto:amt@stadt.de", []),
        ("https://8.8.8.8/", []),
    ],
)
def test_links(text: str, expected: list[tuple[str, str]]) -> None:
    assert hits(text) == expected


def test_the_chosen_link_is_looked_at_too() -> None:
    assert hits("Text", link="http://stadt.de") == [("link_insecure", "http://stadt.de")]


def test_links_in_the_fields_of_a_kind_are_looked_at_at_their_place() -> None:
    given = {"where": "http://stadt.de/mit", "registration": "https://stadt.de/?fbclid=1"}
    assert [(one.code, one.place, one.start, one.end) for one in found("Text", links=given)] == [
        ("link_insecure", "details.where", 0, 19),
        ("link_tracks", "details.registration", 0, 26),
    ]
    asked = addresses_to_ask("", "https://stadt.de/a", "", {"where": "https://stadt.de/b"})
    assert asked == ("https://stadt.de/a", "https://stadt.de/b")


def test_a_dead_link_is_a_fact_from_outside() -> None:
    dead = frozenset({"https://stadt.de/weg"})
    text = "https://stadt.de/weg und https://stadt.de/da"
    assert hits(text, dead_links=dead) == [("link_dead", "https://stadt.de/weg")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Fest 🎉🎉🎉", [("emoji_flood", "🎉🎉🎉")]),
        ("Fest 🎉 🎈 🎊 heute", [("emoji_flood", "🎉 🎈 🎊")]),
        ("🎄 a 🎄 b 🎄 c 🎄 d 🎄 e", [("emoji_flood", "🎄")]),
        ("➡️ Ost\n➡️ West", [("emoji_bullet", "➡️")]),
        ("- ✅ Ost\n- ✅ West", [("emoji_bullet", "✅")]),
        ("Frohes Fest 🎄", []),
        ("Familien 👨‍👩‍👧‍👦 willkommen", []),
        ("🎄 Der Markt öffnet.", []),
        ("© Stadt, ™ und ® sind Zeichen", []),
        ("- Ost\n- West", []),
        ("Flaggen 🇩🇪 🇫🇷 wehen", []),
    ],
)
def test_emojis(text: str, expected: list[tuple[str, str]]) -> None:
    assert hits(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ruf an: 0171 2345678", [("mobile_number", "0171 2345678")]),
        ("Ruf an: +49 (0) 160/12345678", [("mobile_number", "+49 (0) 160/12345678")]),
        ("Telefon 02203 45-100", []),
        ("Rufnummer 115", []),
        ("Aktenzeichen 017123456789012345", []),
        ("erna.s@gmx.de", [("private_mailbox", "erna.s@gmx.de")]),
        ("presse@musterstadt.de", []),
        ("Konto DE02 1203 0000 0000 2020 51", [("bank_account", "DE02 1203 0000 0000 2020 51")]),
        ("Konto DE02120300000000202051", [("bank_account", "DE02120300000000202051")]),
        ("Konto DE03 1203 0000 0000 2020 51", []),  # its check digits are wrong
        ("Der Wagen M-AB 1234 stand hier", [("licence_plate", "M-AB 1234")]),
        ("Kennzeichen HH XY 99E", [("licence_plate", "HH XY 99E")]),
        ("Die Norm DIN EN 1176 gilt", []),
        ("Auf der BAB A 7", []),
        ("Bebauungsplan B-12", []),
        ("Linie S 1 und RE 5", []),
    ],
)
def test_numbers(text: str, expected: list[tuple[str, str]]) -> None:
    assert [one for one in hits(text) if one[0] != "abbreviation"] == expected

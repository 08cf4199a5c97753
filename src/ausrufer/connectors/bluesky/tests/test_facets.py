"""Facets name bytes, and exactly those of the link or the hashtag."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ausrufer.connectors.bluesky.facets import facets

LINK = "https://www.musterstadt.example/straße/brücke?ab=1&bis=2#teil"


def _marked(text: str, also: str = "") -> list[tuple[str, str]]:
    """Return (text of the bytes, what they lead to) of every facet."""
    raw = text.encode()
    found = []
    for facet in facets(text, also=also):
        index, (feature,) = facet["index"], facet["features"]
        shown = raw[index["byteStart"] : index["byteEnd"]].decode()
        found.append((shown, feature.get("uri") or f"#{feature['tag']}"))
    return found


@pytest.mark.parametrize(
    "before", ["", "Größe: ", "👷🏽‍♀️🚧 ", "🏳️‍🌈 Ä ", "e\u0301 – „", "👨‍👩‍👧‍👦\n"]
)
def test_offsets_are_bytes_whatever_stands_before(before: str) -> None:
    text = f"{before}{LINK} und danach #Verkehr 🚧"
    assert _marked(text) == [(LINK, LINK), ("#Verkehr", "#Verkehr")]
    start = facets(text)[0]["index"]["byteStart"]
    assert start == len(before.encode())


@pytest.mark.parametrize(
    ("text", "links"),
    [
        (f"Siehe {LINK}.", [LINK]),
        (f"Siehe {LINK}!", [LINK]),
        (f"({LINK})", [LINK]),
        (f"„{LINK}“", [LINK]),
        (f"»{LINK}«, sagte er", [LINK]),
        (f"{LINK}, {LINK}; fertig", [LINK, LINK]),
        (f"{LINK}…", [LINK]),
        ("https://de.wikipedia.org/wiki/Halle_(Saale)", [...]),
        ("(https://de.wikipedia.org/wiki/Halle_(Saale))", ["https://de.wikipedia.org/wiki/Halle_(Saale)"]),
        ("HTTPS://MUSTERSTADT.EXAMPLE/A", [...]),
        ("http://127.0.0.1:8321/2026/bruecke/", [...]),
        ("https://xn--strae-oqa.example/ä", [...]),
        ("https://straße.example/", [...]),
        ("ftp://musterstadt.example mailto:a@b.example www.musterstadt.example", []),
        ("https:// https:/// nichts", []),
        ("xhttps://musterstadt.example", []),
        ("https://a.example<script>", ["https://a.example"]),
    ],
)  # fmt: skip
def test_links_end_where_the_sentence_goes_on(text: str, links: list[str]) -> None:
    expected = [text if link is ... else link for link in links]
    assert _marked(text) == [(link, link) for link in expected]


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("#Verkehr", ["Verkehr"]),
        ("#Bürgerfest, #Straße! (#Köln) „#Ärzte“", ["Bürgerfest", "Straße", "Köln", "Ärzte"]),
        ("#E-Mobilität und #B96-Ausbau-", ["E-Mobilität", "B96-Ausbau"]),
        ("#2026 #2026er #_ #__ä", ["2026er", "__ä"]),
        ("＃Verkehr", ["Verkehr"]),
        ("a#b C#Dur ##doppelt", []),
        ("https://a.example/#Teil", []),
        ("#️⃣Taste # Leer #", []),
        ("#" + "ä" * 64, ["ä" * 64]),
        ("#" + "ä" * 65, []),
    ],
)
def test_hashtags_are_whole_words_with_a_letter(text: str, tags: list[str]) -> None:
    raw = text.encode()
    found = [
        (facet["features"][0]["tag"], facet["index"]) for facet in facets(text)
        if "tag" in facet["features"][0]
    ]  # fmt: skip
    assert [tag for tag, _ in found] == tags
    for tag, index in found:
        assert raw[index["byteStart"] : index["byteEnd"]].decode()[1:] == tag


def test_a_hashtag_within_a_link_is_part_of_the_link() -> None:
    text = "https://a.example/x,(#Teil #Frei"
    assert _marked(text) == [("https://a.example/x,(#Teil", "https://a.example/x,(#Teil"),
                             ("#Frei", "#Frei")]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("Brücke gesperrt\n\nMehr bald. #Bau", [("Brücke gesperrt", LINK), ("#Bau", "#Bau")]),
        ("\n  Brücke #Bau gesperrt \nMehr", [("Brücke #Bau gesperrt", LINK)]),
        (f"Brücke gesperrt\n{LINK}", [(LINK, LINK)]),
        (
            "Quelle: https://a.example\nMehr dazu",
            [("https://a.example", "https://a.example"), ("Mehr dazu", LINK)],
        ),
        ("https://a.example", [("https://a.example", "https://a.example")]),
        ("", []),
    ],
)
def test_an_address_outside_the_text_becomes_the_link_of_the_headline(
    text: str, marked: list[tuple[str, str]]
) -> None:
    assert _marked(text, also=LINK) == marked


_PIECES = st.sampled_from(
    [
        "#Tag",
        LINK,
        " ",
        "\n",
        "ü",
        "👷🏽‍♀️",
        "(",
        ")",
        "„",
        "“",
        "#",
        "https://",
        ".",
        "x",
        "\u0301",
        "1",
    ]
)


@given(st.lists(_PIECES, max_size=20).map("".join), st.sampled_from(["", "https://b.example"]))
def test_facets_never_overlap_and_never_split_a_character(text: str, also: str) -> None:
    raw, reached = text.encode(), 0
    for facet in facets(text, also=also):
        start, end = facet["index"]["byteStart"], facet["index"]["byteEnd"]
        assert reached <= start < end <= len(raw)
        raw[start:end].decode()
        reached = end

"""Names stand where Germans look for them."""

from ausrufer.foundation.german_order import german_order


def test_umlauts_stand_with_their_letters() -> None:
    names = ["Zoo", "Östliches Amt", "amt", "Ämter", "Straßenbau", "Ortsamt", "Strasse", "Écluse"]
    assert sorted(names, key=german_order) == [
        "amt",
        "Ämter",
        "Écluse",
        "Ortsamt",
        "Östliches Amt",
        "Strasse",
        "Straßenbau",
        "Zoo",
    ]

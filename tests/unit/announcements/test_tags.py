"""Hashtags that a screen reader can read."""

import pytest

from ausrufer.announcements.adaptation.source import Source
from ausrufer.announcements.adaptation.tags import hashtag, hashtags_for


@pytest.mark.parametrize(
    ("words", "tag"),
    [
        ("Verkehr", "Verkehr"),
        ("verkehr", "Verkehr"),
        ("Bürger und Rathaus", "BürgerUndRathaus"),
        ("Kultur & Freizeit", "KulturFreizeit"),
        ("#StadtRadeln", "StadtRadeln"),
        ("Straßen-Bau", "StraßenBau"),
        ("ÖPNV", "ÖPNV"),
        ("Haushalt 2027", "Haushalt2027"),
        ("2027", ""),
        ("", ""),
        (" - ", ""),
        ("u\u0308bung", "U\u0308bung"),
        ("ümit_ev", "Ümit_ev"),
        ("Bürger*innen", "BürgerInnen"),
    ],
)
def test_words_become_one_hashtag(words: str, tag: str) -> None:
    assert hashtag(words) == tag


def test_chosen_hashtags_come_before_the_topic_each_once() -> None:
    source = Source("x", "de", "", topic="Verkehr")
    assert hashtags_for(source) == ("Verkehr",)
    chosen = Source("x", "de", "", topic="Verkehr", hashtags=("#Bus", "bahn", "#BUS", "7"))
    assert hashtags_for(chosen) == ("BUS", "Bahn")

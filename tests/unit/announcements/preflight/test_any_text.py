"""Whatever anybody writes: a check never fails, points into the text, says the same twice."""

from datetime import date, datetime, time
from time import perf_counter

from hypothesis import given, settings
from hypothesis import strategies as st

from ausrufer.announcements.adaptation.source import Source
from ausrufer.announcements.preflight.check import check
from ausrufer.announcements.preflight.circumstances import Circumstances, Gendering, QuietPeriod
from ausrufer.announcements.preflight.wordlists import words
from ausrufer.foundation.clock import TOWN_TIME

PIECES = st.sampled_from(
    [
        *words("offices"),
        *words("parties"),
        *words("promises"),
        *("Montag", "Mo.,", "24.", "31.2.", "November", "2026", "von 18 bis 16 Uhr", "(Freitag)"),
        *("[Hier](http://a.b)", "https://x.y/?utm_a=1", "**", "*", "- ", "\n", "\n\n", "#", "> "),
        *("0171 2345678", "a@gmx.de", "DE02120300000000202051", "M-AB 1", "Herr Kurt Meier"),
        *("🎉", "👨‍👩‍👧", "🇩🇪", "1️⃣", "Bürger*innen", "Bürger", "ISEK", "ggf.", "„", "“", "geb."),
        *("ist", "war", "Gartenweg 12", "95. Geburtstag", "\u0301", "\u200d", "ﬁ", "ǅ", "İ"),
    ]
)
TEXT = st.lists(PIECES | st.text(max_size=12), max_size=25).map(" ".join)
MOMENTS = st.dates(date(2000, 1, 2), date(2099, 12, 30)).map(
    lambda day: datetime.combine(day, time(12), TOWN_TIME)
)
SOURCES = st.builds(
    Source,
    public_id=st.just("x"),
    language=st.just("de"),
    title=TEXT,
    body=TEXT,
    link=st.text(max_size=20) | st.just("http://[::1]/"),
    not_after=st.none() | MOMENTS,
)
AROUND = st.builds(
    Circumstances,
    moment=MOMENTS,
    gendering=st.sampled_from(Gendering),
    quiet_periods=st.sampled_from(
        [(), (QuietPeriod("Wahl", date(1999, 1, 1), date(2100, 1, 1)),)],
    ),
    longest_sentence=st.integers(5, 40),
)


@settings(max_examples=300, deadline=None)
@given(SOURCES, AROUND)
def test_any_text(source: Source, around: Circumstances) -> None:
    said = check(source, around)
    for one in said:
        if one.start is not None and one.end is not None:
            assert 0 <= one.start < one.end <= len(getattr(source, one.place))
    assert said == check(source, around)
    assert len(set(said)) == len(said)


def test_a_long_hostile_text_is_read_in_a_blink() -> None:
    for piece in (
        "Mo, ",
        "24. ",
        "Herr A B ",
        "(",
        "„",
        "A-B ",
        "1 bis ",
        "0171 ",
        "[a](",
        "***",
        "🎉",
    ):
        body = (piece * 20_000)[:20_000]
        began = perf_counter()
        check(
            Source("x", "de", title="T", body=body),
            Circumstances(datetime(2026, 1, 1, tzinfo=TOWN_TIME)),
        )
        assert perf_counter() - began < 5, piece

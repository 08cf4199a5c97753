"""The sample feeds of the contracts: what each of them says and what becomes of it."""

from datetime import UTC, datetime

import pytest

from ausrufer.intake.feeds import Feed, FeedItem, read_feed
from tests.published import SHARED

SAMPLES = SHARED / "contracts" / "feeds" / "testdata"
pytestmark = pytest.mark.skipif(
    not SAMPLES.is_dir(), reason="needs the contract files (AUSRUFER_SHARED)"
)


def sample(name: str) -> Feed:
    return read_feed((SAMPLES / name).read_bytes())


def reasons(feed: Feed) -> list[str]:
    return [skipped.reason.partition(": ")[2] for skipped in feed.skipped]


def test_every_sample_is_judged_here() -> None:
    assert {path.name for path in SAMPLES.iterdir()} == {
        "invalid.rss",
        "invalid_element.atom",
        "no_id.atom",
        "no_title.atom",
        "ny_index.rss",
        "weather.atom",
    }


def test_an_index_of_warnings() -> None:
    """A valid feed. Its ids are no addresses although isPermaLink is not false: they stay as is."""
    feed = sample("ny_index.rss")
    assert (feed.title, feed.language, feed.skipped) == (
        "NY State-Wide RSS-Based CAP Index",
        "",
        (),
    )
    closure = (
        "ROAD CLOSURE: State Hwy 218 in between Cornwall town line & West Point Military Academy"
    )
    assert [item.guid for item in feed.items] == [
        "NYAlert-ALLHAZALERT-3167113",
        "NYAlert-ALLHAZALERT-3162202",
    ]
    second = feed.items[1]
    assert second.title == f"UPDATE: {closure} due to weather."
    assert second.html.startswith(f"<p>{closure.replace('&', '&amp;')}, in Cornwall")
    assert second.published_at == datetime(2011, 1, 28, 16, 13, tzinfo=UTC)
    assert second.link == (
        "http://www.nyalert.gov/Public/News/GetCapAlert.aspx?capID=NYAlert-ALLHAZALERT-3162202"
    )


def test_warnings_of_the_weather_service() -> None:
    """A valid feed whose content is empty: the summary is the text. CAP is passed over."""
    feed = sample("weather.atom")
    assert feed.title.startswith("Current Watches, Warnings and Advisories")
    (item,) = feed.items
    assert item.guid == item.link
    assert item.link.startswith("http://www.weather.gov/alerts-beta/wwacapget.php?x=DC2012")
    assert item.title.startswith("Air Quality Alert issued August 29 at 4:29PM EDT")
    assert item.html.startswith("<p>...AIR QUALITY ALERT IS IN EFFECT FOR MONDAY AUGUST 30 2012...")
    assert item.summary == ""
    assert item.published_at == item.updated_at == datetime(2012, 8, 29, 20, 29, tzinfo=UTC)
    assert feed.skipped == ()


def test_an_element_that_does_not_belong_there() -> None:
    """Not valid after RFC 4287, but harmless: what is unknown is passed over."""
    feed = sample("invalid_element.atom")
    (item,) = feed.items
    assert item == FeedItem(
        guid="id1",
        title=item.title,
        updated_at=datetime(2010, 8, 29, 20, 29, tzinfo=UTC),
    )
    assert item.title == (
        "Air Quality Alert issued August 29 at 4:29PM EDT expiring August 31 at 12:00AM EDT by NWS "
        "Baltimore/Washington http://www.erh.noaa.gov/lwx/"
    )


def test_an_entry_without_an_id() -> None:
    """Neither id nor link: read again it could not be recognised, and would come a second time."""
    feed = sample("no_id.atom")
    assert feed.items == ()
    assert reasons(feed) == ["Er hat weder eine Kennung (guid, id) noch einen Link."]


def test_an_entry_without_a_title() -> None:
    """Neither title nor text: nothing is left that somebody could publish."""
    feed = sample("no_title.atom")
    assert feed.items == ()
    assert reasons(feed) == ["Er hat weder eine Überschrift noch einen Text."]


def test_an_empty_item() -> None:
    """A channel without a title and an item without anything: readable, but nothing to take."""
    feed = sample("invalid.rss")
    assert (feed.title, feed.items) == ("", ())
    assert reasons(feed) == ["Er hat weder eine Kennung (guid, id) noch einen Link."]

"""A comment on a real page, recorded by others, is read as it is meant."""

from datetime import UTC, datetime

from ausrufer.connectors.meta.facebook_page import comments
from ausrufer.connectors.meta.tests.stages import recorded, sample

pytestmark = recorded


def test_a_comment_on_a_page() -> None:
    told = sample("facebook", "apidata", "comments", "comment_info.json")
    found = comments.contribution(told, "19292868552_10158371815748553")
    assert found.remote_id == "10158371815748553_10158371930463553"
    assert found.text == "This is really nice"
    assert found.written_at == datetime(2021, 7, 21, 21, 5, 14, tzinfo=UTC)
    assert (found.author, found.hidden) == ("", None)  # not told, so not invented

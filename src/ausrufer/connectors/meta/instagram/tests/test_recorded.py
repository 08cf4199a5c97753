"""A comment below a real medium, recorded by others, is read as it is meant."""

from datetime import UTC, datetime

from ausrufer.connectors.meta.instagram import comments
from ausrufer.connectors.meta.tests.stages import recorded, sample

pytestmark = recorded


def test_comments_below_a_medium() -> None:
    told = sample("instagram", "apidata", "comments", "comment_fields.json")
    found = comments.contribution(told, "1784")
    assert (found.text, found.author) == ("@ikroskun Hey, guys", "ikroskun")
    assert found.written_at == datetime(2020, 2, 24, 9, 15, 16, tzinfo=UTC)

"""Answers of the real Graph, recorded by others, are read as they are meant."""

import json
from datetime import UTC, datetime

import pytest

from ausrufer.channels.errors import AccessLost, PermanentFailure
from ausrufer.channels.rest import Effect, object_of, objects_of
from ausrufer.connectors.meta.graph import _next, moment
from ausrufer.connectors.meta.login import _may_publish, read_token
from ausrufer.connectors.meta.network import network
from ausrufer.connectors.meta.numbers import numbers_of
from ausrufer.connectors.meta.progress import failure_in
from ausrufer.connectors.meta.tests.stages import raises, recorded, sample
from ausrufer.foundation.http import Answer

pytestmark = recorded


@pytest.mark.parametrize("name", ["error.json", "base/error_data.json"])
def test_a_refusal(name: str) -> None:
    content = json.dumps(sample(name)).encode()
    failure = network("Facebook").meaning(Answer(400, {}, content, ""), Effect.HARMLESS, "GET /me")
    assert type(failure) is PermanentFailure
    assert "100/" in failure.for_log


def test_a_token_and_what_it_lacks() -> None:
    told = object_of(sample("base", "token_info.json"), "data")
    ends = read_token(told, "Facebook", ["manage_pages"])
    assert ends == datetime.fromtimestamp(1577347200, UTC)
    with raises(AccessLost, "pages_manage_posts"):
        read_token(told, "Facebook", ["pages_manage_posts"])
    with raises(AccessLost, "nicht mehr an"):
        read_token({**told, "is_valid": False}, "Facebook", [])


def test_pages_of_a_person() -> None:
    pages = objects_of(sample("base", "user_accounts_token.json"), "data")
    assert [(one["id"], _may_publish(one)) for one in pages] == [("2121008874780932", True)]


def test_numbers_of_a_medium() -> None:
    names = {"impressions": "views", "reach": "reach", "saved": "saves", "shares": "shares"}
    found = numbers_of(sample("instagram", "apidata", "medias", "insights.json"), names)
    assert found == {"views": 8, "reach": 5, "saves": 0}
    new = sample("instagram", "apidata", "medias", "insights_new.json")
    assert numbers_of(new, {"profile_activity": "clicks"}) == {"clicks": 11}


def test_a_finished_container() -> None:
    told = sample("instagram", "apidata", "publish", "container_info.json")
    assert failure_in(told["status_code"], told["status"], "Instagram") is None


def test_what_follows_a_page_of_posts_is_asked_without_the_token_it_quotes() -> None:
    found = sample("facebook", "apidata", "posts", "feed_fields_p1.json")
    following = _next(found)
    assert "access_token" not in following
    assert following["until"] == "1625384168" or following["until"].isdecimal()
    written = [moment(one["created_time"]) for one in objects_of(found, "data")]
    assert None not in written
    assert written == sorted((one for one in written if one), reverse=True)

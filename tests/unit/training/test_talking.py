"""What residents say depends on nothing but the seed, the post and the number."""

from collections import Counter

import pytest

from ausrufer.training.residents.people import GRUMBLER, RESIDENTS, SPAMMER
from ausrufer.training.residents.sayings import ANSWERS, SAYINGS, Kind
from ausrufer.training.residents.talking import conversation, fans, moments

POSTS = [f"facebook/{number}" for number in range(60)]


def test_the_same_seed_says_the_same_again_and_another_does_not() -> None:
    first, again = (conversation("a", POSTS[0], 8) for _ in range(2))
    assert first == again
    assert conversation("b", POSTS[0], 8) != first
    assert conversation("a", POSTS[1], 8) != first
    assert conversation("a", POSTS[0], 3) == first[:3]  # more of it begins the same


def test_a_town_says_everything_and_mostly_asks() -> None:
    said = Counter(one.kind for post in POSTS for one in conversation("a", post, 6))
    assert set(said) == set(Kind)
    assert said.most_common(1)[0][0] is Kind.QUESTION
    assert said[Kind.SPAM] < said[Kind.THANKS]


@pytest.mark.parametrize("kind", Kind)
def test_a_drill_may_wish_for_one_kind(kind: Kind) -> None:
    talk = conversation("a", POSTS[0], 12, kind=kind)
    assert {one.kind for one in talk} == {kind}
    who = {Kind.INSULT: {GRUMBLER}, Kind.SPAM: {SPAMMER}}.get(kind)
    begun = {one.who for one in talk if one.answers is None}
    assert begun == who if who else not begun & {GRUMBLER, SPAMMER}


def test_answers_stand_below_an_earlier_comment_of_somebody_else() -> None:
    for post in POSTS:
        talk = conversation("a", post, 10)
        for place, one in enumerate(talk):
            if one.answers is not None:
                assert one.answers < place
                assert talk[one.answers].answers is None
                assert talk[one.answers].who != one.who


def test_no_place_is_left_open_in_what_is_said() -> None:
    said = [one.text for post in POSTS for one in conversation("a", post, 20)]
    assert [one for one in said if "{" in one or "}" in one] == []
    assert set(SAYINGS) == set(ANSWERS) == set(Kind)


def test_comments_come_after_seconds_to_minutes_in_order() -> None:
    found = [moments("a", post) for post in POSTS]
    assert {len(one) for one in found} == {0, 1, 2, 3, 4}
    for one in found:
        assert one == sorted(one)
        assert all(8 <= at <= 320 for at in one)


def test_everybody_likes_a_post_at_most_once() -> None:
    assert all(len(set(fans("a", post))) == len(fans("a", post)) > 0 for post in POSTS)
    assert len({one.key for one in RESIDENTS}) == len({one.number for one in RESIDENTS})

"""What stays of a call of a platform: counts, and the points the house acts on. Pure."""

import hashlib
import hmac
from collections import Counter
from collections.abc import Sequence

from ausrufer.channels.contract import Change, Told

MOST_SUBJECTS = 50
MOST_POINTS = 200
_LONGEST = 120


def digest_of(body: bytes, key: str) -> str:
    """Return what tells two calls at one address apart; without `key` nobody can try bodies."""
    return hmac.new(key.encode(), body, hashlib.sha256).hexdigest()


def subjects_of(told: Sequence[Told]) -> dict[str, int]:
    """Return how many changes of each kind were told, the most frequent ones."""
    counted = Counter(one.subject[:_LONGEST] for one in told if one.subject)
    return dict(counted.most_common(MOST_SUBJECTS))


def points_of(told: Sequence[Told]) -> list[list[str]]:
    """Return what the house acts on, each once: change, account, post."""
    acted_on = (one for one in told if one.change is not Change.OTHER)
    points = dict.fromkeys((one.change.value, one.account, one.post) for one in acted_on)
    return [list(one) for one in points][:MOST_POINTS]

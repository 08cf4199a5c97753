"""Letting time pass faster, so that hours of rests and budgets do not stand in the way.

Moved are only the moments until which something rests: `rests_until` and `ordinary_from` of a
channel, `filled_at` of a bucket, `due_at` of what waits for another try, `reconcile_at` of a
question. Never moved are states, leases, workers, attempts and keys: whoever has a delivery in
flight keeps it exactly as long as in life. Where only questions are left that a platform never
answers for certain, the six hours after which the engine gives them to a person pass at once
(`first_attempt_at` and `patience_since` of what is unclear). A question about an unclear delivery
is asked earlier only once its call is surely over: its worker is dead or has reported itself, and
the emulated platform has had more time than the longest it processes anything late.
"""

from django.db import connection

from ausrufer.training.lots import LATE_SECONDS

HOUR = "1 hour"
# every request that was on its way when its worker died has been processed by then
SURELY_OVER = f"{10 * LATE_SECONDS} seconds"

_PASSES = (
    """UPDATE delivery_pace SET rests_until = rests_until - %(hour)s::interval,
              ordinary_from = ordinary_from - %(hour)s::interval
        WHERE rests_until > now() OR ordinary_from > now()""",
    "UPDATE delivery_bucket SET filled_at = filled_at - %(hour)s::interval",
    """UPDATE delivery_delivery SET due_at = GREATEST(due_at - %(hour)s::interval, now())
        WHERE state = 'waiting' AND due_at > now()""",
    """UPDATE delivery_delivery d
          SET reconcile_at = GREATEST(reconcile_at - %(hour)s::interval, now())
        WHERE state = 'unclear' AND reconcile_at > now()
          AND NOT EXISTS (SELECT FROM delivery_attempt a
                           WHERE a.delivery_id = d.id
                             AND (a.ended_at IS NULL
                                  OR a.ended_at > now() - %(over)s::interval))""",
)
_PATIENCE_ENDS = """
UPDATE delivery_delivery SET first_attempt_at = first_attempt_at - interval '7 hours',
       patience_since = patience_since - interval '7 hours'
 WHERE state = 'unclear' AND reconcile_at IS NOT NULL
"""


def let_an_hour_pass() -> None:
    """Let an hour pass for whatever rests; no worker may be cut off from its database."""
    _do(*_PASSES)


def let_patience_end() -> None:
    """Let so much time pass that the engine gives to a person what no platform answers."""
    _do(_PATIENCE_ENDS)


def _do(*statements: str) -> None:
    for statement in statements:
        with connection.cursor() as cursor:
            cursor.execute(statement, {"hour": HOUR, "over": SURELY_OVER})

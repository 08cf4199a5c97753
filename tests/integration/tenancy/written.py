"""Whether anything was written at all, from PostgreSQL's own count of this transaction.

Comparing a digest of every table (`planted.everything`) is the proof, and slow; where not one row
was inserted, changed or deleted since `writes` was asked, there is nothing to compare.
"""

from django.db import connection

from tests.integration.tenancy.planted import VISITS


def writes() -> dict[str, int]:
    """Return how often rows of each table were written since the transaction began.

    What was rolled back to a savepoint counts too: the figures only ever grow.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables"
            " WHERE n_tup_ins + n_tup_upd + n_tup_del > 0"
        )
        return {name: count for name, count in cursor.fetchall() if name not in VISITS}

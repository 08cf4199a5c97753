"""A hundred thousand messages and nothing around them, for measuring what reads the words only.

The texts of the bench's past, told again and again by the database itself, and the index over their
words made once at the end: a minute of work instead of an hour. `past.py` writes fewer messages
with all they left behind.
"""

from django.db import connection

from ausrufer.announcements.models import Announcement
from bench.past import AT_ONCE, BETWEEN, Past

INDEX = "announcement_words"
DIFFERENT = 2000  # texts; after them they come again, longer ago
_AGAIN = {
    "public_id": "gen_random_uuid()",
    "path": "path || '-' || again",
    **{name: f"{name} - again * %(span)s" for name in ("created_at", "changed_at", "published_at")},
}


def write_archive(messages: int) -> None:
    """Write so many published messages; the organisation must be in scope."""
    different = min(messages, DIFFERENT)
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname = %s", [INDEX])
        (made_by,) = cursor.fetchone()
        cursor.execute(f"DROP INDEX {INDEX}")
        written = _write(range(different))
        cursor.execute(_told_again(), {
            "span": BETWEEN * different, "times": messages // different - 1, "written": written,
        })  # fmt: skip
        cursor.execute("SET maintenance_work_mem = '256MB'")
        cursor.execute(made_by)
        cursor.execute(f"ALTER INDEX {INDEX} ALTER COLUMN 1 SET STATISTICS 0")
        cursor.execute("VACUUM ANALYZE announcements_announcement")
        cursor.execute("VACUUM ANALYZE announcements_announcementwords")


def _write(numbers: range) -> list[int]:
    past = Past()
    rows = [past.announcement(number) for number in numbers]
    return [one.pk for one in Announcement.objects.bulk_create(rows, batch_size=AT_ONCE)]


def _told_again() -> str:
    stored = Announcement._meta.local_concrete_fields  # noqa: SLF001 - public by Django's word
    columns = [one.column for one in stored if not one.primary_key]
    values = [_AGAIN.get(one, one) for one in columns]
    # every name comes from the model
    return f"""
        INSERT INTO announcements_announcement ({", ".join(columns)})
        SELECT {", ".join(values)}
          FROM announcements_announcement, generate_series(1, %(times)s) AS again
         WHERE id = ANY(%(written)s)
    """  # noqa: S608

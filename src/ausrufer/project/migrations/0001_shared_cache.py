"""The cache all processes share: attempts to log in are counted once for the whole house."""

from django.db import migrations

# the shape Django's `createcachetable` gives it
FORWARD = """
CREATE TABLE project_cache (
  cache_key varchar(255) PRIMARY KEY,
  value text NOT NULL,
  expires timestamp with time zone NOT NULL
);
CREATE INDEX project_cache_expires ON project_cache (expires);
"""


class Migration(migrations.Migration):
    """Make the table behind `CACHES`."""

    dependencies: list[tuple[str, str]] = []
    operations = [migrations.RunSQL(FORWARD, "DROP TABLE project_cache;")]

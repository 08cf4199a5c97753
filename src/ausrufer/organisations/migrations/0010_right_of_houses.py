"""Whoever administers everything also administers the houses an organisation hosts."""

from django.db import migrations

FORWARD = """
UPDATE organisations_houserole
  SET rights = ARRAY(SELECT unnest(rights || ARRAY['houses'::varchar]) ORDER BY 1)
  WHERE rights @> ARRAY['channels', 'people', 'rules']::varchar[]
    AND NOT rights @> ARRAY['houses']::varchar[]
"""


class Migration(migrations.Migration):
    """Give the right to the roles that hold all others of the house."""

    dependencies = [("organisations", "0009_hosting")]
    operations = [migrations.RunSQL(FORWARD, migrations.RunSQL.noop)]

"""The delivery table is a queue: rows change several times each."""

from django.db import migrations

FORWARD = """
ALTER TABLE delivery_delivery SET
  (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);
"""
BACKWARD = """
ALTER TABLE delivery_delivery RESET
  (fillfactor, autovacuum_vacuum_scale_factor, autovacuum_analyze_scale_factor);
"""


class Migration(migrations.Migration):
    """Leave room for updates in place and clean up early."""

    dependencies = [("delivery", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]

"""Requests from before there were steps: each needed one, of its own department."""

from django.db import migrations

FORWARD = """
INSERT INTO approval_approvalstep (organisation_id, request_id, number, department_id)
  SELECT organisation_id, id, 1, department_id FROM approval_approvalrequest;
UPDATE approval_decision d SET step_id = s.id
  FROM approval_approvalstep s WHERE s.request_id = d.request_id;
UPDATE approval_approvalrequest SET awaits_id = department_id WHERE state = 'open';
"""


class Migration(migrations.Migration):
    """Give every request its step."""

    dependencies = [("approval", "0003_steps_and_rules")]
    operations = [migrations.RunSQL(FORWARD, migrations.RunSQL.noop)]

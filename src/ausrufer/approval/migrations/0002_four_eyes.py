"""Nobody approves what they wrote: held by the database, whatever the code does."""

from django.db import migrations

FORWARD = """
-- the decision repeats authors and fingerprint of its request, and cannot differ from them
ALTER TABLE approval_decision
  ADD CONSTRAINT decision_binds_to_request
  FOREIGN KEY (request_id, author_ids, fingerprint)
  REFERENCES approval_approvalrequest (id, author_ids, fingerprint);
-- author is not approver
ALTER TABLE approval_decision
  ADD CONSTRAINT four_eyes CHECK (NOT (approver_id = ANY (author_ids)));
"""
BACKWARD = """
ALTER TABLE approval_decision DROP CONSTRAINT four_eyes;
ALTER TABLE approval_decision DROP CONSTRAINT decision_binds_to_request;
"""


class Migration(migrations.Migration):
    """Add what Django's constraints cannot say."""

    dependencies = [("approval", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]

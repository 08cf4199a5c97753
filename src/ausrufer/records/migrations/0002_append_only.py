"""The journal only grows: changes and deletions are refused by the database."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION records_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- erasure of details is the one allowed change: the digest in the chain stays
  IF TG_OP = 'UPDATE' AND NEW.details IS NULL AND NEW.salt = ''
     AND (NEW.id, NEW.organisation_id, NEW.sequence, NEW.at, NEW.kind, NEW.actor_member_id,
          NEW.subject, NEW.details_digest, NEW.previous_hash, NEW.hash)
         IS NOT DISTINCT FROM
         (OLD.id, OLD.organisation_id, OLD.sequence, OLD.at, OLD.kind, OLD.actor_member_id,
          OLD.subject, OLD.details_digest, OLD.previous_hash, OLD.hash) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'the journal is append-only';
END $$;
CREATE TRIGGER journal_append_only BEFORE UPDATE OR DELETE ON records_journalentry
  FOR EACH ROW EXECUTE FUNCTION records_refuse_change();
CREATE FUNCTION records_refuse_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the journal is append-only';
END $$;
CREATE TRIGGER journal_no_truncate BEFORE TRUNCATE ON records_journalentry
  FOR EACH STATEMENT EXECUTE FUNCTION records_refuse_truncate();
"""
BACKWARD = """
DROP TRIGGER journal_no_truncate ON records_journalentry;
DROP FUNCTION records_refuse_truncate();
DROP TRIGGER journal_append_only ON records_journalentry;
DROP FUNCTION records_refuse_change();
"""


class Migration(migrations.Migration):
    """Guard the journal below every piece of code."""

    dependencies = [("records", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]

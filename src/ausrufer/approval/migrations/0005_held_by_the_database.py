"""A word counts for its step, a release needs every word, a Freiraum holds its limits.

Held by the database, whatever the code does. Deferred: a request, its steps and its decisions are
written one after the other in one transaction.
"""

from django.db import migrations

FORWARD = """
ALTER TABLE approval_decision
  ADD CONSTRAINT decision_binds_to_step
  FOREIGN KEY (step_id, request_id) REFERENCES approval_approvalstep (id, request_id);
ALTER TABLE approval_decision
  ADD CONSTRAINT nobody_stands_in_for_an_author
  CHECK (on_behalf_of_id IS NULL OR NOT (on_behalf_of_id = ANY (author_ids)));

CREATE FUNCTION approval_decision_is_whole() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.word = 'step' AND NEW.step_id IS NOT NULL AND NEW.approver_id IS NOT NULL THEN
    RETURN NULL;
  ELSIF NEW.word = 'fast' AND NEW.step_id IS NULL AND NEW.approver_id IS NOT NULL
        AND NEW.verdict = 'approved' AND btrim(NEW.comment) <> '' THEN
    RETURN NULL;
  ELSIF NEW.word = 'delegated' AND NEW.step_id IS NULL AND NEW.approver_id IS NULL
        AND NEW.verdict = 'approved' AND EXISTS (
          SELECT 1 FROM approval_approvalrule r, approval_approvalrequest q
           WHERE r.id = NEW.rule_id AND q.id = NEW.request_id
             AND r.way = 'free' AND r.organisation_id = q.organisation_id
             AND r.ended_at IS NULL
             AND q.author_ids <@ r.people
             AND q.channel_ids <> '{}' AND q.channel_ids <@ r.channel_ids
             AND (r.pictures OR NOT q.pictures)) THEN
    RETURN NULL;
  END IF;
  RAISE EXCEPTION 'decision % is not whole', NEW.id
    USING ERRCODE = 'check_violation', CONSTRAINT = 'decision_is_whole';
END $$;
CREATE CONSTRAINT TRIGGER decision_is_whole
  AFTER INSERT OR UPDATE ON approval_decision DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION approval_decision_is_whole();

CREATE FUNCTION approval_release_has_every_word() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM approval_decision d
              WHERE d.request_id = NEW.id AND d.word <> 'step' AND d.verdict = 'approved')
     OR (EXISTS (SELECT 1 FROM approval_approvalstep s WHERE s.request_id = NEW.id)
         AND NOT EXISTS (
           SELECT 1 FROM approval_approvalstep s
            WHERE s.request_id = NEW.id AND NOT EXISTS (
              SELECT 1 FROM approval_decision d
               WHERE d.step_id = s.id AND d.verdict = 'approved'))) THEN
    RETURN NULL;
  END IF;
  RAISE EXCEPTION 'request % lacks a word', NEW.id
    USING ERRCODE = 'check_violation', CONSTRAINT = 'release_has_every_word';
END $$;
CREATE CONSTRAINT TRIGGER release_has_every_word
  AFTER INSERT OR UPDATE OF state ON approval_approvalrequest DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.state = 'approved')
  EXECUTE FUNCTION approval_release_has_every_word();

CREATE FUNCTION approval_rule_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF to_jsonb(NEW) - 'ended_at' - 'position' <> to_jsonb(OLD) - 'ended_at' - 'position'
     OR (OLD.ended_at IS NOT NULL AND NEW.ended_at IS DISTINCT FROM OLD.ended_at) THEN
    RAISE EXCEPTION 'rule % is a version of its own', OLD.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'rule_stays';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER rule_stays BEFORE UPDATE ON approval_approvalrule
  FOR EACH ROW EXECUTE FUNCTION approval_rule_stays();
"""
BACKWARD = """
DROP TRIGGER rule_stays ON approval_approvalrule;
DROP FUNCTION approval_rule_stays();
DROP TRIGGER release_has_every_word ON approval_approvalrequest;
DROP FUNCTION approval_release_has_every_word();
DROP TRIGGER decision_is_whole ON approval_decision;
DROP FUNCTION approval_decision_is_whole();
ALTER TABLE approval_decision DROP CONSTRAINT nobody_stands_in_for_an_author;
ALTER TABLE approval_decision DROP CONSTRAINT decision_binds_to_step;
"""


class Migration(migrations.Migration):
    """Add what Django's constraints cannot say."""

    dependencies = [("approval", "0004_steps_of_before")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]

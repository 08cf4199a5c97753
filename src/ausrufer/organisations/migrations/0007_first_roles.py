"""Every organisation gets the four roles it had by code, and everybody keeps theirs."""

from django.db import migrations

FIRST = """
INSERT INTO organisations_houserole
    (organisation_id, key, name, description, rights, house_wide, position, version)
  SELECT o.id, first.key, first.name, first.description, first.rights, first.house_wide,
         first.position, 1
  FROM organisations_organisation o CROSS JOIN (VALUES
    ('author', 'schreibt', 'Schreibt Mitteilungen und gibt sie zur Freigabe.',
     ARRAY['journal','submit','withdraw','write'], false, 1),
    ('approver', 'gibt frei', 'Schreibt und gibt frei, was andere geschrieben haben.',
     ARRAY['approve','fast_lane','journal','settle','submit','withdraw','write'], false, 2),
    ('moderator', 'moderiert', 'Kümmert sich um das, was andere auf unseren Seiten schreiben.',
     ARRAY['journal','moderate'], false, 3),
    ('administrator', 'verwaltet', 'Verwaltet Menschen, Kanäle und Regeln des Hauses.',
     ARRAY['channels','journal','people','rules','settle'], true, 4)
  ) AS first(key, name, description, rights, house_wide, position)
"""

# what everybody has points at the rows
HELD = """
UPDATE organisations_assignment a SET held_id = r.id
  FROM organisations_houserole r WHERE r.organisation_id = a.organisation_id AND r.key = a.role;
UPDATE organisations_invitedrole a SET held_id = r.id
  FROM organisations_houserole r WHERE r.organisation_id = a.organisation_id AND r.key = a.role;

-- administering one department has always been administering the house
DELETE FROM organisations_assignment a WHERE role = 'administrator' AND department_id IS NOT NULL
  AND EXISTS (SELECT 1 FROM organisations_assignment b WHERE b.member_id = a.member_id
    AND b.role = 'administrator' AND (b.department_id IS NULL OR b.id < a.id));
UPDATE organisations_assignment SET department_id = NULL WHERE role = 'administrator';
DELETE FROM organisations_invitedrole a WHERE role = 'administrator' AND department_id IS NOT NULL
  AND EXISTS (SELECT 1 FROM organisations_invitedrole b WHERE b.invitation_id = a.invitation_id
    AND b.role = 'administrator' AND (b.department_id IS NULL OR b.id < a.id));
UPDATE organisations_invitedrole SET department_id = NULL WHERE role = 'administrator';
"""


class Migration(migrations.Migration):
    """Fill the rows."""

    dependencies = [("organisations", "0006_house_roles")]
    operations = [
        migrations.RunSQL(FIRST, migrations.RunSQL.noop),
        migrations.RunSQL(HELD, migrations.RunSQL.noop),
    ]

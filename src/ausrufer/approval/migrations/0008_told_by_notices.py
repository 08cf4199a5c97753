"""Who was reminded stands with everything else people are told: nobody is reminded anew."""

from django.db import migrations

MOVE = """
INSERT INTO notices_notice (
    organisation_id, public_id, member_id, kind, wording, subject, occasion, details, path, at,
    read_at
)
SELECT
    told.organisation_id, gen_random_uuid(), told.member_id, told.urgency, told.urgency,
    request.subject, 'step:' || told.step_id,
    jsonb_build_object('title', '…', 'department', department.name),
    '/desk/mitteilungen/' || split_part(request.subject, ':', 2) || '/', told.told_at, told.told_at
FROM approval_notice told
JOIN approval_approvalstep step ON step.id = told.step_id
JOIN approval_approvalrequest request ON request.id = step.request_id
JOIN organisations_department department ON department.id = step.department_id
ON CONFLICT DO NOTHING
"""


class Migration(migrations.Migration):
    dependencies = [("approval", "0007_lookups"), ("notices", "0001_notices")]

    operations = [
        migrations.RunSQL(MOVE, migrations.RunSQL.noop),
        migrations.DeleteModel(name="Notice"),
    ]

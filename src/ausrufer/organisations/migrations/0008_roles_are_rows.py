"""Assignments point at rows; the word that stood there before goes."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Take the old column away and let the new one have its name."""

    dependencies = [("organisations", "0007_first_roles")]

    operations = [
        migrations.RemoveConstraint("assignment", "assignment_once"),
        migrations.RemoveField("assignment", "role"),
        migrations.RemoveField("invitedrole", "role"),
        migrations.RenameField("assignment", "held", "role"),
        migrations.RenameField("invitedrole", "held", "role"),
        migrations.AlterField(
            "assignment",
            "role",
            models.ForeignKey(
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="assignments",
                to="organisations.houserole",
            ),
        ),
        migrations.AlterField(
            "invitedrole",
            "role",
            models.ForeignKey(
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="+",
                to="organisations.houserole",
            ),
        ),
        migrations.AddConstraint(
            "assignment",
            models.UniqueConstraint(
                fields=("member", "role", "department"),
                name="assignment_once",
                nulls_distinct=False,
            ),
        ),
    ]

"""Organisations can be hosted by another."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Say who hosts whom."""

    dependencies = [("organisations", "0008_roles_are_rows")]

    operations = [
        migrations.AddField("organisation", "hosts_others", models.BooleanField(default=False)),
        migrations.AddField(
            "organisation",
            "host",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="hosted",
                to="organisations.organisation",
            ),
        ),
    ]

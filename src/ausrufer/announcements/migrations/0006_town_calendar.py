"""The Land of an organisation, whose holidays its calendar shows."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("announcements", "0005_kinds"), ("organisations", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="TownCalendar",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("land", models.CharField(blank=True, max_length=2)),
                ("mostly_catholic", models.BooleanField(default=False)),
                (
                    "organisation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
            ],
        ),
    ]

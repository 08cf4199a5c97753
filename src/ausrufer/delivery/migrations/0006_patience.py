"""Waiting for a person does not use up the tries of a delivery."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Add from which attempt on the tries of a delivery count."""

    dependencies = [("delivery", "0005_sweeping")]
    operations = [
        migrations.AddField(
            "delivery", "patience_from", models.PositiveIntegerField(default=0, db_default=0)
        )
    ]

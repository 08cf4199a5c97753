"""Kinds of announcements with their own fields."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Two columns with defaults: nothing is rewritten."""

    dependencies = [("announcements", "0004_versions")]
    operations = [
        migrations.AddField(
            "announcement", "kind", models.CharField(default="news", max_length=40)
        ),
        migrations.AddField("announcement", "details", models.JSONField(default=dict)),
    ]

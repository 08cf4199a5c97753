"""Snippets a host offers to the towns it hosts, and their copies there."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Say what is offered, and where a copy comes from."""

    dependencies = [("announcements", "0016_search_everything")]

    operations = [
        migrations.AddField("snippet", "offered", models.BooleanField(default=False)),
        migrations.AddField("snippet", "taken_from", models.UUIDField(null=True)),
        migrations.AddField("snippet", "taken_text", models.TextField(blank=True, default="")),
        migrations.AlterField("snippet", "taken_text", models.TextField(blank=True)),
        migrations.AddConstraint(
            "snippet",
            models.UniqueConstraint(fields=("organisation", "taken_from"), name="taken_once"),
        ),
    ]

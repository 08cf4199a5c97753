from django.db import migrations, models


class Migration(migrations.Migration):
    """A film is read by a job: until then nobody can use it; those before have been read."""

    dependencies = [("library", "0006_what_burning_needs")]

    operations = [
        migrations.AddField(
            model_name="asset",
            name="state",
            field=models.CharField(default="ready", db_default="ready", max_length=10),
        ),
        migrations.AddField(
            model_name="asset",
            name="reason",
            field=models.CharField(blank=True, db_default="", max_length=400),
        ),
        migrations.AddField(
            model_name="asset",
            name="uploaded_sha256",
            field=models.CharField(blank=True, db_default="", max_length=64),
        ),
        migrations.AddField(
            model_name="asset",
            name="tries",
            field=models.PositiveSmallIntegerField(default=0, db_default=0),
        ),
        migrations.AddConstraint(
            model_name="asset",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["reading", "ready", "refused"])),
                name="asset_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="asset",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), ("state", "refused"), _negated=True),
                name="asset_refused_with_reason",
            ),
        ),
    ]

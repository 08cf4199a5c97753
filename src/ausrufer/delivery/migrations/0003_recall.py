"""What was taken back while it was under way never goes out again, and may be ordered anew."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Add when a delivery was recalled; count only what went out, or may, as queued."""

    dependencies = [("delivery", "0002_queue_table")]
    operations = [
        migrations.AddField("delivery", "recalled_at", models.DateTimeField(null=True)),
        migrations.RemoveConstraint("delivery", "delivery_once"),
        migrations.AddConstraint(
            "delivery",
            models.UniqueConstraint(
                name="delivery_once",
                fields=("subject", "channel", "revision", "subscription"),
                condition=models.Q(purpose="publish")
                & ~models.Q(state__in=["withdrawn", "expired"]),
                nulls_distinct=False,
            ),
        ),
    ]

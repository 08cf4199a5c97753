"""What the sweep of every turn asks for must not grow with the past."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Index what may expire and what was recalled."""

    dependencies = [("delivery", "0004_called_at")]
    operations = [
        migrations.AddIndex(
            "delivery",
            models.Index(
                name="delivery_to_expire",
                fields=["not_after"],
                condition=models.Q(state="waiting", not_after__isnull=False),
            ),
        ),
        migrations.AddIndex(
            "delivery",
            models.Index(
                name="delivery_recalled",
                fields=["id"],
                condition=models.Q(recalled_at__isnull=False),
            ),
        ),
    ]

"""What lies on a span of days is found by its time, however many years are stored."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("announcements", "0002_search")]

    operations = [
        migrations.AddIndex(
            "announcement",
            models.Index(
                name="announcement_wished",
                fields=["organisation", "publish_at"],
                condition=models.Q(publish_at__isnull=False),
            ),
        ),
        migrations.AddIndex(
            "announcement",
            models.Index(
                name="announcement_was_out",
                fields=["organisation", "published_at"],
                condition=models.Q(published_at__isnull=False),
            ),
        ),
    ]

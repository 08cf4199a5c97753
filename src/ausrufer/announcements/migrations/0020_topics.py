"""The topics in use are read from an index, however many messages there are."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One index; messages without a topic are not in it."""

    dependencies = [("announcements", "0019_figures")]
    operations = [
        migrations.AddIndex(
            model_name="announcement",
            index=models.Index(
                condition=models.Q(("topic", ""), _negated=True),
                fields=["organisation", "topic"],
                name="announcement_topic",
            ),
        ),
    ]

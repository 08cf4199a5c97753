"""Whether a call ever began tells a riddle from a mere delay after a crash."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Add when the call of a delivery began."""

    dependencies = [("delivery", "0003_recall")]
    operations = [migrations.AddField("delivery", "called_at", models.DateTimeField(null=True))]

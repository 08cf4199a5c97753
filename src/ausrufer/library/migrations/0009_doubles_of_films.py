"""A film that turned out to be another names that one."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("library", "0008_documents")]

    operations = [
        migrations.AddField(
            "asset",
            "kept_as",
            models.ForeignKey(
                null=True,
                on_delete=models.SET_NULL,
                related_name="+",
                to="library.asset",
            ),
        ),
    ]

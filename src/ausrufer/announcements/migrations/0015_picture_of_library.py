import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("announcements", "0014_texts"),
        ("library", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="announcementpicture",
            name="asset",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="library.asset",
            ),
        ),
    ]

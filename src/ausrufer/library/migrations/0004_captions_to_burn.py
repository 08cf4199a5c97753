from django.db import migrations, models


class Migration(migrations.Migration):
    """Captions know whether they can be drawn into the pictures of a film."""

    dependencies = [("library", "0003_films")]

    operations = [
        migrations.AddField(
            model_name="assetcaptions",
            name="burnable",
            field=models.BooleanField(default=True),
        ),
    ]

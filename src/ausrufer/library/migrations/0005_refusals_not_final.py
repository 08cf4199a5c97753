from django.db import migrations, models


class Migration(migrations.Migration):
    """A refusal that says nothing of the film is asked again; of those before nobody knows."""

    dependencies = [("library", "0004_captions_to_burn")]

    operations = [
        migrations.AddField(
            model_name="madefile",
            name="final",
            field=models.BooleanField(default=False, db_default=False),
        ),
    ]

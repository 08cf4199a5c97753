from django.db import migrations, models


class Migration(migrations.Migration):
    """After a person's word the time that passed before does not count any more."""

    dependencies = [("delivery", "0010_films_out")]

    operations = [
        migrations.AddField("delivery", "patience_since", models.DateTimeField(null=True)),
    ]

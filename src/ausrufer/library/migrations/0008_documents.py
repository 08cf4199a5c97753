"""Documents lie in the library beside pictures and films."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("library", "0007_films_are_read")]

    operations = [
        migrations.AddField("asset", "pages", models.PositiveSmallIntegerField(null=True)),
        migrations.AddField("asset", "tagged", models.BooleanField(null=True)),
        migrations.AddField(
            "asset", "language", models.CharField(blank=True, db_default="", max_length=35)
        ),
    ]

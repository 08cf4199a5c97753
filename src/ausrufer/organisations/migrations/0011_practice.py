"""Organisations that only practise."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Every organisation there is speaks to real networks."""

    dependencies = [("organisations", "0010_right_of_houses")]
    operations = [
        migrations.AddField(
            model_name="organisation",
            name="practises",
            field=models.BooleanField(db_default=False, default=False),
        )
    ]

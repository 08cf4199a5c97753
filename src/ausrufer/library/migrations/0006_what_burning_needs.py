from django.db import migrations, models


class Migration(migrations.Migration):
    """Whether captions can be burnt in is looked up where nobody knows; films know their rate."""

    dependencies = [("library", "0005_refusals_not_final")]

    operations = [
        migrations.AlterField(
            model_name="assetcaptions", name="burnable", field=models.BooleanField(null=True)
        ),
        # of all that were there before, `true` was said without looking
        migrations.RunSQL(
            "UPDATE library_assetcaptions SET burnable = NULL WHERE burnable",
            migrations.RunSQL.noop,
        ),
        migrations.AddField(model_name="asset", name="rate", field=models.FloatField(null=True)),
    ]

"""Numbers of publications, and the channels nobody asks for them."""

import django.db.models.deletion
from django.db import migrations, models

_KEY = models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")
_HOUSE = "organisations.organisation"


class Migration(migrations.Migration):
    """Two tables."""

    dependencies = [
        ("announcements", "0018_blueprints"),
        ("channels", "0004_access_by_consent"),
        ("delivery", "0007_pictures_out"),
    ]

    operations = [
        migrations.CreateModel(
            name="Figure",
            fields=[
                ("id", _KEY),
                ("published_at", models.DateTimeField()),
                ("hours", models.PositiveSmallIntegerField()),
                ("measured_at", models.DateTimeField()),
                ("numbers", models.JSONField()),
                (
                    "channel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="channels.channel",
                    ),
                ),
                (
                    "delivery",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="delivery.delivery",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to=_HOUSE),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["channel", "hours"], name="figure_of_channel")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("delivery", "hours"), name="measured_once_by_age"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Unmeasured",
            fields=[
                ("id", _KEY),
                (
                    "channel",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="channels.channel",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to=_HOUSE),
                ),
            ],
        ),
    ]

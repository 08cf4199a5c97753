"""Where platforms call the house, and that they did: counts only, nothing anybody wrote."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """One address per channel; one receipt per call."""

    dependencies = [
        ("channels", "0004_access_by_consent"),
        ("intake", "0001_initial"),
        ("organisations", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="WebhookAddress",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key_digest", models.CharField(max_length=64, unique=True)),
                ("sealed_words", models.BinaryField()),
                ("made_at", models.DateTimeField()),
                (
                    "channel",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="webhook_address",
                        to="channels.channel",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to="organisations.organisation"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="WebhookReceipt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.CharField(max_length=64)),
                ("subjects", models.JSONField(default=dict)),
                ("open_points", models.JSONField(default=list)),
                ("received_at", models.DateTimeField()),
                (
                    "channel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="webhook_receipts",
                        to="channels.channel",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to="organisations.organisation"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["channel", "received_at"], name="webhook_receipt_age")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("channel", "digest"), name="webhook_receipt_once"
                    )
                ],
            },
        ),
    ]

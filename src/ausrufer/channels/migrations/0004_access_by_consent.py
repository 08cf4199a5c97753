"""Channels know how long their access lasts; ways to a page of consent are remembered."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Add when an access ends and renews, and the table of ways of consent."""

    dependencies = [
        ("channels", "0003_reach"),
        ("organisations", "0010_right_of_houses"),
    ]

    operations = [
        migrations.AddField("channel", "access_since", models.DateTimeField(null=True)),
        migrations.AddField("channel", "access_expires_at", models.DateTimeField(null=True)),
        migrations.AddField("channel", "access_renews", models.BooleanField(default=False)),
        migrations.AddField("channel", "renewal_since", models.DateTimeField(null=True)),
        migrations.AddField("channel", "renewal_expires_at", models.DateTimeField(null=True)),
        migrations.CreateModel(
            name="ConsentRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, unique=True)),
                ("state_digest", models.CharField(max_length=64, unique=True)),
                ("session_digest", models.CharField(max_length=64)),
                ("sealed_way", models.BinaryField()),
                ("ends_at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(null=True)),
                ("chosen_at", models.DateTimeField(null=True)),
                (
                    "channel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="consent_requests",
                        to="channels.channel",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="organisations.member",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        to="organisations.organisation",
                    ),
                ),
            ],
        ),
    ]

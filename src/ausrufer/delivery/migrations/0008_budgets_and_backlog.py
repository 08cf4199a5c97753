"""Budgets and rests shared by all workers, signs of life, and what an outage holds back."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Claim channel by channel; keep tokens, rests, beats and tallies."""

    dependencies = [
        ("channels", "0003_reach"),
        ("delivery", "0007_pictures_out"),
        ("organisations", "0001_initial"),
    ]

    operations = [
        migrations.AddField("delivery", "held_at", models.DateTimeField(null=True)),
        migrations.RemoveIndex("delivery", "delivery_to_claim"),
        migrations.AddIndex(
            "delivery",
            models.Index(
                name="delivery_to_claim",
                fields=["channel", "priority", "due_at", "id"],
                condition=models.Q(state="waiting"),
            ),
        ),
        migrations.AddIndex(
            "delivery",
            models.Index(
                name="delivery_side_by_side",
                fields=["channel"],
                condition=models.Q(state="in_flight"),
            ),
        ),
        migrations.AddIndex(
            "delivery",
            models.Index(
                name="delivery_held",
                fields=["organisation", "due_at"],
                condition=models.Q(state="waiting", held_at__isnull=False),
            ),
        ),
        migrations.CreateModel(
            "Pace",
            [
                (
                    "channel",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="delivery_pace",
                        serialize=False,
                        to="channels.channel",
                    ),
                ),
                ("failures", models.PositiveIntegerField(default=0)),
                ("rests_until", models.DateTimeField(null=True)),
                ("rests_because", models.CharField(blank=True, max_length=600)),
                ("ordinary_from", models.DateTimeField(null=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to="organisations.organisation"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            "Bucket",
            [
                (
                    "name",
                    models.CharField(max_length=120, primary_key=True, serialize=False),
                ),
                ("tokens", models.FloatField()),
                ("filled_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            "WorkerBeat",
            [
                ("worker", models.UUIDField(primary_key=True, serialize=False)),
                ("host", models.CharField(max_length=120)),
                ("only_urgent", models.BooleanField(default=False)),
                ("started_at", models.DateTimeField()),
                ("seen_at", models.DateTimeField(db_index=True)),
                ("stopped_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            "Tally",
            [
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("network", models.CharField(max_length=40)),
                ("outcome", models.CharField(max_length=20)),
                ("number", models.BigIntegerField(default=0)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("network", "outcome"), name="tally_once")
                ]
            },
        ),
    ]

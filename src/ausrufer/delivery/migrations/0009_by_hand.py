"""Deliveries that people carry out: a state, an index of what is open, and what was reported."""

import uuid

from django.db import migrations, models

_KNOWN = [
    "waiting",
    "in_flight",
    "settled",
    "failed",
    "unclear",
    "withdrawn",
    "expired",
    "by_hand",
]


class Migration(migrations.Migration):
    dependencies = [
        ("delivery", "0008_budgets_and_backlog"),
        ("organisations", "0010_right_of_houses"),
    ]

    operations = [
        migrations.RemoveConstraint("delivery", "delivery_state_known"),
        migrations.AddConstraint(
            "delivery",
            models.CheckConstraint(
                name="delivery_state_known", condition=models.Q(state__in=_KNOWN)
            ),
        ),
        migrations.AddIndex(
            "delivery",
            models.Index(
                name="delivery_by_hand",
                fields=["organisation", "due_at"],
                condition=models.Q(state="by_hand"),
            ),
        ),
        migrations.CreateModel(
            name="HandReport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, unique=True)),
                ("attempt", models.PositiveIntegerField()),
                ("at", models.DateTimeField()),
                ("link", models.CharField(blank=True, max_length=500)),
                ("picture_sha256", models.CharField(blank=True, max_length=64)),
                ("picture_type", models.CharField(blank=True, max_length=40)),
                ("reason", models.CharField(blank=True, max_length=400)),
                (
                    "delivery",
                    models.ForeignKey(
                        on_delete=models.CASCADE,
                        related_name="hand_reports",
                        to="delivery.delivery",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        null=True,
                        on_delete=models.SET_NULL,
                        related_name="+",
                        to="organisations.member",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(on_delete=models.CASCADE, to="organisations.organisation"),
                ),
            ],
            options={"ordering": ["pk"]},
        ),
        migrations.AddConstraint(
            "handreport",
            models.UniqueConstraint(fields=["delivery", "attempt"], name="reported_by_hand_once"),
        ),
    ]

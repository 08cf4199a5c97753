"""What is thought of before it is written."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """One table."""

    dependencies = [
        ("announcements", "0009_series"),
        ("organisations", "0005_sign_on"),
    ]
    operations = [
        migrations.CreateModel(
            name="Idea",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, unique=True)),
                ("title", models.CharField(max_length=200)),
                ("note", models.TextField(blank=True)),
                ("topic", models.CharField(blank=True, max_length=60)),
                ("kind", models.CharField(default="news", max_length=40)),
                ("first_on", models.DateField(null=True)),
                ("last_on", models.DateField(null=True)),
                ("at", models.TimeField(null=True)),
                ("dropped_at", models.DateTimeField(null=True)),
                ("origin", models.CharField(blank=True, max_length=64)),
                ("read_version", models.PositiveIntegerField(null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                (
                    "announcement",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="idea",
                        to="announcements.announcement",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.member",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.department",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to="organisations.organisation"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="organisations.member",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("announcement", None), ("dropped_at", None)),
                        fields=["organisation", "first_on"],
                        name="idea_open",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("origin", ""), _negated=True),
                        fields=("organisation", "origin"),
                        name="idea_read_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("first_on", None), ("last_on", None)),
                            ("last_on__gte", models.F("first_on")),
                            _connector="OR",
                        ),
                        name="idea_days_in_order",
                    ),
                ],
            },
        ),
    ]

"""Plans from files between upload and import."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """One table."""

    dependencies = [
        ("announcements", "0010_ideas"),
        ("organisations", "0005_sign_on"),
    ]
    operations = [
        migrations.CreateModel(
            name="PlanUpload",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, unique=True)),
                ("file_name", models.CharField(max_length=200)),
                ("sealed_rows", models.BinaryField()),
                ("assigned", models.JSONField(default=dict)),
                ("year", models.PositiveSmallIntegerField()),
                ("uploaded_at", models.DateTimeField()),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="organisations.department",
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
                        on_delete=django.db.models.deletion.CASCADE, to="organisations.organisation"
                    ),
                ),
            ],
        ),
    ]

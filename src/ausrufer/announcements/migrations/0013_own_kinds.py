"""Kinds of messages an organisation defines itself."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """One table, and the shape a message carries."""

    dependencies = [
        ("announcements", "0012_comments"),
        ("organisations", "0005_sign_on"),
    ]
    operations = [
        migrations.CreateModel(
            name="OwnKind",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, unique=True)),
                ("key", models.CharField(max_length=40)),
                ("shape", models.JSONField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("retired_at", models.DateTimeField(null=True)),
                ("changed_at", models.DateTimeField()),
                (
                    "changed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
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
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="ownkind",
            constraint=models.UniqueConstraint(
                fields=("organisation", "key"), name="own_kind_key_once"
            ),
        ),
        migrations.AddField(
            model_name="announcement",
            name="kind_shape",
            field=models.JSONField(default=dict),
        ),
    ]

"""Channels can be kept for some departments and people."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Add the table of those a channel is kept for."""

    dependencies = [
        ("channels", "0002_register"),
        ("organisations", "0008_roles_are_rows"),
    ]

    operations = [
        migrations.CreateModel(
            name="ChannelReach",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "use",
                    models.CharField(
                        choices=[("write", "write"), ("approve", "approve")], max_length=10
                    ),
                ),
                (
                    "channel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reaches",
                        to="channels.channel",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="organisations.department",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        null=True,
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
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("department__isnull", True), ("member__isnull", True), _connector="XOR"
                        ),
                        name="reach_names_one",
                    ),
                    models.UniqueConstraint(
                        fields=("channel", "use", "department", "member"),
                        name="reach_once",
                        nulls_distinct=False,
                    ),
                ],
            },
        ),
    ]

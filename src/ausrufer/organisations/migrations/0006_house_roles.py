"""Roles become rows of each organisation; assignments will point at them."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models


def _held() -> models.ForeignKey:
    return models.ForeignKey(
        null=True,
        on_delete=django.db.models.deletion.RESTRICT,
        related_name="+",
        to="organisations.houserole",
    )


class Migration(migrations.Migration):
    """Make room beside what is there."""

    dependencies = [("organisations", "0005_sign_on")]

    operations = [
        migrations.CreateModel(
            name="HouseRole",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=40)),
                ("name", models.CharField(max_length=60)),
                ("description", models.CharField(blank=True, max_length=300)),
                (
                    "rights",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), default=list, size=None
                    ),
                ),
                ("house_wide", models.BooleanField(default=False)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("version", models.PositiveIntegerField(default=1)),
                ("retired_at", models.DateTimeField(null=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="roles",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={"ordering": ["position", "pk"]},
        ),
        migrations.AddConstraint(
            model_name="houserole",
            constraint=models.UniqueConstraint(
                fields=["organisation", "key"], name="role_key_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="houserole",
            constraint=models.UniqueConstraint(
                models.F("organisation"),
                django.db.models.functions.text.Lower("name"),
                condition=models.Q(retired_at=None),
                name="role_name_once",
            ),
        ),
        migrations.AddField("assignment", "held", _held()),
        migrations.AddField("invitedrole", "held", _held()),
    ]

"""The writing aid of an organisation."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """One table."""

    initial = True
    dependencies = [("organisations", "0005_sign_on")]
    operations = [
        migrations.CreateModel(
            name="WritingAid",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("active", models.BooleanField(default=False)),
                ("address", models.CharField(max_length=300)),
                ("model", models.CharField(max_length=120)),
                ("sealed_key", models.BinaryField(default=b"")),
                ("sees_pictures", models.BooleanField(default=False)),
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
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
            ],
        ),
    ]

"""Messages in further languages and in easier German."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Two tables, which text a channel sends, and which kept versions are about texts alone."""

    dependencies = [
        ("announcements", "0013_own_kinds"),
        ("organisations", "0005_sign_on"),
    ]
    operations = [
        migrations.CreateModel(
            name="AnnouncementText",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=20)),
                ("title", models.CharField(max_length=200)),
                ("body", models.TextField(blank=True)),
                ("summary", models.CharField(blank=True, max_length=300)),
                ("state", models.CharField(default="draft", max_length=8)),
                ("version", models.PositiveIntegerField()),
                (
                    "writer_ids",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
                    ),
                ),
                ("changed_at", models.DateTimeField()),
                ("checked_at", models.DateTimeField(null=True)),
                ("checked_with", models.CharField(blank=True, max_length=200)),
                ("checked_source", models.CharField(blank=True, max_length=64)),
                (
                    "announcement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="texts",
                        to="announcements.announcement",
                    ),
                ),
                (
                    "changed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.member",
                    ),
                ),
                (
                    "checked_by",
                    models.ForeignKey(
                        null=True,
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
                "constraints": [
                    models.UniqueConstraint(fields=("announcement", "key"), name="text_once"),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["draft", "machine", "checked"])),
                        name="text_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "checked"), _negated=True),
                            models.Q(
                                ("checked_at__isnull", False),
                                ("checked_by__isnull", False),
                                models.Q(("checked_source", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="checked_text_has_checker",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("key", "leicht"), ("state", "checked"), _negated=True),
                            models.Q(("checked_with", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="easy_read_was_read_by_its_readers",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OfferedVarieties",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "keys",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), default=list, size=None
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
        migrations.AddField(
            model_name="placement",
            name="text_key",
            field=models.CharField(blank=True, max_length=20),
        ),
        migrations.AddField(
            model_name="announcementversion",
            name="about_texts",
            field=models.BooleanField(default=False),
        ),
    ]

"""What people of the house say about some words of a message."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

_CASCADE = django.db.models.deletion.CASCADE
_PROTECT = django.db.models.deletion.PROTECT


def _key() -> models.BigAutoField:
    return models.BigAutoField(
        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
    )


class Migration(migrations.Migration):
    """Two tables."""

    dependencies = [
        ("announcements", "0011_plan_uploads"),
        ("organisations", "0001_initial"),
    ]
    operations = [
        migrations.CreateModel(
            name="Comment",
            fields=[
                ("id", _key()),
                ("public_id", models.UUIDField(default=uuid.uuid4, unique=True)),
                ("number", models.PositiveIntegerField()),
                ("written_at", models.DateTimeField()),
                ("version", models.PositiveIntegerField()),
                ("field", models.CharField(blank=True, max_length=20)),
                ("quote", models.TextField(blank=True)),
                ("before", models.TextField(blank=True)),
                ("after", models.TextField(blank=True)),
                ("start", models.PositiveIntegerField(default=0)),
                ("text", models.TextField()),
                ("resolved_at", models.DateTimeField(null=True)),
                (
                    "announcement",
                    models.ForeignKey(
                        on_delete=_CASCADE,
                        related_name="comments",
                        to="announcements.announcement",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=_PROTECT, related_name="+", to="organisations.member"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(on_delete=_CASCADE, to="organisations.organisation"),
                ),
                (
                    "resolved_by",
                    models.ForeignKey(
                        null=True, on_delete=_PROTECT, related_name="+", to="organisations.member"
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "indexes": [
                    models.Index(
                        condition=models.Q(resolved_at__isnull=True),
                        fields=["announcement"],
                        name="comment_open",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("announcement", "number"), name="comment_number_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(resolved_at__isnull=True, resolved_by__isnull=True)
                        | models.Q(resolved_at__isnull=False, resolved_by__isnull=False),
                        name="comment_resolved_by_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CommentAnswer",
            fields=[
                ("id", _key()),
                ("written_at", models.DateTimeField()),
                ("text", models.TextField()),
                (
                    "comment",
                    models.ForeignKey(
                        on_delete=_CASCADE, related_name="answers", to="announcements.comment"
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=_PROTECT, related_name="+", to="organisations.member"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(on_delete=_CASCADE, to="organisations.organisation"),
                ),
            ],
            options={"ordering": ["written_at", "pk"]},
        ),
    ]

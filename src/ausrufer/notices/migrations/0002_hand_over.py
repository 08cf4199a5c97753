"""People are told of what they have to do by hand."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("notices", "0001_notices"),
    ]

    operations = [
        migrations.AlterField(
            model_name="notice",
            name="kind",
            field=models.CharField(
                choices=[
                    ("waiting", "waiting"),
                    ("reminder", "reminder"),
                    ("second_look", "second_look"),
                    ("returned", "returned"),
                    ("objection", "objection"),
                    ("comment", "comment"),
                    ("approved", "approved"),
                    ("published", "published"),
                    ("lapsed", "lapsed"),
                    ("escalation", "escalation"),
                    ("failed", "failed"),
                    ("unclear", "unclear"),
                    ("expired", "expired"),
                    ("hand_over", "hand_over"),
                    ("access_lost", "access_lost"),
                    ("due", "due"),
                ],
                max_length=20,
            ),
        ),
    ]

"""Where a document is public is found by its content, however much was delivered."""

import django.contrib.postgres.indexes
from django.db import migrations, models
from django.db.models.fields.json import KeyTransform


class Migration(migrations.Migration):
    dependencies = [("delivery", "0011_patience_since")]

    operations = [
        migrations.AddIndex(
            model_name="delivery",
            index=django.contrib.postgres.indexes.GinIndex(
                KeyTransform("documents", "content"),
                condition=models.Q(("parent__isnull", True), ("state", "settled")),
                name="delivery_documents",
            ),
        ),
    ]

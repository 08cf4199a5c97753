"""Search by any part of a word, and what is published newest first."""

from django.db import migrations, models

# Words, their German stems and all their endings of three letters and more. The bounds keep the
# longest text anybody can store (20,000 letters of any script) below the megabyte a tsvector holds.
# COST makes the planner prefer the index over computing this row by row; so does the absence of
# statistics, whose upkeep would compute it for every row at every ANALYZE.
FORWARD = """
CREATE FUNCTION announcement_words(organisation bigint, title text, body text) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 10000 AS $$
  SELECT array_to_tsvector(array(
           SELECT substr(word, start, 20)
             FROM unnest(tsvector_to_array(
                    to_tsvector('pg_catalog.simple', title || ' ' || body))) AS word,
                  generate_series(1, least(greatest(length(word) - 2, 1), 60)) AS start
            GROUP BY 1
            LIMIT 8000))
         || strip(to_tsvector('pg_catalog.german', title || ' ' || body))
         || array_to_tsvector(ARRAY['o' || organisation])
$$;
CREATE INDEX announcement_words ON announcements_announcement
 USING gin (announcement_words(organisation_id, title, body)) WITH (gin_pending_list_limit = 256);
ALTER INDEX announcement_words ALTER COLUMN 1 SET STATISTICS 0;
"""
BACKWARD = """
DROP INDEX announcement_words;
DROP FUNCTION announcement_words(bigint, text, text);
"""


class Migration(migrations.Migration):
    """Two indexes for the pages of the desk."""

    dependencies = [("announcements", "0001_initial")]
    operations = [
        migrations.RunSQL(FORWARD, BACKWARD),
        migrations.AddIndex(
            model_name="announcement",
            index=models.Index(
                condition=models.Q(("state", "published")),
                fields=["organisation", "-published_at"],
                name="announcement_published",
            ),
        ),
    ]

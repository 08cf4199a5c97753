"""Messages are found by all their words, however many there are."""

import django.db.models.deletion
from django.db import migrations, models

# Whatever is said in a message, its title in the first line: also the fields of its kind, its
# pictures, its other texts and what people wrote for single channels.
SAID = """
CREATE FUNCTION announcement_said(wanted bigint) RETURNS text
LANGUAGE sql STABLE STRICT PARALLEL SAFE
  RETURN (SELECT left(concat_ws(E'\\n',
           translate(a.title, E'\\n\\r', '  '), a.body, a.topic, a.contact, a.link, a.correction,
           (SELECT string_agg(one #>> '{}', E'\\n')
              FROM jsonb_path_query(a.details, 'strict $.** ? (@.type() == "string")') AS one),
           (SELECT string_agg(p.alt_text, E'\\n' ORDER BY p.position)
              FROM announcements_announcementpicture p
             WHERE p.announcement_id = a.id AND p.alt_text <> ''),
           (SELECT string_agg(concat_ws(E'\\n', t.title, t.summary, t.body), E'\\n' ORDER BY t.id)
              FROM announcements_announcementtext t WHERE t.announcement_id = a.id),
           (SELECT string_agg(DISTINCT one #>> '{}', E'\\n')
              FROM announcements_placement p,
                   jsonb_path_query(p.edits - 'based_on',
                                    'strict $.** ? (@.type() == "string")') AS one
             WHERE p.announcement_id = a.id AND p.edits IS NOT NULL)
         ), 40000)
    FROM announcements_announcement a WHERE a.id = wanted);
"""
NOT_SAID = "DROP FUNCTION announcement_said(bigint);"

# A word is found by its German stem and by the beginning of each of its endings: "Spielplatz" in
# "Wasserspielplatz", "ae" for "ä". The organisation and the words of the title are lexemes of their
# own ("#17", "^spielplatz"; nobody can type those signs), so that the index never leads to anybody
# else's rows, and a hit in the title costs no look at the text. The bounds keep the longest text
# below the megabyte a tsvector holds. RETURN binds names at once: indexes are made, and dumps
# restored, without a search path.
WORDS = """
CREATE FUNCTION search_folded(said text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  RETURN replace(replace(replace(replace(
           lower(said), 'ä', 'ae'), 'ö', 'oe'), 'ü', 'ue'), 'ß', 'ss');

CREATE FUNCTION search_lexemes(said text, mark text) RETURNS tsvector
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  RETURN array_to_tsvector(array(
           SELECT mark || substr(word, start, 20)
             FROM unnest(tsvector_to_array(
                    to_tsvector('pg_catalog.simple', search_folded(said)))) AS word,
                  generate_series(1, least(greatest(length(word) - 2, 1), 60)) AS start
            GROUP BY 1
            LIMIT 8000))
         || array_to_tsvector(array(
           SELECT mark || left(stem, 200)
             FROM unnest(tsvector_to_array(to_tsvector('pg_catalog.german', said))) AS stem
            GROUP BY 1));

CREATE FUNCTION announcement_lexemes(organisation bigint, said text) RETURNS tsvector
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  RETURN search_lexemes(said, '')
         || search_lexemes(split_part(said, E'\\n', 1), '^')
         || array_to_tsvector(ARRAY['#' || organisation]);

CREATE FUNCTION search_asked(words text[], mark text) RETURNS tsquery
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  asked tsquery;
  one tsquery;
  word text;
  stem text;
BEGIN
  FOREACH word IN ARRAY words LOOP
    one := (quote_literal(mark || left(search_folded(word), 20)) || ':*')::tsquery;
    FOREACH stem IN ARRAY tsvector_to_array(to_tsvector('pg_catalog.german', word)) LOOP
      one := one || quote_literal(mark || left(stem, 200))::tsquery;
    END LOOP;
    asked := CASE WHEN asked IS NULL THEN one ELSE asked && one END;
  END LOOP;
  RETURN asked;
END $$;

CREATE FUNCTION announcement_asked(organisation bigint, words text[], place text) RETURNS tsquery
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  RETURN quote_literal('#' || organisation)::tsquery
         && CASE place
              WHEN 'title' THEN search_asked(words, '^')
              WHEN 'elsewhere' THEN search_asked(words, '') && !!search_asked(words, '^')
              ELSE search_asked(words, '')
            END;
"""
NO_WORDS = """
DROP FUNCTION announcement_asked(bigint, text[], text);
DROP FUNCTION search_asked(text[], text);
DROP FUNCTION announcement_lexemes(bigint, text);
DROP FUNCTION search_lexemes(text, text);
DROP FUNCTION search_folded(text);
"""

# The rows hold no text: hundreds lie on one page, so that thousands of hits are counted and put in
# order in a few milliseconds; with the text beside them that took twenty times as long. What is
# indexed is therefore read through the row's key, which PostgreSQL must be told is immutable. It is,
# for one `stamp`: whoever changes a text raises the stamp in the same transaction (the triggers
# below), which makes the database index the row anew. Entries leave the index by their place, never
# by their words; a restored dump makes the index after all rows. COST, and no statistics, keep the
# planner from computing this row by row.
INDEX = """
CREATE FUNCTION announcement_indexed(organisation bigint, announcement bigint, stamp integer)
RETURNS tsvector LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 100000
  RETURN announcement_lexemes(organisation, announcement_said(announcement));
CREATE INDEX announcement_words ON announcements_announcementwords
 USING gin (announcement_indexed(organisation_id, announcement_id, stamp))
 WITH (gin_pending_list_limit = 256);
ALTER INDEX announcement_words ALTER COLUMN 1 SET STATISTICS 0;
"""
NO_INDEX = """
DROP INDEX announcement_words;
DROP FUNCTION announcement_indexed(bigint, bigint, integer);
"""

# The row is locked before anything is read: of two who change parts of one message at once, the
# second indexes what both wrote.
FOLLOWING = """
CREATE FUNCTION announcement_words_anew(wanted bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM announcements_announcementwords WHERE announcement_id = wanted FOR UPDATE;
  UPDATE announcements_announcementwords SET stamp = (stamp + 1) % 1000000000
   WHERE announcement_id = wanted;
END $$;

CREATE FUNCTION announcement_words_follow() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO announcements_announcementwords
           (announcement_id, organisation_id, changed_at, stamp)
    VALUES (NEW.id, NEW.organisation_id, NEW.changed_at, 0);
    RETURN NULL;
  END IF;
  IF (OLD.title, OLD.body, OLD.topic, OLD.contact, OLD.link, OLD.correction, OLD.details)
     IS DISTINCT FROM
     (NEW.title, NEW.body, NEW.topic, NEW.contact, NEW.link, NEW.correction, NEW.details) THEN
    PERFORM announcement_words_anew(NEW.id);
  END IF;
  IF OLD.changed_at <> NEW.changed_at THEN
    UPDATE announcements_announcementwords SET changed_at = NEW.changed_at
     WHERE announcement_id = NEW.id;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER words_follow AFTER INSERT OR UPDATE ON announcements_announcement
  FOR EACH ROW EXECUTE FUNCTION announcement_words_follow();

CREATE FUNCTION announcement_part_follows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    PERFORM announcement_words_anew(OLD.announcement_id);
  ELSE
    PERFORM announcement_words_anew(NEW.announcement_id);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER words_follow_pictures
  AFTER INSERT OR DELETE OR UPDATE OF alt_text ON announcements_announcementpicture
  FOR EACH ROW EXECUTE FUNCTION announcement_part_follows();
CREATE TRIGGER words_follow_texts
  AFTER INSERT OR DELETE OR UPDATE OF title, summary, body ON announcements_announcementtext
  FOR EACH ROW EXECUTE FUNCTION announcement_part_follows();
CREATE TRIGGER words_follow_new_edits AFTER INSERT ON announcements_placement
  FOR EACH ROW WHEN (NEW.edits IS NOT NULL) EXECUTE FUNCTION announcement_part_follows();
CREATE TRIGGER words_follow_changed_edits AFTER UPDATE OF edits ON announcements_placement
  FOR EACH ROW WHEN (NEW.edits IS DISTINCT FROM OLD.edits)
  EXECUTE FUNCTION announcement_part_follows();
CREATE TRIGGER words_follow_lost_edits AFTER DELETE ON announcements_placement
  FOR EACH ROW WHEN (OLD.edits IS NOT NULL) EXECUTE FUNCTION announcement_part_follows();

INSERT INTO announcements_announcementwords (announcement_id, organisation_id, changed_at, stamp)
SELECT id, organisation_id, changed_at, 0 FROM announcements_announcement;
"""
NOT_FOLLOWING = """
DROP TRIGGER words_follow ON announcements_announcement;
DROP TRIGGER words_follow_pictures ON announcements_announcementpicture;
DROP TRIGGER words_follow_texts ON announcements_announcementtext;
DROP TRIGGER words_follow_new_edits ON announcements_placement;
DROP TRIGGER words_follow_changed_edits ON announcements_placement;
DROP TRIGGER words_follow_lost_edits ON announcements_placement;
DROP FUNCTION announcement_part_follows();
DROP FUNCTION announcement_words_follow();
DROP FUNCTION announcement_words_anew(bigint);
"""

# The first index over words, on the messages themselves.
BEFORE = """
DROP INDEX announcement_words;
DROP FUNCTION announcement_words(bigint, text, text);
"""


class Migration(migrations.Migration):
    """One small row for each message, and the index over it."""

    dependencies = [
        ("announcements", "0015_picture_of_library"),
        ("organisations", "0001_initial"),
    ]
    operations = [
        migrations.RunSQL(BEFORE, migrations.RunSQL.noop),
        migrations.CreateModel(
            name="AnnouncementWords",
            fields=[
                (
                    "announcement",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="words",
                        serialize=False,
                        to="announcements.announcement",
                    ),
                ),
                ("changed_at", models.DateTimeField()),
                ("stamp", models.PositiveIntegerField(default=0)),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
            ],
        ),
        migrations.RunSQL(SAID, NOT_SAID),
        migrations.RunSQL(WORDS, NO_WORDS),
        migrations.RunSQL(INDEX, NO_INDEX),
        migrations.RunSQL(FOLLOWING, NOT_FOLLOWING),
    ]

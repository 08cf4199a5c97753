"""A stem that the word itself is the beginning of finds nothing more: it is not asked for."""

from django.db import migrations

# Without this, a word of every message was read from the index twice: "stadtteil" finds all that
# begins with it, its stem, "stadtteil", among that. Of "Straßen" both are asked for: its stem is
# "strass", which does not begin with "strassen".
ASKED = """
CREATE OR REPLACE FUNCTION search_asked(words text[], mark text) RETURNS tsquery
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  asked tsquery;
  one tsquery;
  word text;
  beginning text;
  stem text;
BEGIN
  FOREACH word IN ARRAY words LOOP
    beginning := left(search_folded(word), 20);
    one := (quote_literal(mark || beginning) || ':*')::tsquery;
    FOREACH stem IN ARRAY tsvector_to_array(to_tsvector('pg_catalog.german', word)) LOOP
      IF NOT starts_with(stem, beginning) THEN
        one := one || quote_literal(mark || left(stem, 200))::tsquery;
      END IF;
    END LOOP;
    asked := CASE WHEN asked IS NULL THEN one ELSE asked && one END;
  END LOOP;
  RETURN asked;
END $$;
"""
BEFORE = """
CREATE OR REPLACE FUNCTION search_asked(words text[], mark text) RETURNS tsquery
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
"""


class Migration(migrations.Migration):
    """The same function, which asks for less."""

    dependencies = [("announcements", "0020_topics")]
    operations = [migrations.RunSQL(ASKED, BEFORE)]

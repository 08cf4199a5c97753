"""What pydantic found wrong with a value, in German: pure. Its own messages are English."""

from collections.abc import Mapping

_MOMENT = "ein Zeitpunkt mit Zeitzone sein, zum Beispiel 2026-03-01T10:00:00+01:00"
PREDICATES = {
    "missing": "fehlt",
    "extra_forbidden": "gibt es hier nicht",
    "string_type": "muss ein Text sein",
    "string_too_short": "ist zu kurz (mindestens {min_length} Zeichen)",
    "string_too_long": "ist zu lang (höchstens {max_length} Zeichen)",
    "string_pattern_mismatch": "hat nicht die Form {pattern}",
    "string_unicode": "enthält beschädigte Zeichen",
    "int_type": "muss eine ganze Zahl sein",
    "int_parsing": "muss eine ganze Zahl sein",
    "int_from_float": "muss eine ganze Zahl sein",
    "int_parsing_size": "ist eine zu große Zahl",
    "greater_than_equal": "muss mindestens {ge} sein",
    "less_than_equal": "darf höchstens {le} sein",
    "bool_type": "muss true oder false sein",
    "bool_parsing": "muss true oder false sein",
    "list_type": "muss eine Liste sein",
    "too_short": "braucht mehr Einträge (mindestens {min_length})",
    "too_long": "hat zu viele Einträge (höchstens {max_length})",
    "uuid_type": "muss eine Kennung (UUID) sein",
    "uuid_parsing": "muss eine Kennung (UUID) sein",
    "datetime_type": f"muss {_MOMENT}",
    "datetime_parsing": f"muss {_MOMENT}",
    "datetime_from_date_parsing": f"muss {_MOMENT}",
    "datetime_object_invalid": f"muss {_MOMENT}",
    "timezone_aware": f"muss {_MOMENT}",
    "enum": "muss einer dieser Werte sein: {expected}",
    "literal_error": "muss einer dieser Werte sein: {expected}",
    "model_type": "muss ein Objekt mit benannten Feldern sein",
    "model_attributes_type": "muss ein Objekt mit benannten Feldern sein",
    "dict_type": "muss ein Objekt mit benannten Feldern sein",
}


def predicate(kind: str, context: Mapping[str, object]) -> str:
    """Return what is wrong, to stand behind the name of the field; the value is never repeated.

    `kind` and `context` are `type` and `ctx` of pydantic's error details.
    """
    facts = {
        name: str(value).replace("'", "").replace(" or ", " oder ")
        for name, value in context.items()
    }
    return PREDICATES.get(kind, "hat keinen gültigen Wert").format_map(facts)

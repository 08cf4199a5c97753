"""Reading Meta's insights: metrics become numbers by the house's names. Pure."""

from collections.abc import Mapping
from typing import Any

from ausrufer.channels.rest import number_of, object_of, objects_of, text_of


def numbers_of(found: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, int]:
    """Return the metrics that were told by the names of the house; the rest is absent."""
    told = {text_of(one, "name"): _value(one) for one in objects_of(found, "data")}
    return {
        ours: value for theirs, ours in names.items() if (value := told.get(theirs)) is not None
    }


def _value(metric: Mapping[str, Any]) -> int | None:
    """Return a metric's number; one that is told by kinds is added up."""
    total = number_of(object_of(metric, "total_value"), "value")
    if total is not None:
        return total
    values = objects_of(metric, "values")
    if not values:
        return None
    value = values[-1].get("value")
    if isinstance(value, dict):
        return sum(one for one in value.values() if isinstance(one, int))
    return number_of(values[-1], "value")

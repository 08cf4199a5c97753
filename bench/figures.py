"""Figures beside their aims."""

from collections.abc import Sequence
from typing import Any


def figure(value: float, aim: float) -> dict[str, Any]:
    """Return a value beside the most it may be."""
    return {"value": value, "aim": aim, "met": value <= aim}


def spread(seconds: Sequence[float], *, aim_p95: float | None = None) -> dict[str, Any]:
    """Return median and 95th percentile in ms, beside the aim for the latter where there is one."""
    ordered = sorted(seconds)
    p95 = _ms(ordered[min(int(len(ordered) * 0.95), len(ordered) - 1)])
    found: dict[str, Any] = {
        "n": len(ordered),
        "p50_ms": _ms(ordered[len(ordered) // 2]),
        "p95_ms": p95,
        "worst_ms": _ms(ordered[-1]),
    }
    return found if aim_p95 is None else {**found, "aim_p95_ms": aim_p95, "met": p95 <= aim_p95}


def all_met(figures: Any) -> bool:
    """Tell whether nothing in a tree of figures missed its aim."""
    if isinstance(figures, dict):
        return figures.get("met", True) and all(all_met(one) for one in figures.values())
    return True


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 1)

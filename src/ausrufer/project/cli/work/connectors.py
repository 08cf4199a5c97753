"""What every connector can do, read from its manifest and its abilities."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from ausrufer.channels import registry
from ausrufer.channels.contract import (
    Amends,
    Audience,
    Authorises,
    Budget,
    ChecksAccess,
    HandsOver,
    Hides,
    Listens,
    Manifest,
    Measures,
    Publishes,
    ReceivesWebhooks,
    Reconciles,
    Removes,
    Renews,
    Replies,
    Withdraws,
)

# the heading of a column, the key in JSON, and the one method of the ability
ABILITIES: tuple[tuple[str, str, Callable[..., object]], ...] = (
    ("sendet", "publishes", Publishes.publish),
    ("ändert", "amends", Amends.amend),
    ("löscht", "withdraws", Withdraws.withdraw),
    ("fragt nach", "reconciles", Reconciles.find),
    ("prüft Zugang", "checks_access", ChecksAccess.check_access),
    ("Zustimmung", "authorises", Authorises.grants),
    ("erneuert", "renews", Renews.renew),
    ("hört zu", "listens", Listens.contributions),
    ("antwortet", "replies", Replies.reply),
    ("verbirgt", "hides", Hides.hide),
    ("entfernt", "removes", Removes.remove),
    ("misst", "measures", Measures.measure),
    ("wird gerufen", "receives_webhooks", ReceivesWebhooks.verify),
    ("nur von Hand", "hands_over", HandsOver.hand_over),
)
YES, NO = "ja", "–"


@dataclass(frozen=True, slots=True)
class Row:
    """One connector and which of `ABILITIES` it has, in their order."""

    manifest: Manifest
    abilities: tuple[bool, ...]

    def as_json(self) -> dict[str, Any]:
        """Return what a program may want to know."""
        manifest = self.manifest
        return {
            "kind": manifest.kind,
            "label": manifest.label,
            **{key: has for (_, key, _), has in zip(ABILITIES, self.abilities, strict=True)},
            "repeatable": manifest.repeatable,
            "subscribers": manifest.audience is Audience.SUBSCRIBERS,
            "text_limit": manifest.text.limit,
            "text_unit": manifest.text.unit.value,
            "pictures": manifest.pictures.most,
            "films": manifest.films.most,
            "documents": manifest.documents.most,
            "deadline_seconds": manifest.deadline_seconds,
            "side_by_side": manifest.side_by_side,
            "budgets": [
                {"amount": one.amount, "seconds": one.seconds, "shared": one.shared}
                for one in manifest.budgets
            ],
        }


def connectors() -> list[Row]:
    """Return every connector of the house in its order."""
    return [
        Row(manifest, tuple(_has(manifest.kind, method) for _, _, method in ABILITIES))
        for manifest in registry.every_kind()
    ]


def table(rows: Sequence[Row]) -> str:
    """Return the rows as a table for people."""
    heads = (
        "Netzwerk",
        *(word for word, _, _ in ABILITIES),
        "Zeichen",
        "Bilder",
        "Filme",
        "Dokumente",
        "Takt",
    )
    lines = [heads, *(_cells(one) for one in rows)]
    widths = [max(len(line[n]) for line in lines) for n in range(len(heads))]
    rule = tuple("─" * width for width in widths)
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in (heads, rule, *lines[1:])
    )


def _cells(row: Row) -> tuple[str, ...]:
    manifest = row.manifest
    return (
        manifest.label,
        *(YES if has else NO for has in row.abilities),
        _number(manifest.text.limit),
        _number(manifest.pictures.most),
        _number(manifest.films.most),
        _number(manifest.documents.most),
        ", ".join(_budget(one) for one in manifest.budgets) or NO,
    )


def _number(limit: int | None) -> str:
    return NO if limit is None else str(limit)


def _budget(budget: Budget) -> str:
    said = f"{budget.amount} in {budget.seconds} s"
    return f"{said} (alle zusammen)" if budget.shared else said


def _has(kind: str, method: Callable[..., object]) -> bool:
    # protocols with data members refuse issubclass: the ability is asked for by its one method
    return hasattr(registry.connector_class(kind), method.__name__)

"""The table of what every connector can do."""

from ausrufer.project.cli.work.connectors import ABILITIES, connectors, table


def test_abilities_are_read_from_the_classes() -> None:
    """The fake network does everything staff see; the poor one only sends."""
    rich, poor = connectors()
    able = {key for (_, key, _), has in zip(ABILITIES, rich.abilities, strict=True) if has}
    assert {"publishes", "amends", "withdraws", "reconciles", "checks_access"} <= able
    assert [key for (_, key, _), has in zip(ABILITIES, poor.abilities, strict=True) if has] == [
        "publishes"
    ]
    assert (rich.as_json()["repeatable"], poor.as_json()["repeatable"]) == (True, False)
    assert poor.as_json()["text_limit"] == 500


def test_the_table_is_german_and_in_columns() -> None:
    head, rule, *rows = table(connectors()).splitlines()
    assert head.split()[:4] == ["Netzwerk", "sendet", "ändert", "löscht"]
    assert set(rule) <= {"─", " "}
    column = head.index("sendet")
    assert [row[column : column + 2] for row in rows] == ["ja", "ja"]

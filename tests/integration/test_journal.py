"""The journal: append-only, chained, and forgetful where the law wants it."""

import pytest
from django.db import DatabaseError, connection, transaction

from ausrufer.records.kinds import kinds, register
from ausrufer.records.models import JournalEntry, JournalHead
from ausrufer.records.queries import breaks_of_the_chain
from ausrufer.records.sentences import sentence
from tests.conftest import Town

pytestmark = pytest.mark.django_db


def test_holds_from_the_first_entry(town: Town, neighbour: Town) -> None:
    assert JournalHead.objects.count() == 2
    assert list(breaks_of_the_chain()) == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE records_journalentry SET kind = 'anders' WHERE sequence = 1",
        "DELETE FROM records_journalentry WHERE sequence = 1",
        "TRUNCATE records_journalentry",
    ],
)
def test_database_refuses_change(town: Town, statement: str) -> None:
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        (
            'UPDATE records_journalentry SET details = \'{"actor": "Eva"}\' WHERE sequence = 2',
            "Die Angaben des Eintrags wurden verändert.",
        ),
        (
            "UPDATE records_journalentry SET kind = 'member.added.by.nobody' WHERE sequence = 2",
            "Der Eintrag wurde verändert.",
        ),
        (
            "DELETE FROM records_journalentry WHERE sequence = 2",
            "Vor diesem Eintrag fehlt Eintrag 2.",
        ),
        (
            "DELETE FROM records_journalentry WHERE sequence = 5",
            "Am Ende des Protokolls fehlen Einträge.",
        ),
    ],
)
def test_check_finds_what_somebody_did_past_the_guard(
    town: Town, statement: str, reason: str
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(statement)
        cursor.execute("RESET session_replication_role")
    assert reason in [found.reason for found in breaks_of_the_chain()]


def test_erased_details_leave_the_chain_whole(in_town: Town) -> None:
    entry = JournalEntry.objects.order_by("sequence")[1]
    JournalEntry.objects.filter(pk=entry.pk).update(details=None, salt="")
    assert list(breaks_of_the_chain()) == []
    assert sentence(JournalEntry.objects.get(pk=entry.pk)) == "… hat … aufgenommen."


def test_every_kind_says_how_long_it_is_kept() -> None:
    assert min(kind.keep_years for kind in kinds()) >= 1
    with pytest.raises(ValueError, match="retention"):
        register("probe.without_retention", "…", keep_years=0)

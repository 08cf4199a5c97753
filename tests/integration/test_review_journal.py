"""The journal misses nothing, not even a whole chain that lost its head."""

import pytest
from django.db import connection, transaction

from ausrufer.records.queries import breaks_of_the_chain
from tests.conftest import Town

pytestmark = pytest.mark.django_db


def test_a_chain_without_its_head_is_found(town: Town) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM records_journalhead WHERE organisation_id = %s", [town.organisation.pk]
        )
    assert [one.organisation_id for one in breaks_of_the_chain()] == [town.organisation.pk]

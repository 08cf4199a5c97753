"""The ground of the tests themselves: a real PostgreSQL with the product's own tables."""

import pytest
from django.db import connection

pytestmark = pytest.mark.django_db


def test_tests_speak_to_a_real_server_with_german_letters_and_checksums() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT upper('äöü'), current_setting('data_checksums')")
        assert cursor.fetchone() == ("ÄÖÜ", "on")

"""A town that practises beside real ones."""

import pytest

from ausrufer.organisations.models import Organisation
from tests.conftest import Town, build_town


@pytest.fixture
def drill(db: None) -> Town:
    """Return a town that practises."""
    town = build_town("Übungsstadt", "uebungsstadt")
    Organisation.objects.filter(pk=town.organisation.pk).update(practises=True)
    town.organisation.refresh_from_db()
    return town

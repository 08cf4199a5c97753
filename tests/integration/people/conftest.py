"""What every test about people shares."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _nobody_has_tried_yet(transactional_db: None) -> Iterator[None]:
    """Log-ins of the test before do not count as tries of this one."""
    cache.clear()
    yield

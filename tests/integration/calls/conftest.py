"""Networks whose platforms call the house."""

import pytest
from django.conf import LazySettings

from ausrufer.channels import registry
from tests.conftest import FAKES


@pytest.fixture(autouse=True)
def _called_networks(settings: LazySettings, _fake_networks: None) -> None:
    called = "tests.integration.calls.calling.CalledConnector"
    settings.AUSRUFER_CONNECTORS = [*FAKES, called]
    registry._connectors.cache_clear()

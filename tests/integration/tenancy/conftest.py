"""Our town with a secret in every text, and the next town with everything of its own."""

from typing import Any

import pytest

from ausrufer.channels import registry
from tests.conftest import FAKES, Town
from tests.integration.tenancy.planted import FURTHER, Ours, plant


@pytest.fixture(autouse=True)
def _with_newsletters(settings: Any, _fake_networks: None, tmp_path: Any) -> None:
    settings.AUSRUFER_CONNECTORS = [*FAKES, *FURTHER]
    settings.MEDIA_FOLDER = tmp_path / "media"
    settings.PUBLIC_FOLDER = tmp_path / "public"
    registry._connectors.cache_clear()


@pytest.fixture
def ours(town: Town) -> Ours:
    return plant(town, "Flieder")


@pytest.fixture
def theirs(neighbour: Town) -> Ours:
    return plant(neighbour, "Ginster")

"""The ground every test stands on: an environment of its own and one PostgreSQL for the run.

The server is started when the first test needs a database; under pytest-xdist the controller starts
it once for all workers. `AUSRUFER_DATABASE_URL` from outside is used instead where it is set.
"""

import atexit
import gc
import os
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import django
import hypothesis
import pytest

from ausrufer.project.embedded import EmbeddedPostgres

GROUND = "AUSRUFER_TEST_GROUND"  # the folder of this run, handed from the controller to its workers
ENVIRONMENT = {
    "AUSRUFER_SECRET_KEY": secrets.token_urlsafe(50),
    "AUSRUFER_SEALING_KEY": "dGVzdC1zZWFsaW5nLWtleS1vZi0zMi1ieXRlcy4uLi4=",
    "AUSRUFER_BASE_URL": "http://testserver",
    "AUSRUFER_MAIL_FROM": "ausrufer@musterstadt.example",
}
# Folders whose files take tens of seconds.
LONG = ("tests/journeys", "tests/integration/project", "tests/integration/bad_input")
# The tests' cluster is thrown away: it need not survive a power cut.
SPEED = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}


# How long an example takes says nothing about the product: timing never decides a test.
hypothesis.settings.register_profile("house", deadline=None)
hypothesis.settings.load_profile("house")


def _is_worker() -> bool:
    return "PYTEST_XDIST_WORKER" in os.environ


def _ground() -> Path:
    if not _is_worker():
        ground = Path(tempfile.mkdtemp(prefix="ausrufer-tests-"))
        ground.chmod(0o755)  # as root the server has an account of its own, which must come in
        os.environ[GROUND] = str(ground)
    return Path(os.environ[GROUND])


ground = _ground()
external = not _is_worker() and "AUSRUFER_DATABASE_URL" in os.environ
if not _is_worker():
    atexit.register(shutil.rmtree, ground, ignore_errors=True)
server = None if external or _is_worker() else EmbeddedPostgres(ground, say=print, settings=SPEED)
for name in [
    name for name in os.environ if name.startswith("AUSRUFER_") and name.endswith("_FILE")
]:
    del os.environ[name]
if server is not None:
    atexit.register(server.stop)
    os.environ["AUSRUFER_DATABASE_URL"] = server.url
os.environ.update(ENVIRONMENT if not _is_worker() else {})
os.environ["AUSRUFER_DATA_FOLDER"] = str(ground / os.environ.get("PYTEST_XDIST_WORKER", "main"))
os.environ["DJANGO_SETTINGS_MODULE"] = "ausrufer.project.settings"
django.setup()  # here, not by pytest-django: a conftest.py in a subfolder may import models


def _is_controller(config: pytest.Config) -> bool:
    return not _is_worker() and getattr(config.option, "dist", "no") != "no"


def pytest_configure(config: pytest.Config) -> None:
    if _is_controller(config):
        # Inherited, pytest-django would read the settings before the worker has its folder.
        del os.environ["DJANGO_SETTINGS_MODULE"]
        if server is not None:
            server.start(subprocess.DEVNULL)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Hand out the long files first, so that all workers end together."""
    if _is_worker():
        items.sort(key=lambda item: not item.nodeid.startswith(LONG))


def pytest_collection_finish() -> None:
    """Thousands of tests stay until the end: nobody need look through them for garbage."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    request: pytest.FixtureRequest, django_db_modify_db_settings_parallel_suffix: None
) -> Iterator[None]:
    """Start the server before the first test that needs a database."""
    if server is not None and not _is_controller(request.config):
        server.start(subprocess.DEVNULL)
    yield

"""Asking a stage's connector for an ability; a demand is skipped where it lacks it."""

import unittest
from typing import Never

from ausrufer.channels.contract import (
    Amends,
    ChecksAccess,
    Connector,
    FindsAdded,
    Listens,
    Measures,
    Publishes,
    Reconciles,
    Withdraws,
)
from ausrufer.channels.testing.stage import Stage


def publishing(stage: Stage) -> Publishes:
    """Return a new connector that publishes; raises SkipTest."""
    connector = stage.connector()
    return connector if isinstance(connector, Publishes) else _cannot(connector)


def amending(stage: Stage) -> Amends:
    """Return a new connector that corrects in place; raises SkipTest."""
    connector = stage.connector()
    return connector if isinstance(connector, Amends) else _cannot(connector)


def finding_added(stage: Stage) -> FindsAdded:
    """Return a new connector that tells what a correction added; raises SkipTest."""
    connector = stage.connector()
    return connector if isinstance(connector, FindsAdded) else _cannot(connector)


def withdrawing(stage: Stage) -> Withdraws:
    """Return a new connector that takes back; raises SkipTest."""
    connector = stage.connector()
    return connector if isinstance(connector, Withdraws) else _cannot(connector)


def reconciling(stage: Stage) -> Reconciles:
    """Return a new connector that can ask what is there; raises SkipTest."""
    connector = stage.connector()
    return connector if isinstance(connector, Reconciles) else _cannot(connector)


def checking(stage: Stage) -> ChecksAccess:
    """Return a new connector that checks its access; raises SkipTest."""
    connector = stage.connector()
    return connector if isinstance(connector, ChecksAccess) else _cannot(connector)


def listening(stage: Stage) -> Listens:
    """Return a new connector that reads what people write; raises SkipTest."""
    connector = stage.connector()
    return connector if stage.hears and isinstance(connector, Listens) else _cannot(connector)


def measuring(stage: Stage) -> Measures:
    """Return a new connector that tells numbers; raises SkipTest."""
    connector = stage.connector()
    return connector if stage.hears and isinstance(connector, Measures) else _cannot(connector)


def _cannot(connector: Connector) -> Never:
    raise unittest.SkipTest(f"{connector.manifest.kind} lacks the ability")

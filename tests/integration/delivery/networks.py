"""Networks that take only so much, for the tests of the engine."""

from dataclasses import replace
from typing import ClassVar

from ausrufer.channels.contract import Budget, Manifest
from ausrufer.channels.testing import FakeConnector

FIVE_A_MINUTE = Budget(5, 60)
SIX_FOR_ALL = Budget(6, 3600, shared=True)


class ThriftyConnector(FakeConnector):
    """Takes five calls a minute on one channel."""

    manifest: ClassVar[Manifest] = replace(
        FakeConnector.manifest, kind="thrifty", budgets=(FIVE_A_MINUTE,), side_by_side=50
    )


class SharedConnector(FakeConnector):
    """Takes six calls an hour from the app, whoever it calls for."""

    manifest: ClassVar[Manifest] = replace(
        FakeConnector.manifest, kind="shared", budgets=(SIX_FOR_ALL,), side_by_side=50
    )


class WideConnector(FakeConnector):
    """Takes twenty calls with a reserve for what is urgent."""

    manifest: ClassVar[Manifest] = replace(
        FakeConnector.manifest, kind="wide", budgets=(Budget(20, 3600),), side_by_side=50
    )


class LookingConnector(FakeConnector):
    """Would double what is repeated, but can look what is there."""

    manifest: ClassVar[Manifest] = replace(FakeConnector.manifest, kind="looking", repeatable=False)


class OpenConnector(FakeConnector):
    """Takes as many calls side by side as a worker has."""

    manifest: ClassVar[Manifest] = replace(FakeConnector.manifest, kind="open", side_by_side=200)

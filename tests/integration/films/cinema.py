"""A network in memory that takes a film, upright and small, and nothing without one."""

from dataclasses import replace
from typing import ClassVar

from ausrufer.channels.appearance import Needs
from ausrufer.channels.contract import FilmRules, Manifest
from ausrufer.channels.testing import FakeByHandConnector, FakeConnector


class CinemaConnector(FakeConnector):
    """Takes upright films up to a minute."""

    manifest: ClassVar[Manifest] = replace(
        FakeConnector.manifest,
        kind="cinema",
        label="Kino (Probe)",
        needs=Needs.FILM,
        films=FilmRules(most=1, bytes=300_000, longest_seconds=60, widest=1.0),
    )


class HandCinemaConnector(FakeByHandConnector):
    """Takes films from people only."""

    manifest: ClassVar[Manifest] = replace(
        FakeByHandConnector.manifest,
        kind="hand_cinema",
        label="Kino von Hand (Probe)",
        films=FilmRules(most=1),
    )

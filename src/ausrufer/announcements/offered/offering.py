"""The kinds of things a host may offer, and what of each another house sees."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar
from uuid import UUID

from django.utils.translation import gettext_noop

from ausrufer.announcements import journal
from ausrufer.announcements.blueprints import journal as of_blueprints
from ausrufer.announcements.blueprints.undated import for_another_house
from ausrufer.announcements.blueprints.undated import said as said_by
from ausrufer.announcements.models import Blueprint, Snippet
from ausrufer.announcements.models.offerable import Offerable

Thing = TypeVar("Thing", bound=Offerable)


@dataclass(frozen=True)
class Offering(Generic[Thing]):
    """One kind of thing: how it is copied, what it says, and what is told about it."""

    model: type[Thing]
    copy: Callable[
        [Thing, Thing], None
    ]  # onto the first, what another house may have of the second
    said: Callable[[Thing], str]  # everything it says, to be compared
    offered: str
    not_offered: str
    taken: str
    followed: str
    already: str
    overtaken: str


@dataclass(frozen=True)
class Offer(Generic[Thing]):
    """A thing of the host: nothing about who wrote it, for which office, or where it would go."""

    public_id: UUID
    name: str
    host: str
    thing: Thing  # of nobody and never saved
    said: str


def _copy_snippet(copy: Snippet, original: Snippet) -> None:
    copy.text = original.text


def _copy_blueprint(copy: Blueprint, original: Blueprint) -> None:
    copy.take(for_another_house(original.content))


SNIPPETS = Offering(
    model=Snippet,
    copy=_copy_snippet,
    said=lambda snippet: snippet.text,
    offered=journal.SNIPPET_OFFERED,
    not_offered=journal.SNIPPET_NOT_OFFERED,
    taken=journal.SNIPPET_TAKEN,
    followed=journal.SNIPPET_FOLLOWED,
    already=gettext_noop("Diesen Baustein haben Sie schon übernommen."),
    overtaken=gettext_noop(
        "Der Text wurde inzwischen noch einmal geändert. Bitte vergleichen Sie neu."
    ),
)
BLUEPRINTS = Offering(
    model=Blueprint,
    copy=_copy_blueprint,
    said=lambda blueprint: said_by(blueprint.content),
    offered=of_blueprints.OFFERED,
    not_offered=of_blueprints.NOT_OFFERED,
    taken=of_blueprints.TAKEN,
    followed=of_blueprints.FOLLOWED,
    already=gettext_noop("Diese Vorlage haben Sie schon übernommen."),
    overtaken=gettext_noop(
        "Die Vorlage wurde inzwischen noch einmal geändert. Bitte vergleichen Sie neu."
    ),
)

"""A task as its page shows it: steps, texts with their counts, pictures, what was reported."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import assert_never

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from ausrufer.announcements.adaptation.counting import Count, count
from ausrufer.channels import registry
from ausrufer.channels.contract import Copyable, Document, Errand, Film, HandOver, Picture
from ausrufer.channels.errors import ConnectorFailure
from ausrufer.channels.queries import is_exercise
from ausrufer.delivery.errors import Tampered
from ausrufer.delivery.models import Delivery
from ausrufer.delivery.orders import approved_content
from ausrufer.delivery.states import Purpose

_WORDS = {
    Purpose.PUBLISH: gettext_noop("Von Hand veröffentlichen"),
    Purpose.AMEND: gettext_noop("Dort berichtigen"),
    Purpose.WITHDRAW: gettext_noop("Dort löschen"),
}
_TAMPERED = gettext_noop(
    "Der Inhalt stimmt nicht mit der Freigabe überein. Bitte veröffentlichen Sie nichts davon und "
    "geben Sie die Mitteilung erneut zur Freigabe."
)


@dataclass(frozen=True, slots=True)
class ShownText:
    """One text to copy; `count` None: the network does not limit it."""

    label: str
    text: str
    count: Count | None


@dataclass(frozen=True, slots=True)
class ShownTask:
    """What a person needs; `refused` says why nothing of it may be posted."""

    texts: Sequence[ShownText] = ()
    pictures: Sequence[Picture] = ()
    films: Sequence[Film] = ()
    documents: Sequence[Document] = ()
    steps: Sequence[str] = ()
    place: str = ""
    refused: str = ""


def words_of(delivery: Delivery) -> str:
    """Return what is to be done, in three words."""
    return _(_WORDS[Purpose(delivery.purpose)])


def shown_task(delivery: Delivery) -> ShownTask:
    """Return the task with its texts counted as the network counts them."""
    try:
        outgoing = approved_content(delivery)
    except ConnectorFailure as failure:
        return ShownTask(refused=failure.for_staff)
    except Tampered:
        return ShownTask(refused=_(_TAMPERED))
    channel = delivery.channel
    post = delivery.target.permalink if delivery.target else ""
    errand = _errand(Purpose(delivery.purpose))
    task = registry.hand_over(channel.kind, outgoing, errand, channel.settings, post)
    # from an exercise no link leads to the real network
    return _shown(replace(task, place="") if is_exercise(channel) else task)


def _shown(task: HandOver) -> ShownTask:
    return ShownTask(
        texts=[_text(one) for one in task.texts],
        pictures=task.pictures,
        films=task.films,
        documents=task.documents,
        steps=[_(step) for step in task.steps],
        place=task.place,
    )


def _text(one: Copyable) -> ShownText:
    label = _(one.label)
    if "%(" in label:
        label %= {"number": one.number, "total": one.total}
    limited = one.rules is not None and one.rules.limit is not None
    return ShownText(label, one.text, count(one.text, one.rules) if one.rules and limited else None)


def _errand(purpose: Purpose) -> Errand:
    match purpose:
        case Purpose.PUBLISH:
            return Errand.POST
        case Purpose.AMEND:
            return Errand.CORRECT
        case Purpose.WITHDRAW:
            return Errand.REMOVE
    assert_never(purpose)

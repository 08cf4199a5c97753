"""What became of a publication among its readers, in words: totals, nothing about people."""

from collections.abc import Collection, Mapping
from datetime import timedelta

from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from ausrufer.announcements.figures.queries import newest_figures
from ausrufer.announcements.models import Figure
from ausrufer.channels.contract import Audience
from ausrufer.channels.queries import manifest_of
from ausrufer.delivery.models import Delivery
from ausrufer.delivery.states import Purpose, State
from ausrufer.foundation.clock import now
from ausrufer.subscriptions.queries import ended_count

_WEEK = timedelta(days=7)
_AGES = {
    1: _("Nach einer Stunde: %(numbers)s"),
    24: _("Nach einem Tag: %(numbers)s"),
    168: _("Nach einer Woche: %(numbers)s"),
}
# The names of the house in the order they are told; some networks have two for one thing.
_NAMES = (
    (("views",), _("%(number)s-mal angezeigt")),
    (("reach",), _("Reichweite %(number)s")),
    (("likes",), _("gefällt %(number)s-mal")),
    (("shares", "reposts", "quotes"), _("%(number)s-mal geteilt")),
    (("comments", "replies"), _("%(number)s-mal kommentiert")),
    (("saves",), _("%(number)s-mal gemerkt")),
    (("clicks",), _("%(number)s-mal angeklickt")),
)


def reactions_to(deliveries: Collection[Delivery]) -> dict[int, str]:
    """Return what is known of each of these, by its key; what nobody told is left out.

    One query, and one for each newsletter.
    """
    out = [
        one for one in deliveries if one.purpose == Purpose.PUBLISH and one.state == State.SETTLED
    ]
    figures = newest_figures(one.pk for one in out) if out else {}
    said = {one.pk: _said(figures.get(one.pk)) or _left(one) for one in out}
    return {pk: words for pk, words in said.items() if words}


def words_of(numbers: Mapping[str, int]) -> list[str]:
    """Return numbers as people read them: "gefällt 3-mal"."""
    found = []
    for names, words in _NAMES:
        told = [numbers[name] for name in names if name in numbers]
        if told:
            found.append(str(words) % {"number": number_format(sum(told), force_grouping=True)})
    return found


def _said(figure: Figure | None) -> str:
    words = words_of(figure.numbers) if figure else []
    if figure is None or not words:
        return ""
    return str(_AGES[figure.hours]) % {"numbers": ", ".join(words)}


def _left(delivery: Delivery) -> str:
    """Return how many left a newsletter in the week behind it; who did is nobody's business."""
    if manifest_of(delivery.channel).audience is not Audience.SUBSCRIBERS:
        return ""
    if delivery.settled_at is None:
        return ""
    until = delivery.settled_at + _WEEK
    number = ended_count(delivery.channel_id, since=delivery.settled_at, until=until)
    if not number:
        return ""
    if now() < until:
        words = _("Seitdem wurde der Newsletter %(number)s-mal abbestellt.")
    else:
        words = _("In der Woche danach wurde der Newsletter %(number)s-mal abbestellt.")
    return str(words) % {"number": number_format(number, force_grouping=True)}

"""The receipt: how the deliveries of messages look on pages, queries gathered, words attached."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ausrufer.announcements.models import Announcement
from ausrufer.announcements.states import State
from ausrufer.announcements.web.delivery_words import (
    word_alone,
    word_for_good,
    word_of_delivery,
)
from ausrufer.announcements.web.reactions import reactions_to
from ausrufer.announcements.web.words import (
    AMENDED,
    DELIVERY,
    LETTERS,
    LINKED,
    NOT_SENT,
    PURPOSE,
    Word,
)
from ausrufer.channels.contract import Audience
from ausrufer.channels.models import Channel
from ausrufer.channels.queries import is_exercise, manifest_of, may_be_opened
from ausrufer.delivery.models import Delivery
from ausrufer.delivery.queries import (
    Letters,
    deliveries_of,
    letters_by_delivery,
    newest_deliveries,
)
from ausrufer.delivery.states import OPEN, Purpose
from ausrufer.delivery.states import State as Delivered
from ausrufer.design.parts import Mark
from ausrufer.foundation.clock import now

SOON = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class ShownDelivery:
    """One delivery as a line of the receipt."""

    delivery: Delivery
    word: Word
    purpose: str
    network: str
    letters: Letters | None
    letter_note: str
    reactions: str = ""  # what its readers did with it, in totals

    @property
    def failed(self) -> bool:
        """Tell whether it did not arrive."""
        return self._stands_at(Delivered.FAILED)

    @property
    def unclear(self) -> bool:
        """Tell whether a person has to say what became of it."""
        return self._stands_at(Delivered.UNCLEAR)

    @property
    def by_hand(self) -> bool:
        """Tell whether a person has it to do."""
        return self._stands_at(Delivered.BY_HAND)

    @property
    def recalled(self) -> bool:
        """Tell whether its content must not go out any more, whatever became of it."""
        return self.delivery.recalled_at is not None

    @property
    def waiting(self) -> bool:
        """Tell whether it has not left the house."""
        return self.delivery.state == Delivered.WAITING

    @property
    def reason(self) -> str:
        """Why it is not simply published; empty where it is."""
        return "" if self.delivery.state == Delivered.SETTLED else self.delivery.for_staff

    @property
    def moves(self) -> bool:
        """Tell whether its state may change at any moment."""
        delivery = self.delivery
        if self.letters and any(state in OPEN for state in self.letters.by_state):
            return True
        if delivery.state == Delivered.IN_FLIGHT:
            return True
        due = delivery.due_at <= now() + SOON
        sends = delivery.channel.active and delivery.channel.paused_at is None
        return self.waiting and due and sends

    def _stands_at(self, state: Delivered) -> bool:
        # a newsletter stands for its letters
        by_state = self.letters.by_state if self.letters else {}
        return self.delivery.state == state or bool(by_state.get(state))


@dataclass(frozen=True, slots=True)
class ShownChannel:
    """Everything that went to one channel: what stands there now and what came before."""

    channel: Channel
    current: ShownDelivery
    earlier: Sequence[ShownDelivery]

    @property
    def permalink(self) -> str:
        """Where readers find it; empty where it is not, or no longer, out there."""
        if self.current.delivery.state == Delivered.WITHDRAWN:
            return ""
        if self.current.delivery.purpose == Purpose.WITHDRAW:
            return ""
        links = [one.delivery.permalink for one in (self.current, *self.earlier)]
        link = next(filter(None, links), "")
        return link if may_be_opened(self.channel, link) else ""

    @property
    def reactions(self) -> str:
        """What its readers did with it; empty where nobody told."""
        return next(filter(None, (one.reactions for one in (self.current, *self.earlier))), "")

    @property
    def exercise(self) -> bool:
        """Tell whether it stands on an emulated network."""
        return is_exercise(self.channel) and not manifest_of(self.channel).own_ground

    @property
    def settled_at(self) -> datetime | None:
        """When its present state was reached, where it is out."""
        return self.current.delivery.settled_at


def shown_deliveries(announcement: Announcement) -> list[ShownDelivery]:
    """Return the deliveries of a message with letters and reactions, own ground first.

    Three queries, and one for each newsletter that is out.
    """
    found = list(deliveries_of(announcement.subject))
    letters = letters_by_delivery(one.pk for one in found)
    published, reactions = {one.pk: one.revision for one in found}, reactions_to(found)
    shown = [
        replace(_shown(one, letters.get(one.pk), published), reactions=reactions.get(one.pk, ""))
        for one in found
    ]
    return [_withdrawn(one) for one in shown] if announcement.state == State.WITHDRAWN else shown


def words_in_need(found: Sequence[Delivery]) -> dict[int, Word]:
    """Return how deliveries that need a hand stand, a newsletter by its letters; one query."""
    letters = letters_by_delivery(one.pk for one in found)
    return {one.pk: _word_in_need(one, letters.get(one.pk)) for one in found}


def _word_in_need(delivery: Delivery, letters: Letters | None) -> Word:
    unclear = letters.by_state.get(Delivered.UNCLEAR, 0) if letters else 0
    word = DELIVERY[Delivered.UNCLEAR if unclear else delivery.state]
    if not unclear:
        return word
    said = ngettext("%(number)d Brief unklar", "%(number)d Briefe unklar", unclear)
    return Word(said % {"number": unclear}, word.tone, word.icon)


def by_channel(shown: Iterable[ShownDelivery]) -> list[ShownChannel]:
    """Return the receipt with one entry per channel; what still needs a hand stays in front."""
    grouped: dict[int, list[ShownDelivery]] = {}
    for one in shown:
        grouped.setdefault(one.delivery.channel_id, []).append(one)
    return [_channel(entries) for entries in grouped.values()]


def marks_by_announcement(
    shown: Sequence[Announcement], *, whole: bool = False
) -> dict[int, list[Mark]]:
    """Return the channel marks of many messages in one query; `whole` with the full names."""
    by_subject = {one.subject: one.pk for one in shown}
    withdrawn = {one.subject for one in shown if one.state == State.WITHDRAWN}
    marks: dict[int, list[Mark]] = {}
    for delivery in newest_deliveries(by_subject):
        mark = mark_of(delivery, whole=whole, withdrawn=delivery.subject in withdrawn)
        marks.setdefault(by_subject[delivery.subject], []).append(mark)
    return marks


def mark_of(delivery: Delivery, *, whole: bool = False, withdrawn: bool = False) -> Mark:
    """Return how one delivery stands, small enough for a row; `withdrawn` is its message."""
    word, name = word_alone(delivery), delivery.channel.name
    link = delivery.permalink if delivery.state == Delivered.SETTLED else ""
    word = (word_for_good(delivery) if withdrawn else None) or word
    short = manifest_of(delivery.channel).mark
    return Mark(
        label=name,
        word=str(word.word),
        tone=word.tone,
        icon=word.icon,
        short=name if whole or not short else _(short),
        url=link if link and may_be_opened(delivery.channel, link) else "",
    )


def address(announcement: Announcement) -> str:
    """Return the address of a message's page on the desk."""
    return reverse("announcement", args=[announcement.public_id])


def _channel(entries: Sequence[ShownDelivery]) -> ShownChannel:
    # cross-references are the house's own doing: they never hide what a person is waiting for
    telling = [one for one in entries if one.purpose != str(LINKED) or one.failed or one.unclear]
    # nor does what never left hide what stays out there
    telling = [one for one in telling if one.word is not NOT_SENT] or telling
    current = (telling or entries)[-1]
    return ShownChannel(
        channel=current.delivery.channel,
        current=current,
        earlier=[one for one in reversed(entries) if one is not current],
    )


def _shown(
    delivery: Delivery, letters: Letters | None, revisions: Mapping[int, int]
) -> ShownDelivery:
    word = word_of_delivery(delivery, letters)
    purpose = str(PURPOSE[delivery.purpose])
    if delivery.purpose == Purpose.AMEND:
        amended = revisions.get(delivery.target_id or 0) != delivery.revision
        purpose = str(AMENDED if amended else LINKED)
    return ShownDelivery(
        delivery=delivery,
        word=word,
        purpose=purpose,
        network=manifest_of(delivery.channel).label,
        letters=letters,
        letter_note=_note(letters, delivery),
    )


def _withdrawn(shown: ShownDelivery) -> ShownDelivery:
    """Say of a withdrawn message's delivery that it stays out there, where it does."""
    stays = word_for_good(shown.delivery)
    if stays is None or shown.word is not DELIVERY[Delivered.SETTLED]:
        return shown
    # a newsletter nobody had ordered reached nobody
    return replace(shown, word=stays if shown.letters or not _to_subscribers(shown) else NOT_SENT)


def _to_subscribers(shown: ShownDelivery) -> bool:
    return manifest_of(shown.delivery.channel).audience is Audience.SUBSCRIBERS


def _note(letters: Letters | None, delivery: Delivery) -> str:
    if manifest_of(delivery.channel).audience is not Audience.SUBSCRIBERS or delivery.parent_id:
        return ""
    if letters is None:
        nobody = delivery.state == Delivered.SETTLED
        return _("Niemand hat diesen Newsletter bestellt.") if nobody else ""
    said = [
        ngettext("%(number)d Brief", "%(number)d Briefe", letters.total) % {"number": letters.total}
    ]
    for state, number in sorted(letters.by_state.items()):
        if state != Delivered.SETTLED:
            said.append(LETTERS[state] % {"number": number})
    return ", ".join(said)

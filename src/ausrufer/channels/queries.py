"""Reading channels."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date, datetime

from django.conf import settings
from django.db.models import QuerySet

from ausrufer.channels import registry
from ausrufer.channels.contract import (
    Access,
    Amends,
    Manifest,
    Publishes,
    ReceivesWebhooks,
    Withdraws,
)
from ausrufer.channels.lifetimes import Lifetime, is_near
from ausrufer.channels.models import Channel, ChannelReach, ConceptFrame, RegisterEntry
from ausrufer.channels.policy import Reach, Use, within_reach
from ausrufer.channels.sealing import Seal
from ausrufer.foundation.asked_once import once
from ausrufer.organisations.models import Department, Member, Organisation
from ausrufer.organisations.practice import practises, practises_by_id

_DONE_BY_HAND = {one.__name__ for one in (Publishes.publish, Amends.amend, Withdraws.withdraw)}
_KEEPERS = ("department", "responsible", "deputy", "reviewed_by")


@once
def channels_in_use() -> QuerySet[Channel]:
    """Return the channels a message can go to, own ground first."""
    return Channel.objects.filter(active=True)


@once
def all_channels() -> QuerySet[Channel]:
    """Return every channel, also those out of use."""
    return Channel.objects.all()


def reaches(use: Use, channel_ids: Collection[int] | None = None) -> dict[int, Reach]:
    """Return for whom channels (None: all) are kept; those open to everybody are left out."""
    found = _reaches().get(use, {})
    if channel_ids is None:
        return dict(found)
    return {pk: found[pk] for pk in found.keys() & set(channel_ids)}


@once
def _reaches() -> Mapping[str, Mapping[int, Reach]]:
    """Return for whom channels are kept, by use and channel."""
    held: dict[str, dict[int, list[ChannelReach]]] = defaultdict(lambda: defaultdict(list))
    for one in ChannelReach.objects.all():
        held[one.use][one.channel_id].append(one)
    return {
        use: {channel: _reach(rows) for channel, rows in channels.items()}
        for use, channels in held.items()
    }


def _reach(rows: Iterable[ChannelReach]) -> Reach:
    found = [(one.department_id, one.member_id) for one in rows]
    departments = frozenset(one for one, _member in found if one is not None)
    return Reach(departments, frozenset(one for _office, one in found if one is not None))


def said_reach(reach: Reach) -> str:
    """Return the names of those a channel is kept for: "alle", or departments, then people."""
    places = Department.objects.filter(pk__in=reach.department_ids)
    people = Member.objects.filter(pk__in=reach.member_ids)
    names = [*places.values_list("name", flat=True), *people.values_list("name", flat=True)]
    return ", ".join(names) or "alle"


def closed_to_write(
    channel_ids: Collection[int], *, department_ids: Collection[int], member_id: int | None
) -> frozenset[int]:
    """Return the channels that neither one of these departments nor this person writes for."""
    people = [] if member_id is None else [member_id]
    return frozenset(
        pk
        for pk, reach in reaches(Use.WRITE, channel_ids).items()
        if not within_reach(reach, member_ids=people, department_ids=department_ids)
    )


def paused_channels() -> QuerySet[Channel]:
    """Return the channels that need a person before they send again."""
    return Channel.objects.filter(active=True, paused_at__isnull=False)


def is_able_to(channel: Channel, ability: Callable[..., object]) -> bool:
    """Tell whether the channel's connector has the method of a protocol, as in `Amends.amend`.

    Where people post by hand they correct and take back by hand as well, and nothing else is asked.
    """
    if is_by_hand(channel):
        return ability.__name__ in _DONE_BY_HAND
    # protocols with data members refuse issubclass: the ability is asked for by its one method
    return hasattr(registry.connector_class(channel.kind), ability.__name__)


def is_by_hand(channel: Channel) -> bool:
    """Tell whether people post on this channel, instead of the house."""
    return registry.by_hand(channel.kind)


def receives_calls(channel: Channel) -> bool:
    """Tell whether the channel's platform can call the house by itself."""
    return not is_by_hand(channel) and is_able_to(channel, ReceivesWebhooks.verify)


def manifest_of(channel: Channel) -> Manifest:
    """Return what the house knows of the channel's network."""
    return registry.manifest(channel.kind)


def seal() -> Seal:
    """Return the seal of this installation."""
    return Seal(settings.ENVIRONMENT.sealing_keys())


def opened_access(channel: Channel) -> Access:
    """Return settings and unsealed secrets for one call; raises AccessLost."""
    town = channel.organisation
    practising = practises(town)
    return Access(
        settings=dict(channel.settings),
        secrets=seal().open(bytes(channel.sealed_secrets)),
        limits=dict(channel.limits),
        owner=town.slug,
        stand_ins=settings.PRACTICE_PLATFORMS.stand_ins if practising else {},
        practice_targets=settings.PRACTICE_PLATFORMS.targets if practising else None,
    )


def readers_address(channel: Channel, address: str) -> str:
    """Return where readers find what a platform says stands at `address`.

    Copies of an organisation that practises stand on the emulated networks, whose pages answer
    under the paths of the real ones; what the platform said stays in the parts of the delivery.
    """
    return address_for_readers(address, organisation_id=channel.organisation_id)


def address_for_readers(address: str, *, organisation_id: int) -> str:
    """Return the same where only the town is known: it depends on nothing else of a channel."""
    return settings.PRACTICE_PLATFORMS.leading(address) if _drills(organisation_id) else address


def may_be_opened(channel: Channel, address: str) -> bool:
    """Tell whether a link may lead to `address`: from an exercise none leads to a real network."""
    if not is_exercise(channel) or manifest_of(channel).own_ground:
        return True
    return settings.PRACTICE_PLATFORMS.has(address)


def is_exercise(channel: Channel) -> bool:
    """Tell whether what goes over a channel is an exercise.

    Without emulated platforms an organisation that practises reaches nothing, and most houses have
    none: they are not asked about every line of a list.
    """
    return _drills(channel.organisation_id)


def _drills(organisation_id: int) -> bool:
    platforms = settings.PRACTICE_PLATFORMS.targets or settings.ENVIRONMENT.practice
    return bool(platforms) and practises_by_id(organisation_id)


def needs_consent(channel: Channel) -> bool:
    """Tell whether a channel is connected on the platform's own page of consent."""
    return manifest_of(channel).consent is not None and not is_by_hand(channel)


def is_connected(channel: Channel) -> bool:
    """Tell whether the access is there: typed in, consented to, or none is needed."""
    return not needs_consent(channel) or channel.access_since is not None


def lifetime_of_access(channel: Channel) -> Lifetime:
    """Return how long the access itself is good for."""
    return Lifetime(channel.access_since, channel.access_expires_at)


def access_of_people(channel: Channel) -> Lifetime:
    """Return for how long nobody has to do anything: what renews itself ends with its renewal."""
    if channel.access_renews:
        return Lifetime(channel.renewal_since, channel.renewal_expires_at)
    return lifetime_of_access(channel)


def accesses_that_end(moment: datetime) -> list[Channel]:
    """Return the channels whose access has ended or ends within two weeks, soonest first.

    Only those where a person must act; paused ones are left out: their access is lost already.
    """
    sending = (one for one in channels_in_use() if one.paused_at is None)
    found = {one: access_of_people(one) for one in sending}
    ending = [
        (one, span.ends) for one, span in found.items() if span.ends and is_near(span, moment)
    ]
    return [one for one, _ in sorted(ending, key=lambda pair: pair[1])]


def register_entry(channel: Channel) -> RegisterEntry:
    """Return what was laid down about a channel; a new, unsaved entry where nothing was."""
    found = RegisterEntry.objects.select_related(*_KEEPERS).filter(channel=channel).first()
    entry = found or RegisterEntry(organisation_id=channel.organisation_id)
    entry.channel = channel
    return entry


def register_entries(channels: QuerySet[Channel]) -> list[RegisterEntry]:
    """Return one entry for each channel in its order, unsaved where nothing was laid down."""
    known = {
        one.channel_id: one
        for one in RegisterEntry.objects.select_related(*_KEEPERS).filter(channel__in=channels)
    }
    found = []
    for channel in channels:
        entry = known.get(channel.pk) or RegisterEntry(organisation_id=channel.organisation_id)
        entry.channel = channel
        found.append(entry)
    return found


def reviews_due(today: date) -> QuerySet[RegisterEntry]:
    """Return the entries of channels in use that are to be reviewed, longest due first."""
    return (
        RegisterEntry.objects.select_related("channel", *_KEEPERS)
        .filter(channel__active=True, next_review_on__lte=today)
        .order_by("next_review_on", "channel__name")
    )


def concept_frame(organisation: Organisation) -> ConceptFrame:
    """Return what holds for all channels; a new, unsaved one where nothing was laid down."""
    found = ConceptFrame.objects.filter(organisation=organisation).first()
    return found or ConceptFrame(organisation=organisation)

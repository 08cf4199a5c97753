"""Telling people what did not go out and what to do."""

from ausrufer.announcements.actions.notices import people_of
from ausrufer.announcements.models import Announcement
from ausrufer.announcements.paths import desk_path, task_path
from ausrufer.channels.models import Channel
from ausrufer.channels.queries import register_entry
from ausrufer.delivery.by_hand import occasion_by_hand
from ausrufer.delivery.models import Delivery
from ausrufer.delivery.states import Purpose, State
from ausrufer.notices.actions.notify import News, notify
from ausrufer.notices.policy import Kind
from ausrufer.organisations.policy import Right, may_finish_by_hand
from ausrufer.organisations.queries import members_who_may

_KINDS = {State.FAILED: Kind.FAILED, State.UNCLEAR: Kind.UNCLEAR, State.EXPIRED: Kind.EXPIRED}
_TASKS = {
    Purpose.PUBLISH: "hand_over",
    Purpose.AMEND: "hand_over_amend",
    Purpose.WITHDRAW: "hand_over_withdraw",
}


def tell_needs_hand(
    *, announcement: Announcement, delivery_id: int, state: State, occasion: str
) -> None:
    """Tell the authors and the approver what needs a hand, unless it is over already."""
    delivery = Delivery.objects.select_related("channel").get(pk=delivery_id)
    kind = _KINDS[state]
    if delivery.state == state:
        reason, wording = delivery.for_staff, kind.value
    elif letter := delivery.children.filter(state=state).order_by("pk").first():
        reason, wording = letter.for_staff, f"letters_{kind.value}"
    else:
        return
    news = News(
        kind=kind,
        subject=announcement.subject,
        occasion=f"delivery:{delivery_id}:{occasion}",
        path=f"{desk_path(announcement)}#auslieferung",
        details={
            "title": announcement.title,
            "channel": delivery.channel.name,
            "reason": reason,
        },
        wording=wording,
    )
    organisation_id = announcement.organisation_id
    notify(organisation_id=organisation_id, news=news, people=people_of(announcement))


def tell_by_hand(*, announcement: Announcement, delivery_id: int) -> None:
    """Tell who wrote, who approved and who keeps the channel that a person has to post it."""
    delivery = Delivery.objects.select_related("channel").get(pk=delivery_id)
    if delivery.state != State.BY_HAND:
        return
    news = News(
        kind=Kind.HAND_OVER,
        subject=announcement.subject,
        occasion=occasion_by_hand(delivery),
        path=task_path(delivery),
        details={"title": announcement.title, "channel": delivery.channel.name},
        wording=_TASKS[Purpose(delivery.purpose)],
    )
    entry = register_entry(delivery.channel)
    keepers = [one for one in (entry.responsible, entry.deputy) if one is not None]
    able = [one for one in keepers if may_finish_by_hand(one.rights, announcement.department_id)]
    notify(
        organisation_id=announcement.organisation_id,
        news=news,
        people=[*people_of(announcement), *able],
    )


def tell_access_lost(*, channel_id: int, occasion: str) -> None:
    """Tell who looks after channels that one needs a new access."""
    channel = Channel.objects.get(pk=channel_id)
    news = News(
        kind=Kind.ACCESS_LOST,
        subject=f"channel:{channel.public_id}",
        occasion=occasion,
        path=f"/desk/kanaele/{channel.public_id}/",
        details={"title": channel.name, "reason": channel.paused_reason},
    )
    people = members_who_may(Right.CHANNELS)
    notify(organisation_id=channel.organisation_id, news=news, people=people)

"""Telling people what did not go out and what to do."""

from django.conf import settings

from ausrufer.announcements.models import Announcement
from ausrufer.approval.queries import decided_ids, requests_about
from ausrufer.channels.models import Channel
from ausrufer.delivery.models import Delivery
from ausrufer.delivery.states import State
from ausrufer.organisations.actions import tell
from ausrufer.organisations.models import Member
from ausrufer.organisations.policy import Role

_WHAT_TO_DO = {
    State.FAILED: "Auf der Seite der Mitteilung steht mehr; dort können Sie es erneut versuchen.",
    State.UNCLEAR: (
        "Bitte sehen Sie auf dem Kanal nach, ob die Mitteilung dort steht, und sagen Sie es "
        "auf der Seite der Mitteilung. Von selbst wird nichts ein zweites Mal gesendet."
    ),
    State.EXPIRED: "Die späteste Sendezeit war vorbei. Es wurde nichts gesendet.",
}
_OF_LETTERS = {
    State.FAILED: (
        "Mindestens ein Brief kam nicht an. Meist gibt es dann die Adresse nicht mehr, und Sie "
        "müssen nichts tun. Wie viele Briefe nicht ankamen, steht auf der Seite der Mitteilung. "
        "Sie bekommen dazu nur diese eine Nachricht."
    ),
    State.UNCLEAR: (
        "Bei mindestens einem Brief ist unklar, ob er ankam. Bitte entscheiden Sie auf der Seite "
        "der Mitteilung, ob diese Briefe noch einmal gesendet werden. Von selbst wird nichts ein "
        "zweites Mal gesendet."
    ),
    State.EXPIRED: "Die späteste Sendezeit war vorbei. Die übrigen Briefe wurden nicht gesendet.",
}


def tell_needs_hand(*, announcement: Announcement, delivery_id: int, state: State) -> None:
    """Write to the authors and the approver of what needs a hand, unless it is over already."""
    delivery = Delivery.objects.select_related("channel").get(pk=delivery_id)
    if delivery.state == state:
        reason, what_to_do = delivery.for_staff, _WHAT_TO_DO[state]
    elif letter := delivery.children.filter(state=state).order_by("pk").first():
        reason, what_to_do = letter.for_staff, _OF_LETTERS[state]
    else:
        return
    tell(
        _people(announcement),
        subject=f"Braucht Hilfe: {announcement.title}",
        text="\n\n".join(
            filter(
                None,
                [
                    f"Mitteilung „{announcement.title}“, Kanal „{delivery.channel.name}“",
                    reason,
                    what_to_do,
                    _address(f"mitteilungen/{announcement.public_id}/"),
                ],
            )
        ),
    )


def tell_access_lost(*, channel_id: int) -> None:
    """Write to the administrators that a channel needs a new access."""
    channel = Channel.objects.get(pk=channel_id)
    administrators = Member.objects.filter(
        active=True, assignments__role=Role.ADMINISTRATOR
    ).select_related("user")
    tell(
        administrators.distinct(),
        subject=f"Kanal angehalten: {channel.name}",
        text=(
            f"Der Kanal „{channel.name}“ wurde angehalten: {channel.paused_reason}\n"
            "Alle Auslieferungen warten. Bitte erneuern Sie den Zugang.\n\n"
            f"{_address(f'kanaele/{channel.public_id}/')}"
        ),
    )


def _people(announcement: Announcement) -> list[Member]:
    ids = {*announcement.author_ids}
    newest = requests_about(announcement.subject).first()
    if newest is not None:
        ids |= {*decided_ids(newest)}
    return list(Member.objects.filter(pk__in=ids, active=True).select_related("user"))


def _address(path: str) -> str:
    base: str = settings.ENVIRONMENT.base_url.rstrip("/")
    return f"{base}/desk/{path}"

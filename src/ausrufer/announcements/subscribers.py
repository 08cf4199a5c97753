"""What announcements do with the facts of the engine below."""

from ausrufer.announcements.actions.films import show_as_read
from ausrufer.announcements.actions.notices import tell_comment
from ausrufer.announcements.actions.release import note_settled
from ausrufer.announcements.actions.trouble import tell_access_lost, tell_by_hand, tell_needs_hand
from ausrufer.announcements.facts import CommentWritten
from ausrufer.announcements.models import Comment
from ausrufer.announcements.platform_calls import act_on_call
from ausrufer.announcements.queries import announcement_of_subject
from ausrufer.delivery.facts import ChannelAccessLost, DeliveryNeedsHand, DeliverySettled
from ausrufer.delivery.states import State as DeliveryState
from ausrufer.foundation.facts import subscriber
from ausrufer.foundation.scope import within_organisation
from ausrufer.intake.facts import PlatformCalled
from ausrufer.library.facts import FilmRead


@subscriber(CommentWritten)
def comment_written(fact: CommentWritten) -> None:
    """Tell those whom a comment concerns."""
    with within_organisation(fact.organisation_id):
        found = Comment.objects.select_related("announcement", "member").filter(pk=fact.comment_id)
        for comment in found:
            tell_comment(comment, answer_id=fact.answer_id, mentioned_ids=fact.mentioned_ids)


@subscriber(DeliverySettled)
def publication_settled(fact: DeliverySettled) -> None:
    """Show the announcement as published and let its page name the copies."""
    with within_organisation(fact.organisation_id):
        announcement = announcement_of_subject(fact.subject)
        if announcement is not None:
            note_settled(announcement=announcement)


@subscriber(DeliveryNeedsHand)
def delivery_needs_hand(fact: DeliveryNeedsHand) -> None:
    """Tell the people who wrote and approved."""
    with within_organisation(fact.organisation_id):
        announcement = announcement_of_subject(fact.subject)
        if announcement is not None and fact.state == DeliveryState.BY_HAND:
            tell_by_hand(announcement=announcement, delivery_id=fact.delivery_id)
        elif announcement is not None:
            tell_needs_hand(
                announcement=announcement,
                delivery_id=fact.delivery_id,
                state=DeliveryState(fact.state),
                occasion=f"{fact.state}:{fact.since}",
            )


@subscriber(ChannelAccessLost)
def access_lost(fact: ChannelAccessLost) -> None:
    """Tell the administrators that a channel is paused."""
    with within_organisation(fact.organisation_id):
        tell_access_lost(channel_id=fact.channel_id, occasion=fact.since)


@subscriber(FilmRead)
def film_read(fact: FilmRead) -> None:
    """Let the messages with a film show it as it was read."""
    with within_organisation(fact.organisation_id):
        show_as_read(asset_id=fact.asset_id, kept_as=fact.kept_as)


@subscriber(PlatformCalled)
def platform_called(fact: PlatformCalled) -> None:
    """Look at accesses and note posts that are gone."""
    with within_organisation(fact.organisation_id):
        act_on_call(fact.receipt_id)

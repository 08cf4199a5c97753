"""The only way to get a feed, or a channel that platforms call, for a person."""

from uuid import UUID

from ausrufer.channels.access import channel_to_administer
from ausrufer.channels.models import Channel
from ausrufer.channels.queries import receives_calls
from ausrufer.intake.models import Feed
from ausrufer.organisations.errors import NotForYou
from ausrufer.organisations.models import Member
from ausrufer.organisations.policy import may_administer, may_write


def feed_to_administer(member: Member, feed_id: int) -> Feed:
    """Return a feed the member may stop: writers of its department, administrators."""
    feed = Feed.objects.filter(pk=feed_id).first()
    rights = member.rights
    if feed is None or not (may_administer(rights) or may_write(rights, feed.department_id)):
        raise NotForYou
    return feed


def channel_to_be_called(member: Member, public_id: UUID) -> Channel:
    """Return a channel the member may set up and whose platform can call; raises NotForYou."""
    channel = channel_to_administer(member, public_id)
    if not receives_calls(channel):
        raise NotForYou
    return channel

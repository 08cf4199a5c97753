"""The only way to get a feed for a person."""

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

"""The only way to get what is to be done by hand for a person."""

from uuid import UUID

from ausrufer.announcements.models import Announcement
from ausrufer.announcements.queries import announcement_of_subject
from ausrufer.delivery.models import Delivery, HandReport
from ausrufer.delivery.queries import reports_about, task_of_people
from ausrufer.organisations.errors import NotForYou
from ausrufer.organisations.models import Member
from ausrufer.organisations.policy import may_finish_by_hand, may_read


def task_to_read(member: Member, key: UUID) -> tuple[Announcement, Delivery]:
    """Return a task of the member's organisation with its message; raises NotForYou."""
    delivery = task_of_people(key)
    if delivery is None or not may_read(member.rights):
        raise NotForYou
    announcement = announcement_of_subject(delivery.subject)
    if announcement is None:
        raise NotForYou
    return announcement, delivery


def task_to_finish(member: Member, key: UUID) -> tuple[Announcement, Delivery]:
    """Return a task whose end the member may report; raises NotForYou."""
    announcement, delivery = task_to_read(member, key)
    if not may_finish_by_hand(member.rights, announcement.department_id):
        raise NotForYou
    return announcement, delivery


def report_to_read(member: Member, key: UUID, public_id: UUID) -> HandReport:
    """Return a report about a task that has a picture; raises NotForYou."""
    _, delivery = task_to_read(member, key)
    found = reports_about(delivery).filter(public_id=public_id).exclude(picture_sha256="").first()
    if found is None:
        raise NotForYou
    return found

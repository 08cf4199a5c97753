"""A message that somebody has to post by hand, with a picture and a report of an earlier try."""

from uuid import UUID

from ausrufer.announcements.actions.approve import decide, submit_for_approval
from ausrufer.announcements.actions.pictures import attach_picture
from ausrufer.announcements.actions.write import create_announcement
from ausrufer.announcements.content import Content
from ausrufer.approval.policy import Verdict
from ausrufer.channels.models import Channel
from ausrufer.channels.testing import example_picture
from ausrufer.delivery.models import Delivery, HandReport
from ausrufer.delivery.states import State
from ausrufer.foundation.clock import now
from tests.conftest import Town


def in_hand(town: Town, channel: Channel, word: str) -> tuple[UUID, UUID]:
    """Return the keys of an open task and of a report about it."""
    message = create_announcement(
        actor=town.anna.actor,
        department=town.press,
        content=Content(title=f"Von Hand {word}", body=word),
        channels=[channel],
    )
    picture = attach_picture(
        member=town.anna,
        announcement=message,
        content=example_picture(2).content,
        file_name="hand.png",
        alt_text=word,
        decorative=False,
    )
    asked = submit_for_approval(member=town.anna, announcement=message)
    decide(
        member=town.bekir,
        request=asked,
        verdict=Verdict.APPROVED,
        fingerprint=asked.fingerprint,
        comment="",
    )
    task = Delivery.objects.get(subject=message.subject)
    task.state, task.attempt_count = State.BY_HAND, 2
    task.save(update_fields=["state", "attempt_count"])
    report = HandReport.objects.create(
        organisation=town.organisation,
        delivery=task,
        attempt=1,
        member=town.anna,
        at=now(),
        picture_sha256=picture.sha256,
        picture_type="image/png",
        reason=f"Nicht erledigt {word}",
    )
    return task.key, report.public_id

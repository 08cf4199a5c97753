"""A message that somebody has to post by hand, with a picture and a report of an earlier try."""

from dataclasses import replace
from uuid import UUID

from ausrufer.announcements.actions.approve import decide, submit_for_approval
from ausrufer.announcements.actions.pictures import attach_picture
from ausrufer.announcements.actions.write import create_announcement
from ausrufer.announcements.content import Content
from ausrufer.announcements.models import AnnouncementPicture
from ausrufer.approval.policy import Verdict
from ausrufer.channels.contract import Document, Film
from ausrufer.channels.models import Channel
from ausrufer.channels.testing import example_picture
from ausrufer.channels.wire import fingerprint, from_json, to_json
from ausrufer.delivery.models import Delivery, HandReport
from ausrufer.delivery.states import State
from ausrufer.foundation.clock import now
from tests.conftest import Town


def in_hand(
    town: Town,
    channel: Channel,
    word: str,
    film: AnnouncementPicture,
    document: AnnouncementPicture,
) -> tuple[UUID, UUID]:
    """Return the keys of an open task, with film and document, and of a report about it."""
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
    shown = replace(
        from_json(task.content or {}), films=(_sent(film),), documents=(_paper(document),)
    )
    task.content = to_json(shown)
    task.fingerprint = fingerprint(shown, channel=str(channel.public_id))
    task.save(update_fields=["state", "attempt_count", "content", "fingerprint"])
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


def _sent(film: AnnouncementPicture) -> Film:
    assert film.asset is not None
    facts = film.asset.film
    return Film(
        sha256=film.sha256,
        media_type=facts.media_type,
        width=facts.width,
        height=facts.height,
        seconds=facts.seconds,
        size=facts.size,
    )


def _paper(document: AnnouncementPicture) -> Document:
    assert document.asset is not None
    return Document(
        sha256=document.sha256,
        media_type=document.media_type,
        pages=document.asset.pages or 0,
        size=document.asset.size,
        title=document.alt_text,
    )

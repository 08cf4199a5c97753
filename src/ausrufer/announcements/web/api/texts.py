"""Read and write the further texts of an announcement: other languages, easier German."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Path, Router, Schema
from ninja.params.functions import Query
from pydantic import Field, StringConstraints

from ausrufer.announcements.access import announcement_to_read, announcement_to_write
from ausrufer.announcements.actions import texts as actions
from ausrufer.announcements.models import Announcement
from ausrufer.announcements.telling import Telling, telling_of, tellings, texts_of
from ausrufer.announcements.text_states import Standing
from ausrufer.announcements.varieties import VARIETIES, Variety, variety
from ausrufer.announcements.web.api.schemas import Body, Strict, Title
from ausrufer.organisations.errors import NotForYou
from ausrufer.organisations.policy import Scope
from ausrufer.organisations.web.api import PROBLEMS, Bearer, acting

READ, WRITE = Bearer(Scope.ANNOUNCEMENTS_READ), Bearer(Scope.ANNOUNCEMENTS_WRITE)
_KEYS = "|".join(one.key for one in VARIETIES)
Key = Annotated[str, StringConstraints(pattern=f"^({_KEYS})$")]
Version = Annotated[int, Field(ge=0, le=2**31 - 1)]
router = Router(tags=["Sprachfassungen"])


class TextIn(Strict):
    """The words of one language; `version` is that of the text before, 0 where there is none."""

    version: Version
    title: Title
    body: Body = ""
    summary: Annotated[str, StringConstraints(max_length=actions.MOST_SUMMARY)] = ""


class CheckIn(Strict):
    """Who read the text besides; for Leichte Sprache somebody of the target group must."""

    version: Version
    checked_with: Annotated[str, StringConstraints(max_length=actions.MOST_READERS)] = ""


class TextOut(Schema):
    """One further text; only what is `checked` goes out, `outdated` needs a new look."""

    key: str
    language: str
    state: Standing
    version: int
    title: str
    body: str
    summary: str
    checked_by: str | None
    checked_at: datetime | None
    checked_with: str


@router.get(
    "/announcements/{uuid:public_id}/texts",
    response={200: list[TextOut], **PROBLEMS},
    auth=READ,
    summary="Sprachfassungen einer Mitteilung",
)
def list_texts(request: HttpRequest, public_id: UUID) -> list[dict[str, Any]]:
    """Return the further texts of an announcement."""
    announcement = announcement_to_read(acting(request), public_id)
    return texts_out(tellings(announcement.content, texts_of(announcement)))


@router.put(
    "/announcements/{uuid:public_id}/texts/{key}",
    response={200: TextOut, **PROBLEMS},
    auth=WRITE,
    summary="Sprachfassung schreiben",
)
def write(request: HttpRequest, public_id: UUID, key: Path[Key], given: TextIn) -> dict[str, Any]:
    """Store a further text; what was checked before is not any more."""
    member = acting(request)
    announcement, known = announcement_to_write(member, public_id), _known(key)
    words = actions.Words(given.title, given.body, given.summary)
    actions.write_text(
        member=member, announcement=announcement, known=known, version=given.version, words=words
    )
    return _out(announcement, known)


@router.post(
    "/announcements/{uuid:public_id}/texts/{key}/check",
    response={200: TextOut, **PROBLEMS},
    auth=WRITE,
    summary="Sprachfassung als geprüft kennzeichnen",
)
def check(request: HttpRequest, public_id: UUID, key: Path[Key], given: CheckIn) -> dict[str, Any]:
    """Answer for a further text: it goes out with the next release."""
    member = acting(request)
    announcement, known = announcement_to_write(member, public_id), _known(key)
    actions.check_text(
        member=member,
        announcement=announcement,
        known=known,
        version=given.version,
        checked_with=given.checked_with,
    )
    return _out(announcement, known)


@router.delete(
    "/announcements/{uuid:public_id}/texts/{key}",
    response={204: None, **PROBLEMS},
    auth=WRITE,
    summary="Sprachfassung entfernen",
)
def remove(
    request: HttpRequest,
    public_id: UUID,
    key: Path[Key],
    version: int = Query(0, ge=0, le=2**31 - 1),
) -> tuple[int, None]:
    """Take a further text out of an announcement."""
    member = acting(request)
    announcement = announcement_to_write(member, public_id)
    actions.remove_text(
        member=member, announcement=announcement, known=_known(key), version=version
    )
    return 204, None


def texts_out(told: Sequence[Telling]) -> list[dict[str, Any]]:
    """Return those that have a text, in the shape of TextOut."""
    same = ("version", "title", "body", "summary", "checked_at", "checked_with")
    return [
        {
            **{name: getattr(one.text, name) for name in same},
            "key": one.variety.key,
            "language": one.variety.tag,
            "state": one.standing,
            "checked_by": one.text.checked_by.name if one.text.checked_by else None,
        }
        for one in told
        if one.text is not None
    ]


def _out(announcement: Announcement, known: Variety) -> dict[str, Any]:
    fresh = Announcement.objects.get(pk=announcement.pk)
    return texts_out([telling_of(fresh, known)])[0]


def _known(key: str) -> Variety:
    found = variety(key)
    if found is None:
        raise NotForYou
    return found

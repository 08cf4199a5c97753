"""What stands beside a film, and its steps into the public and back."""

from collections.abc import Sequence
from typing import Any

from ausrufer.channels.contract import Access, Measured, Outgoing, RemotePart
from ausrufer.channels.errors import AccessLost, PermanentFailure
from ausrufer.channels.rest import Effect, object_of, objects_of, text_of
from ausrufer.channels.rest.reading import body_of
from ausrufer.connectors.youtube.api import Api
from ausrufer.connectors.youtube.films import VIDEO

NEWS_AND_POLITICS = "25"
_MOST_TAGS = 450  # of 500 characters: those with spaces count for more
_NO_ANGLES = str.maketrans("<>", "‹›")  # YouTube takes neither in titles nor in descriptions
_DONE, _EMPTY, _NOT_FOUND = 200, 204, 404
_PRIVACY = {
    "": "public",
    "öffentlich": "public",
    "nicht gelistet": "unlisted",
    "privat": "private",
}
_UNKNOWN_PRIVACY = (
    "Die Sichtbarkeit am Kanal ist keine, die YouTube kennt. Möglich sind „öffentlich“, „nicht "
    "gelistet“ und „privat“."
)
_UNAUDITED = (
    "YouTube hat den Film angenommen, zeigt ihn aber nur Ihnen selbst: Filme einer Anwendung, die "
    "Google noch nicht geprüft hat, bleiben privat. Bitte beantragen Sie bei Google die Prüfung "
    "der Anwendung oder schalten Sie den Film bei YouTube von Hand frei."
)
_BROKEN = {
    "codec": "YouTube kann das Format dieses Films nicht lesen.",
    "conversion": "YouTube konnte den Film nicht umwandeln.",
    "emptyFile": "Die Datei des Films ist leer.",
    "invalidFile": "YouTube hält die Datei für keinen Film.",
    "tooSmall": "Der Film ist YouTube zu klein.",
    "duplicate": "YouTube hat den Film abgelehnt, weil er dort schon steht.",
    "length": "Der Film ist YouTube zu lang; längere Filme erlaubt es nur bestätigten Konten.",
    "copyright": "YouTube hat den Film wegen fremder Rechte gesperrt.",
}
_REJECTED = "YouTube hat den Film abgelehnt."


def wanted_privacy(access: Access) -> str:
    """Return how public films shall be; raises AccessLost for what YouTube does not know."""
    told = access["privacy"].strip().lower()
    if told not in _PRIVACY:
        raise AccessLost(_UNKNOWN_PRIVACY)
    return _PRIVACY[told]


def snippet_of(outgoing: Outgoing) -> dict[str, Any]:
    """Return title, description, keywords and language of a message's film."""
    return {
        "title": outgoing.title.translate(_NO_ANGLES),
        "description": "\n\n".join(outgoing.parts).translate(_NO_ANGLES),
        "tags": _tags(outgoing.hashtags),
        "categoryId": NEWS_AND_POLITICS,
        "defaultLanguage": outgoing.language,
        "defaultAudioLanguage": outgoing.language,
    }


def private(outgoing: Outgoing) -> dict[str, Any]:
    """Return the film as it is uploaded: complete, but seen by nobody yet."""
    status = {"privacyStatus": "private", "selfDeclaredMadeForKids": False}
    return {"snippet": snippet_of(outgoing), "status": status}


async def release(api: Api, video: str, privacy: str) -> None:
    """Let the public see a film; ends the same when repeated."""
    status = {"privacyStatus": privacy, "selfDeclaredMadeForKids": False}
    answer = await api.ask(
        "PUT",
        "/videos",
        effect=Effect.PUBLISHES,
        params={"part": "status"},
        json={"id": video, "status": status},
    )
    told = body_of(answer)
    if text_of(told, "id") != video:
        raise api.gibberish(Effect.PUBLISHES, "PUT /videos: another film")
    if text_of(object_of(told, "status"), "privacyStatus") != privacy:
        raise AccessLost(_UNAUDITED, for_log="PUT /videos: the film stays private")


async def privacy_of(api: Api, video: str) -> str | None:
    """Return how public a film is; None where it is gone, raises where YouTube refused it."""
    told = await api.read("/videos", part="status", id=video)
    status = object_of(next(iter(objects_of(told, "items")), {}), "status")
    if text_of(status, "uploadStatus") in ("failed", "rejected"):
        why = text_of(status, "failureReason") or text_of(status, "rejectionReason")
        raise PermanentFailure(_BROKEN.get(why, _REJECTED), for_log=f"{video}: {why}")
    return text_of(status, "privacyStatus") or None


async def edit(api: Api, outgoing: Outgoing, part: RemotePart) -> RemotePart:
    """Replace title, description and keywords; the film itself cannot be exchanged."""
    body = {"id": part.remote_id, "snippet": snippet_of(outgoing)}
    params = {"part": "snippet"}
    await api.ask("PUT", "/videos", effect=Effect.HARMLESS, params=params, json=body)
    return part


async def delete(api: Api, parts: Sequence[RemotePart]) -> None:
    """Delete films; those that are gone already do not matter."""
    for part in parts:
        await api.ask(
            "DELETE",
            "/videos",
            effect=Effect.HARMLESS,
            params={"id": part.remote_id},
            fine={_DONE, _EMPTY, _NOT_FOUND},
        )


async def measured(api: Api, parts: Sequence[RemotePart]) -> Measured:
    """Return how often a film was seen, liked and commented."""
    told = await api.read("/videos", part="statistics", id=parts[0].remote_id)
    found = object_of(next(iter(objects_of(told, "items")), {}), "statistics")
    names = {"views": "viewCount", "likes": "likeCount", "comments": "commentCount"}
    numbers = {ours: text_of(found, theirs) for ours, theirs in names.items()}
    return Measured({name: int(told) for name, told in numbers.items() if told.isdecimal()})


def part_of(video: str) -> RemotePart:
    """Return where a film is."""
    if not VIDEO.fullmatch(video):
        raise ValueError("no id of a film")
    return RemotePart(video, f"https://www.youtube.com/watch?v={video}")


def _tags(hashtags: Sequence[str]) -> list[str]:
    found: list[str] = []
    for tag in hashtags:
        if sum(len(one) + 1 for one in [*found, tag]) <= _MOST_TAGS:
            found.append(tag)
    return found

"""Whether the account may do in the room what the house wants of it, and how much it may upload."""

from collections.abc import Mapping
from typing import Any

from ausrufer.channels.contract import AccessReport
from ausrufer.channels.errors import AccessLost, PermanentFailure
from ausrufer.channels.rest import number_of, object_of, text_of
from ausrufer.connectors.matrix_room.api import Api, contents, quoted

_NOT_IN = (
    "Das Konto {} ist nicht in diesem Raum. Bitte laden Sie es dort ein und nehmen Sie die "
    "Einladung mit einem Matrix-Programm an."
)
_MAY_NOT = (
    "Das Konto {} darf in diesem Raum nicht schreiben. Bitte geben Sie ihm dort das Recht dazu."
)
_ENCRYPTED = (
    "Dieser Raum ist verschlüsselt. Ausrufer schreibt nur in offene Räume: Was dort steht, soll "
    "jeder lesen können. Bitte wählen Sie einen Raum ohne Verschlüsselung."
)
_OLD_ROOMS = {str(number) for number in range(1, 12)}


async def report(api: Api) -> AccessReport:
    """Ask for account, room, rights and limits; raises AccessLost with what is to be done."""
    account, room = await api.whoami(), await api.room()
    joined = (await api.read("GET", "/joined_rooms")).get("joined_rooms")
    if not isinstance(joined, list) or room not in joined:
        raise AccessLost(_NOT_IN.format(account))
    if await _state(api, "m.room.encryption"):
        raise AccessLost(_ENCRYPTED)
    if not await _may_write(api, account):
        raise AccessLost(_MAY_NOT.format(account))
    name = text_of(await _state(api, "m.room.name"), "name")
    shown = f"{name[:80]} ({account})" if name else account
    return AccessReport(shown, await _limits(api))


async def _may_write(api: Api, account: str) -> bool:
    levels = await _state(api, "m.room.power_levels")
    own = number_of(object_of(levels, "users"), account)
    own = own if own is not None else number_of(levels, "users_default") or 0
    needed = number_of(object_of(levels, "events"), "m.room.message")
    needed = needed if needed is not None else number_of(levels, "events_default") or 0
    return own >= needed or await _made_the_room(api, account)


async def _made_the_room(api: Api, account: str) -> bool:
    """Tell whether the account has all rights for having made the room: since room version 12."""
    event = await api.in_room("GET", "/state/m.room.create/", params={"format": "event"})
    made = contents(event)
    others = made.get("additional_creators")
    creators = {text_of(event, "sender"), *(others if isinstance(others, list) else [])}
    return text_of(made, "room_version") not in {"", *_OLD_ROOMS} and account in creators


async def _state(api: Api, kind: str) -> Mapping[str, Any]:
    """Return a state of the room; empty where it has none of that kind."""
    try:
        return await api.in_room("GET", f"/state/{quoted(kind)}/")
    except PermanentFailure:
        return {}


async def _limits(api: Api) -> dict[str, int]:
    """Return what the server tells of its limits; the manifest stands in for the rest."""
    try:
        answer = await api.ask("GET", "/_matrix/client/v1/media/config")
        size = number_of(api.object_in(answer), "m.upload.size")
    except (PermanentFailure, AccessLost):
        return {}  # older servers know no such address
    return {"picture_bytes": size} if size and size > 0 else {}

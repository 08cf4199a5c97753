"""The boards of an account: each can be a channel."""

from collections.abc import Mapping
from typing import Any

from ausrufer.channels.contract import AccessReport, Grant
from ausrufer.channels.errors import AccessLost, PermanentFailure
from ausrufer.channels.rest import Effect, objects_of, text_of
from ausrufer.connectors.pinterest.api import Api, board_gone, number_in

_MOST_PAGES = 10
_PUBLIC = "PUBLIC"


async def grants(api: Api) -> list[Grant]:
    """Return every public board of the account; raises the failures."""
    name = await _username(api)
    boards, asked = list[Mapping[str, Any]](), {"page_size": "250"}
    for _ in range(_MOST_PAGES):
        page = await api.read("GET", "/boards", params=asked)
        boards += objects_of(page, "items")
        bookmark = text_of(page, "bookmark")
        if not bookmark:
            break
        asked = {**asked, "bookmark": bookmark}
    return [
        Grant(f"{text_of(one, 'name')} (@{name})", {"board_id": number_in(one)})
        for one in boards
        if number_in(one) and text_of(one, "privacy") == _PUBLIC
    ]


async def report(api: Api) -> AccessReport:
    """Return the name of board and account; raises AccessLost where nobody could read there."""
    name = await _username(api)
    try:
        board = await api.read("GET", f"/boards/{api.board}")
    except PermanentFailure as failure:
        raise board_gone(failure.for_log) from None
    if text_of(board, "privacy") != _PUBLIC:
        raise AccessLost("Die Pinnwand dieses Kanals ist nicht öffentlich.")
    return AccessReport(f"{text_of(board, 'name')} (@{name})")


async def _username(api: Api) -> str:
    name = text_of(await api.read("GET", "/user_account"), "username")
    if not name:
        raise api.gibberish(Effect.HARMLESS, "/user_account")
    return name

"""Which account a token belongs to."""

from datetime import UTC, datetime, timedelta
from typing import Any

from ausrufer.channels.contract import AccessReport, Grant
from ausrufer.channels.rest import Effect, object_of, text_of
from ausrufer.channels.rest.reading import body_of
from ausrufer.channels.rest.waiting import server_time
from ausrufer.connectors.x.api import Api, number_in

_ME = "/2/users/me"


async def own_account(api: Api) -> tuple[Any, timedelta]:
    """Return the account, and how much X's clock lags behind ours (never positive)."""
    answer = await api.ask("GET", _ME)
    account = object_of(body_of(answer), "data")
    if not number_in(account) or not text_of(account, "username"):
        raise api.gibberish(Effect.HARMLESS, _ME)
    return account, min(server_time(answer.headers) - datetime.now(UTC), timedelta())


async def report(api: Api) -> AccessReport:
    """Return the name of the account; raises the failures."""
    account, _lag = await own_account(api)
    return AccessReport(_known_as(account))


async def grant(api: Api) -> Grant:
    """Return the one account that access to X opens."""
    account, _lag = await own_account(api)
    settings = {"user_id": number_in(account), "username": text_of(account, "username")}
    return Grant(_known_as(account), settings)


def _known_as(account: Any) -> str:
    return f"{text_of(account, 'name')} (@{text_of(account, 'username')})".strip()

"""Reading the board back: the only way to know what is there, for Pinterest takes no key."""

import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from ausrufer.channels.contract import Outgoing, RemotePart
from ausrufer.channels.errors import OutcomeUnclear
from ausrufer.channels.rest import Effect, object_of, objects_of, text_of
from ausrufer.channels.rest.reading import body_of
from ausrufer.channels.rest.waiting import server_time
from ausrufer.connectors.pinterest.api import Api, number_in
from ausrufer.connectors.pinterest.pins import link_of, part_of, title_of
from ausrufer.foundation.http import Answer

_MARGIN = timedelta(minutes=1)
_MOST_PAGES = 20
_TWINS = (
    "Auf der Pinnwand stehen mehrere gleichlautende Beiträge; welcher zu dieser Auslieferung "
    "gehört, ist nicht zu erkennen. Bitte sehen Sie auf Pinterest nach."
)
_OTHERWISE = (
    "Auf der Pinnwand steht seit dem Versand ein Beitrag mit dieser Überschrift, aber mit anderem "
    "Inhalt; ob es dieser ist, ist nicht zu erkennen. Bitte sehen Sie auf Pinterest nach."
)
_TOO_MANY = (
    "Auf der Pinnwand stehen zu viele Beiträge, um diesen sicher zu finden. Bitte sehen Sie auf "
    "Pinterest nach."
)


async def find(api: Api, outgoing: Outgoing, since: datetime) -> RemotePart | None:
    """Return the pin of a message, should it be there; raises where that is not certain.

    In which order Pinterest lists a board is not documented: it is read to its end.
    """
    path, asked = f"/boards/{api.board}/pins", {"page_size": "250"}
    numbers, alike = list[str](), 0
    for _ in range(_MOST_PAGES):
        answer = await api.ask("GET", path, params=asked)
        page = object_of(body_of(answer))
        items = page.get("items")
        if not isinstance(items, list) or len(items) != len(objects_of(page, "items")):
            raise api.gibberish(Effect.HARMLESS, path)
        start = since - _MARGIN + min(server_time(answer.headers) - datetime.now(UTC), timedelta())
        titled = [one for one in objects_of(page, "items") if _is_titled(one, outgoing)]
        pins = [one for one in titled if _created(api, one, answer) >= start]
        alike += len(pins)
        numbers += [number_in(one) for one in pins if _says(one, outgoing)]
        bookmark = text_of(page, "bookmark")
        if not bookmark:
            return _one(api, numbers, alike, outgoing)
        asked = {**asked, "bookmark": bookmark}
    raise OutcomeUnclear(_TOO_MANY, for_log=f"more than {_MOST_PAGES} pages of pins")


def _one(api: Api, numbers: list[str], alike: int, outgoing: Outgoing) -> RemotePart | None:
    if len(numbers) > 1:
        raise OutcomeUnclear(_TWINS, for_log=f"{len(numbers)} equal pins")
    if alike and not numbers:
        raise OutcomeUnclear(_OTHERWISE, for_log="a pin with our title may be ours")
    if numbers and not numbers[0]:
        raise api.gibberish(Effect.HARMLESS, "a pin without a number")
    return part_of(numbers[0], outgoing) if numbers else None


def _is_titled(pin: Mapping[str, Any], outgoing: Outgoing) -> bool:
    ours = _essence(title_of(outgoing))
    return _essence(text_of(pin, "title")) == ours if ours else _says(pin, outgoing)


def _says(pin: Mapping[str, Any], outgoing: Outgoing) -> bool:
    told = [text_of(pin, name) for name in ("title", "description", "link")]
    ours = [title_of(outgoing), "\n\n".join(outgoing.parts), link_of(outgoing)]
    return [_essence(one) for one in told] == [_essence(one) for one in ours]


def _created(api: Api, pin: Mapping[str, Any], answer: Answer) -> datetime:
    try:
        created = datetime.fromisoformat(text_of(pin, "created_at"))
    except ValueError:
        raise api.gibberish(Effect.HARMLESS, answer.url) from None
    return created if created.tzinfo else created.replace(tzinfo=UTC)


def _essence(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())

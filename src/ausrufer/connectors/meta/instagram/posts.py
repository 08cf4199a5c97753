"""Posts of the account: containers are prepared, asked about, and published once.

Nothing is public before `media_publish`, and a container can be published only once: that, not a
key of ours, is what keeps a repeat from doubling as long as this process remembers it.
"""

from contextlib import suppress

from ausrufer.channels.contract import Lends, Outgoing, Picture, RemotePart
from ausrufer.channels.errors import AccessLost, ConnectorFailure, PermanentFailure
from ausrufer.channels.rest import Effect, text_of
from ausrufer.connectors.meta.films import lent_film
from ausrufer.connectors.meta.graph import Graph, web_address
from ausrufer.connectors.meta.instagram.account import Account
from ausrufer.connectors.meta.network import Expired, Gone
from ausrufer.connectors.meta.prepared import Prepared
from ausrufer.connectors.meta.progress import finished
from ausrufer.connectors.meta.quota import room_left

_NO_PICTURE = "Instagram nimmt nur Beiträge mit Bild oder Film an."
_NO_ACCOUNT = (
    "Dieses Instagram-Konto gibt es nicht mehr, oder der Zugang reicht nicht mehr für es. Bitte "
    "verbinden Sie den Kanal neu mit Instagram."
)


async def post(account: Account, outgoing: Outgoing, prepared: Prepared, lend: Lends) -> RemotePart:
    """Prepare a message as far as it goes and publish it once.

    Raises TemporaryFailure while Instagram is not done with it; then what was prepared is kept.
    """
    if not outgoing.pictures and not outgoing.films:
        raise PermanentFailure(_NO_PICTURE)
    try:
        await _prepare(account, outgoing, prepared, lend)
        sent = {"creation_id": prepared.container}
        path = f"/{account.id}/media_publish"
        media = await account.graph.create(path, Effect.PUBLISHES, **sent)
    except (Expired, PermanentFailure) as failure:
        prepared.drop()
        if isinstance(failure, Gone):  # it is the account itself that is not there
            raise AccessLost(_NO_ACCOUNT, for_log=failure.for_log) from None
        raise
    prepared.forget()
    return await part(account.graph, media)


async def part(graph: Graph, media: str) -> RemotePart:
    """Return where a post is; without its address where Instagram does not tell it now."""
    url = ""
    with suppress(ConnectorFailure):  # it is public: nothing may put that in doubt any more
        url = text_of(await graph.get(f"/{media}", fields="permalink"), "permalink")
    return RemotePart(media, web_address(url))


async def delete(account: Account, media: str) -> None:
    """Delete a post; what is gone already does not matter."""
    try:
        await account.graph.delete(f"/{media}")
    except Gone:
        # Instagram says the same where the token may not: then the account is not readable.
        await account.graph.get(f"/{account.id}", fields="id")


def caption(outgoing: Outgoing) -> str:
    """Return the words of a post."""
    return "\n\n".join(outgoing.parts)


async def _prepare(account: Account, outgoing: Outgoing, prepared: Prepared, lend: Lends) -> None:
    graph, media = account.graph, f"/{account.id}/media"
    several = len(outgoing.pictures) > 1
    if not prepared.container and not prepared.children:
        await room_left(graph, f"/{account.id}/content_publishing_limit")
    for picture in outgoing.pictures[len(prepared.children) :] if several else ():
        fields = {"is_carousel_item": "true", **_picture(picture, lend)}
        prepared.children.append(await graph.create(media, Effect.HARMLESS, **fields))
        prepared.keep()
    if not prepared.container:
        for child in prepared.children:
            await _finished(graph, child)
        fields = _carousel(prepared) if several else await _single(outgoing, lend)
        fields["caption"] = caption(outgoing)
        prepared.container = await graph.create(media, Effect.HARMLESS, **fields)
        prepared.keep()
    await _finished(graph, prepared.container)


async def _finished(graph: Graph, container: str) -> None:
    await finished(graph, container, field="status_code", reason="status")


async def _single(outgoing: Outgoing, lend: Lends) -> dict[str, str]:
    if not outgoing.films:
        return _picture(outgoing.pictures[0], lend)
    url = await lent_film(outgoing.films[0], lend)  # a reel takes no alternative text
    return {"media_type": "REELS", "video_url": url, "share_to_feed": "true"}


def _picture(picture: Picture, lend: Lends) -> dict[str, str]:
    fields = {"image_url": lend(picture.content, picture.media_type)}
    return fields | ({"alt_text": picture.alt_text} if picture.alt_text else {})


def _carousel(prepared: Prepared) -> dict[str, str]:
    return {"media_type": "CAROUSEL", "children": ",".join(prepared.children)}

"""Posts in the own community: text, or only a link where the message is nothing else."""

from collections.abc import Sequence

from ausrufer.channels.contract import Outgoing, RemotePart
from ausrufer.channels.errors import PermanentFailure
from ausrufer.channels.rest import Effect
from ausrufer.connectors.reddit.api import Api
from ausrufer.connectors.reddit.markdown import to_markdown
from ausrufer.connectors.reddit.things import children, essence, part_of, post_name

_MOST_TITLE = 300
_NO_TITLE = "Reddit nimmt keinen Beitrag ohne Überschrift."
_OTHER_TITLE = (
    "Auf Reddit lässt sich die Überschrift nicht ändern. Bitte ziehen Sie den Beitrag zurück und "
    "veröffentlichen Sie ihn neu."
)
_ONLY_LINK = (
    "Auf Reddit lässt sich ein Beitrag, der nur aus einem Link besteht, nicht ändern. Bitte ziehen "
    "Sie ihn zurück und veröffentlichen Sie ihn neu."
)
_DELETED = (
    "Der Beitrag ist auf Reddit nicht mehr vorhanden und kann dort nicht mehr berichtigt werden."
)


async def submit(api: Api, outgoing: Outgoing) -> RemotePart:
    """Submit a post once; raises AlreadyThere for a link the community knows, and the failures."""
    if not outgoing.title.strip():
        raise PermanentFailure(_NO_TITLE)
    fields = {"sr": api.community, "title": title_of(outgoing), "sendreplies": "True"}
    fields |= {name: told for name, told in api.flair.items() if told.strip()}
    link = only_link(outgoing)
    if link:
        # not "resubmit": so Reddit itself keeps the link from standing there twice
        fields |= {"kind": "link", "url": link, "resubmit": "False"}
    else:
        fields |= {"kind": "self", "text": text_of_post(outgoing), "resubmit": "True"}
    made = await api.do("/api/submit/", fields, effect=Effect.PUBLISHES)
    name = post_name(made)
    if not name:
        raise api.gibberish(Effect.PUBLISHES, "/api/submit/")
    return part_of(name)


async def edit(api: Api, outgoing: Outgoing, part: RemotePart) -> RemotePart:
    """Replace the text of a post; title and link can never change."""
    there = children(await api.read("/api/info/", id=part.remote_id), "t3")
    if not there or there[0].get("author") == "[deleted]":
        raise PermanentFailure(_DELETED, for_log=f"{part.remote_id} is gone")
    post = there[0]
    if essence(str(post.get("title"))) != essence(title_of(outgoing)):
        raise PermanentFailure(_OTHER_TITLE)
    if post.get("is_self") is not True:
        if only_link(outgoing) == post.get("url"):
            return part
        raise PermanentFailure(_ONLY_LINK)
    fields = {"thing_id": part.remote_id, "text": text_of_post(outgoing)}
    await api.do("/api/editusertext/", fields, effect=Effect.HARMLESS)
    return part


async def delete(api: Api, parts: Sequence[RemotePart]) -> None:
    """Delete posts; Reddit says yes as well where they are gone already."""
    for part in parts:
        await api.do("/api/del/", {"id": part.remote_id}, effect=Effect.HARMLESS)


def title_of(outgoing: Outgoing) -> str:
    """Return the title of a post: one line."""
    title = " ".join(outgoing.title.split())
    return title if len(title) <= _MOST_TITLE else title[: _MOST_TITLE - 1] + "…"


def text_of_post(outgoing: Outgoing) -> str:
    """Return the text of a post as its source."""
    return to_markdown("\n\n".join(outgoing.parts))


def only_link(outgoing: Outgoing) -> str:
    """Return the link of a message that says nothing else; empty where it does."""
    link = outgoing.link.url if outgoing.link else ""
    return link if "".join(outgoing.parts).strip() in ("", link) else ""

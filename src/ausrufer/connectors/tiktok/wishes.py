"""How an account wants its posts: who sees them, and by which way they go. Pure."""

from ausrufer.channels.contract import Access, Outgoing
from ausrufer.channels.errors import AccessLost

SELF_ONLY = "SELF_ONLY"
MOST_CAPTION = 2200  # UTF-16 code units
_PRIVACY = {
    "öffentlich": "PUBLIC_TO_EVERYONE",
    "freunde": "MUTUAL_FOLLOW_FRIENDS",
    "follower": "FOLLOWER_OF_CREATOR",
    "nur ich": SELF_ONLY,
}
_WAYS = {"": False, "direkt": False, "entwurf": True}
_NO_PRIVACY = (
    "Am Kanal steht nicht, wer die Beiträge auf TikTok sehen soll. Möglich sind „öffentlich“, "
    "„Freunde“, „Follower“ und „nur ich“; TikTok erlaubt keine Vorauswahl."
)
_NO_WAY = "Der Weg am Kanal ist unbekannt. Möglich sind „direkt“ und „Entwurf“."


def privacy_of(access: Access) -> str:
    """Return who shall see posts; raises AccessLost where nobody chose."""
    told = _PRIVACY.get(access["privacy"].strip().lower())
    if told is None:
        raise AccessLost(_NO_PRIVACY)
    return told


def as_draft(access: Access) -> bool:
    """Tell whether posts go to the inbox of the app, where a person finishes them."""
    told = access["way"].strip().lower()
    if told not in _WAYS:
        raise AccessLost(_NO_WAY)
    return _WAYS[told]


def caption_of(outgoing: Outgoing) -> str:
    """Return the text of a film: with its headline, as long as both have room."""
    text = "\n\n".join(outgoing.parts)
    whole = f"{outgoing.title}\n\n{text}" if outgoing.title else text
    return whole if len(whole.encode("utf-16-le")) // 2 <= MOST_CAPTION else text

"""Which posts a correction has to change, and whether X would let it. Pure but for our clock."""

from datetime import UTC, datetime, timedelta

from ausrufer.channels.contract import Command, RemotePart
from ausrufer.channels.rest import number_of, object_of
from ausrufer.connectors.x.api import number_in
from ausrufer.connectors.x.texts import says
from ausrufer.connectors.x.versions import Post, moment

_SECOND = timedelta(seconds=1)  # X tells moments without their fractions
ANEW = "Bitte ziehen Sie die Mitteilung zurück und veröffentlichen Sie sie auf X neu."
_NOT_ELIGIBLE = (
    "X lässt diesen Beitrag nicht ändern: Das Konto hat kein Abonnement dafür, oder Beiträge "
    "dieser Art sind davon ausgenommen."
)
_USED_UP = "X lässt diesen Beitrag nicht mehr ändern: Er wurde dort schon zu oft geändert."
_TOO_LATE = "X lässt diesen Beitrag nicht mehr ändern: Die Frist, die X dafür gibt, ist vorbei."


def obstacle(post: Post, at: datetime) -> str:
    """Return why X would not let a post be edited at a moment of its clock; empty where it would.

    What X does not tell is no limit, except the very permission.
    """
    controls = object_of(post, "edit_controls")
    left, end = number_of(controls, "edits_remaining"), moment(controls, "editable_until")
    if controls.get("is_edit_eligible") is not True:
        return _NOT_ELIGIBLE
    if left is not None and left <= 0:
        return _USED_UP
    return _TOO_LATE if end is not None and at >= end else ""


def is_right(command: Command, number: int, part: RemotePart, post: Post, at: datetime) -> bool:
    """Tell whether a post already shows what a part shall; `part` is what the house knows of it.

    Pictures cannot be compared with what X made of them. They are right where the house knows it,
    or where the post was edited, with this text, since the correction was first tried.
    """
    if not says(post, command.outgoing.parts[number]):
        return False
    if number or not (_has_media(post) or command.outgoing.pictures or command.outgoing.films):
        return True
    if number_in(post) == part.remote_id:
        return command.same_media
    first = command.first_attempt_at
    begun = first and first + (at - datetime.now(UTC)) - _SECOND
    return begun is not None and (moment(post, "created_at") or begun) >= begun


def _has_media(post: Post) -> bool:
    return bool(object_of(post, "attachments").get("media_keys"))

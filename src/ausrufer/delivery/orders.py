"""What one claimed delivery asks of a connector: read from the rows, checked, ready to call."""

from collections.abc import Callable, MutableMapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from ausrufer.channels import registry
from ausrufer.channels.contract import (
    Access,
    Audience,
    Command,
    Document,
    Film,
    Manifest,
    Outgoing,
    Picture,
    Recipient,
    RemotePart,
)
from ausrufer.channels.errors import PermanentFailure
from ausrufer.channels.models import Channel
from ausrufer.channels.queries import is_by_hand, opened_access
from ausrufer.channels.wire import fingerprint, from_json
from ausrufer.delivery.documents import with_documents
from ausrufer.delivery.errors import Tampered
from ausrufer.delivery.films import with_films
from ausrufer.delivery.models import Delivery
from ausrufer.delivery.pictures import picture_to_show, with_pictures
from ausrufer.delivery.states import Purpose, State
from ausrufer.foundation.clock import in_town_time, now
from ausrufer.library.policy import Obstacle, Sort
from ausrufer.library.queries import assets_in_the_way
from ausrufer.subscriptions.queries import recipient as recipient_of

REMOTE_ID = "by-hand"  # of a part that a person made: no platform told an id
_SAID_FOR = timedelta(minutes=10)  # a person by hand reads why a film could not be made; then anew

_OBSTACLES = {
    Obstacle.RIGHTS_OVER: "Das Nutzungsrecht ist abgelaufen.",
    Obstacle.CONSENT_OVER: "Die Einwilligung der abgebildeten Personen ist abgelaufen.",
    Obstacle.CONSENT_MISSING: "Die Einwilligung der abgebildeten Personen fehlt.",
}

_CALLED = {
    Sort.PICTURE: ("Bild", "ein anderes"),
    Sort.FILM: ("Film", "einen anderen"),
    Sort.DOCUMENT: ("Dokument", "ein anderes"),
}


@dataclass(frozen=True, slots=True)
class Order:
    """Everything a call needs, free of the database."""

    delivery_id: int
    attempt: int  # the one that is made, or asked about
    organisation_id: int
    channel_id: int
    manifest: Manifest
    purpose: Purpose
    access: Access
    command: Command
    target: tuple[RemotePart, ...]
    dropped: tuple[Command, ...]  # corrections of the target that may have added parts to it
    spreads: bool  # to one delivery per subscription instead of a call
    by_hand: bool  # a person carries it out
    access_since: datetime | None  # of the access the call uses

    @property
    def is_called(self) -> bool:
        """Tell whether a platform is called for it."""
        return not (self.spreads or self.by_hand)


def order_for(
    delivery: Delivery,
    session: MutableMapping[str, str],
    *,
    access_of: Callable[[Channel], Access] = opened_access,
) -> Order:
    """Read what `delivery` asks for; `session` is this process's log-in at the channel.

    Raises Tampered where the content is not what was approved, and the connector failures where the
    access cannot be opened, the reader has left, or the rights of a picture have ended since.
    """
    channel = delivery.channel
    manifest = registry.manifest(channel.kind)
    outgoing = _content(delivery)
    # asking what became of a call must stay possible; taking back always is
    if delivery.state == State.IN_FLIGHT and delivery.purpose != Purpose.WITHDRAW:
        _check_rights(delivery.organisation_id, outgoing)
    spreads = manifest.audience is Audience.SUBSCRIBERS and delivery.parent_id is None
    shown, dropped = _before(delivery)
    command = Command(
        key=str(delivery.key),
        outgoing=outgoing if spreads else _with_files(delivery, outgoing, manifest),
        recipient=None if spreads else _recipient(delivery, manifest),
        already=remote_parts(delivery.parts),
        first_attempt_at=delivery.first_attempt_at,
        same_media=shown is not None and _media(shown) == _media(outgoing),
    )
    return Order(
        delivery_id=delivery.pk,
        attempt=delivery.attempt_count,
        organisation_id=delivery.organisation_id,
        channel_id=channel.pk,
        manifest=manifest,
        purpose=Purpose(delivery.purpose),
        access=replace(access_of(channel), session=session),
        command=command,
        target=remote_parts(delivery.target.parts) if delivery.target else (),
        dropped=dropped,
        spreads=spreads,
        by_hand=is_by_hand(channel) or _was_by_hand(delivery),
        access_since=channel.access_since,
    )


def _before(delivery: Delivery) -> tuple[Outgoing | None, tuple[Command, ...]]:
    """Return what the post is known to show, and the corrections of it dropped since, oldest first.

    Those were tried and never settled: what parts they added nobody knows. The next that settles
    takes them over.
    """
    if delivery.target is None:
        return None, ()
    others = Delivery.objects.filter(target=delivery.target_id, purpose=Purpose.AMEND)
    shown, found = delivery.target, list[Command]()
    for one in others.exclude(pk=delivery.pk).order_by("-pk"):
        if one.state == State.SETTLED:
            shown = one
            break
        if one.attempt_count:
            begun = one.first_attempt_at
            found.append(Command(str(one.key), content_of(one), first_attempt_at=begun))
    content = from_json(shown.content) if shown.content else None
    return content, tuple(reversed(found))


def _media(outgoing: Outgoing) -> tuple[object, ...]:
    return (*outgoing.pictures, *outgoing.films)


def brings_files(delivery: Delivery) -> bool:
    """Tell whether files have to be read, and perhaps made fit, before the call."""
    content = (delivery.parent or delivery).content or {}
    return any(content.get(kind) for kind in ("pictures", "films", "documents"))


def _was_by_hand(delivery: Delivery) -> bool:
    # No platform knows a post of a person as ours, also where its interface is in use by now.
    target = delivery.target
    return target is not None and any(part[0] == REMOTE_ID for part in target.parts)


def approved_content(delivery: Delivery) -> Outgoing:
    """Return what a person is to post, its pictures without their files.

    Raises Tampered where it is not what was approved, PermanentFailure where rights have ended.
    """
    outgoing = _content(delivery)
    if delivery.purpose != Purpose.WITHDRAW:
        _check_rights(delivery.organisation_id, outgoing)
    return outgoing


def approved_picture(delivery: Delivery, number: int) -> Picture:
    """Return a picture (from 1) with its file in the network's shape; raises IndexError, too."""
    outgoing, channel = approved_content(delivery), delivery.channel
    if not 1 <= number <= len(outgoing.pictures):
        raise IndexError(number)
    manifest, whose = registry.manifest(channel.kind), delivery.organisation_id
    return picture_to_show(outgoing, number, manifest, channel.limits, organisation_id=whose)


def approved_film(delivery: Delivery, number: int) -> Film:
    """Return a film (from 1) with its file as the network takes it; raises IndexError, too."""
    outgoing, channel = approved_content(delivery), delivery.channel
    if not 1 <= number <= len(outgoing.films):
        raise IndexError(number)
    manifest, whose = registry.manifest(channel.kind), delivery.organisation_id
    found = with_films(
        outgoing, manifest, channel.limits, organisation_id=whose, since=now() - _SAID_FOR
    )
    return found.films[number - 1]


def approved_document(delivery: Delivery, number: int) -> Document:
    """Return a document (from 1) with its content; raises IndexError, too."""
    outgoing = approved_content(delivery)
    if not 1 <= number <= len(outgoing.documents):
        raise IndexError(number)
    return with_documents(outgoing).documents[number - 1]


def remote_parts(stored: list[list[str]]) -> tuple[RemotePart, ...]:
    """Return the parts as the connectors speak of them."""
    return tuple(RemotePart(remote_id, url) for remote_id, url in stored)


def content_of(delivery: Delivery) -> Outgoing:
    """Return what a delivery sends; letters have none of their own."""
    if delivery.content is None:
        raise Tampered(f"delivery {delivery.pk} has no content")
    return from_json(delivery.content)


def _content(delivery: Delivery) -> Outgoing:
    # Letters share the content of the delivery they were spread from.
    outgoing = content_of(delivery.parent or delivery)
    if fingerprint(outgoing, channel=str(delivery.channel.public_id)) != delivery.fingerprint:
        raise Tampered(f"delivery {delivery.pk}")
    return outgoing


def _recipient(delivery: Delivery, manifest: Manifest) -> Recipient | None:
    if manifest.audience is not Audience.SUBSCRIBERS:
        return None
    found = recipient_of(delivery.subscription_id) if delivery.subscription_id else None
    if found is None:
        raise PermanentFailure(
            "Das Abonnement wurde inzwischen beendet; der Brief wurde nicht gesendet."
        )
    return found


def _check_rights(organisation_id: int, outgoing: Outgoing) -> None:
    """Nothing goes out with a picture whose rights ended while it waited."""
    files = {one.sha256 for one in outgoing.pictures}
    files |= {one.sha256 for one in outgoing.films}
    files |= {one.sha256 for one in outgoing.documents}
    for asset, obstacle in assets_in_the_way(organisation_id, files, in_town_time(now()).date()):
        what, other = _CALLED[asset.sort]
        raise PermanentFailure(
            f"{what} „{asset.name}“: {_OBSTACLES[obstacle]} Es wurde nichts gesendet. Bitte ändern "
            f"Sie die Angaben unter „Bilder“ und senden Sie erneut, oder nehmen Sie {other}."
        )


def _with_files(delivery: Delivery, outgoing: Outgoing, manifest: Manifest) -> Outgoing:
    limits = delivery.channel.limits
    whose = delivery.organisation_id
    shown = with_pictures(outgoing, manifest, limits, organisation_id=whose)
    # only what is sent needs films and documents: looking and taking back do without
    if delivery.state != State.IN_FLIGHT or delivery.purpose == Purpose.WITHDRAW:
        return shown
    # set anew with each wait for the film, and whenever a person sends again
    since = delivery.patience_since or delivery.created_at
    filmed = with_films(shown, manifest, limits, organisation_id=whose, since=since)
    return with_documents(filmed)

"""What one claimed delivery asks of a connector: read from the rows, checked, ready to call."""

import hashlib
from collections.abc import MutableMapping
from dataclasses import dataclass, replace

from django.conf import settings

from ausrufer.channels import registry
from ausrufer.channels.contract import (
    Access,
    Audience,
    Command,
    Manifest,
    Outgoing,
    Picture,
    PictureRules,
    Recipient,
    RemotePart,
)
from ausrufer.channels.errors import PermanentFailure
from ausrufer.channels.queries import opened_access
from ausrufer.channels.wire import fingerprint, from_json
from ausrufer.delivery.errors import Tampered
from ausrufer.delivery.models import Delivery
from ausrufer.delivery.states import Purpose, State
from ausrufer.foundation.clock import in_town_time, now
from ausrufer.foundation.file_store import FileStore
from ausrufer.foundation.pictures import PictureRefused, fit, inspect
from ausrufer.library.cropping import Size, parts
from ausrufer.library.policy import MIDDLE, Focus, Obstacle
from ausrufer.library.queries import assets_in_the_way
from ausrufer.subscriptions.queries import recipient as recipient_of

_OBSTACLES = {
    Obstacle.RIGHTS_OVER: "Das Nutzungsrecht ist abgelaufen.",
    Obstacle.CONSENT_OVER: "Die Einwilligung der abgebildeten Personen ist abgelaufen.",
    Obstacle.CONSENT_MISSING: "Die Einwilligung der abgebildeten Personen fehlt.",
}


@dataclass(frozen=True, slots=True)
class Order:
    """Everything a call needs, free of the database."""

    delivery_id: int
    channel_id: int
    manifest: Manifest
    purpose: Purpose
    access: Access
    command: Command
    target: tuple[RemotePart, ...]
    spreads: bool  # to one delivery per subscription instead of a call


def order_for(delivery: Delivery, session: MutableMapping[str, str]) -> Order:
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
    command = Command(
        key=str(delivery.key),
        outgoing=outgoing if spreads else _with_pictures(outgoing, manifest, channel.limits),
        recipient=None if spreads else _recipient(delivery, manifest),
        already=remote_parts(delivery.parts),
        first_attempt_at=delivery.first_attempt_at,
    )
    return Order(
        delivery_id=delivery.pk,
        channel_id=channel.pk,
        manifest=manifest,
        purpose=Purpose(delivery.purpose),
        access=replace(opened_access(channel), session=session),
        command=command,
        target=remote_parts(delivery.target.parts) if delivery.target else (),
        spreads=spreads,
    )


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
    files = {picture.sha256 for picture in outgoing.pictures}
    for asset, obstacle in assets_in_the_way(organisation_id, files, in_town_time(now()).date()):
        raise PermanentFailure(
            f"Bild „{asset.name}“: {_OBSTACLES[obstacle]} Es wurde nichts gesendet. Bitte ändern "
            "Sie die Angaben unter „Bilder“ und senden Sie erneut, oder tauschen Sie das Bild aus."
        )


def _with_pictures(outgoing: Outgoing, manifest: Manifest, limits: dict[str, int]) -> Outgoing:
    store = FileStore(settings.MEDIA_FOLDER)
    rules = manifest.pictures
    try:
        pictures = tuple(
            _fitted(
                picture,
                fit(
                    _untouched(store.read(picture.sha256), picture),
                    part=part,
                    most_bytes=limits.get("picture_bytes", rules.bytes),
                    most_pixels=limits.get("picture_pixels", rules.pixels),
                    formats=rules.formats,
                ),
            )
            for picture, part in zip(outgoing.pictures, _parts(outgoing, rules), strict=True)
        )
    except FileNotFoundError as gone:
        raise PermanentFailure(
            "Ein Bild dieser Mitteilung fehlt im Speicher. Bitte hängen Sie es erneut an.",
            for_log=str(gone),
        ) from gone
    except PictureRefused as refused:
        raise PermanentFailure(refused.for_staff) from refused
    return replace(outgoing, pictures=pictures)


def _parts(outgoing: Outgoing, rules: PictureRules) -> list[tuple[int, int, int, int] | None]:
    """Return what is left of each picture where the network takes only some shapes."""
    if not rules.crops:
        return [None] * len(outgoing.pictures)
    sizes = [
        Size(one.width, one.height, Focus(*one.focus) if one.focus else MIDDLE)
        for one in outgoing.pictures
    ]
    shown = parts(sizes, rules.narrowest, rules.widest, like_the_first=rules.like_the_first)
    return [one.corners for one in shown]


def _untouched(content: bytes, picture: Picture) -> bytes:
    # The approval names the file by its content: one changed on the disk was never approved.
    if hashlib.sha256(content).hexdigest() != picture.sha256:
        raise Tampered(f"picture {picture.sha256}")
    return content


def _fitted(picture: Picture, content: bytes) -> Picture:
    facts = inspect(content)
    return replace(
        picture,
        content=content,
        media_type=facts.media_type,
        width=facts.width,
        height=facts.height,
    )

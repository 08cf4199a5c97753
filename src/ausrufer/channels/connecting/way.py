"""The way to a platform's page of consent and back: begun by one person, good once, for a while."""

import hashlib
import secrets
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from ausrufer.channels.connecting.address import consent_address
from ausrufer.channels.connecting.found import Brought
from ausrufer.channels.models import Channel, ConsentRequest
from ausrufer.channels.queries import manifest_of, needs_consent, opened_access, seal
from ausrufer.foundation.clock import now
from ausrufer.foundation.scope import across_organisations
from ausrufer.organisations.errors import NotForYou, Refused
from ausrufer.organisations.models import Member

LASTS = timedelta(minutes=15)


def redirect_address() -> str:
    """Return the address every platform must know as the one to come back to."""
    return str(settings.BASE_URL + reverse("consent_arrive"))


def begin_consent(*, member: Member, channel: Channel, session_key: str) -> str:
    """Remember a way and return where it begins; raises Refused, and AccessLost for a broken seal.

    The way is good for this person in this session and for this channel only.
    """
    consent = manifest_of(channel).consent
    if consent is None or not needs_consent(channel):
        raise NotForYou
    access = opened_access(channel)
    if not access["client_id"]:
        raise Refused(_("Bitte hinterlegen Sie zuerst Kennung und Geheimnis der App."))
    state, verifier = secrets.token_urlsafe(32), secrets.token_urlsafe(48)
    ConsentRequest.objects.filter(channel=channel, member=member, ends_at__lte=now()).delete()
    ConsentRequest.objects.create(
        organisation_id=channel.organisation_id,
        channel=channel,
        member=member,
        state_digest=_digest(state),
        session_digest=_digest(session_key),
        sealed_way=seal().close({"verifier": verifier}),
        ends_at=now() + LASTS,
    )
    return consent_address(
        consent, access, redirect=redirect_address(), state=state, verifier=verifier
    )


def take_answer(*, member: Member, session_key: str, state: str) -> ConsentRequest:
    """Return the way an answer belongs to and use it up; raises Refused with what is wrong."""
    with across_organisations(reason="an answer names its way by a secret number only"):
        ways = ConsentRequest.objects.select_related("channel__organisation")
        way = ways.filter(state_digest=_digest(state)).first() if state else None
    if way is None:
        raise Refused(
            _(
                "Diese Antwort gehört zu keiner Verbindung, die hier begonnen wurde. Bitte öffnen "
                "Sie den Kanal und verbinden Sie ihn von dort aus."
            )
        )
    _check_whose(way, member, session_key)
    _check_time(way)
    if not ConsentRequest.objects.filter(pk=way.pk, answered_at=None).update(answered_at=now()):
        raise Refused(
            _(
                "Diese Antwort wurde schon einmal verwendet. Bitte verbinden Sie den Kanal, falls "
                "nötig, noch einmal."
            )
        )
    return way


def remember(way: ConsentRequest, brought: Brought) -> None:
    """Keep what the platform granted, sealed, until somebody has chosen."""
    way.sealed_way = seal().close({"brought": brought.to_text()})
    way.ends_at = now() + LASTS
    way.save(update_fields=["sealed_way", "ends_at"])


def way_to_choose(*, member: Member, session_key: str, public_id: UUID) -> ConsentRequest:
    """Return the way on which this person has to choose an account; raises NotForYou, Refused."""
    ways = ConsentRequest.objects.select_related("channel__organisation")
    way = ways.filter(public_id=public_id, member=member).first()
    if way is None:
        raise NotForYou
    _check_whose(way, member, session_key)
    if way.chosen_at is not None:
        raise Refused(_("Diese Auswahl ist schon getroffen."))
    _check_time(way)
    return way


def brought_by(way: ConsentRequest) -> Brought:
    """Return what the platform granted on this way; raises NotForYou before it answered."""
    opened = seal().open(bytes(way.sealed_way))
    if "brought" not in opened:
        raise NotForYou
    return Brought.from_text(opened["brought"])


def forget_ways() -> None:
    """Delete the ways whose time is over, with everything they brought."""
    with across_organisations(reason="time passes for every organisation"):
        ConsentRequest.objects.filter(ends_at__lte=now()).delete()


def verifier_of(way: ConsentRequest) -> str:
    """Return the proof that whoever exchanges the code began this way (RFC 7636)."""
    return seal().open(bytes(way.sealed_way)).get("verifier", "")


def _check_whose(way: ConsentRequest, member: Member, session_key: str) -> None:
    if way.session_digest != _digest(session_key) or way.member.user_id != member.user_id:
        raise Refused(
            _(
                "Diese Verbindung wurde in einer anderen Anmeldung begonnen. Bitte beginnen Sie "
                "sie in diesem Fenster noch einmal."
            )
        )
    if way.organisation_id != member.organisation_id:
        raise Refused(
            _(
                "Diese Verbindung wurde für ein anderes Haus begonnen. Bitte wechseln Sie dorthin "
                "und verbinden Sie den Kanal noch einmal."
            )
        )


def _check_time(way: ConsentRequest) -> None:
    if way.ends_at <= now():
        raise Refused(
            _(
                "Die Verbindung hat zu lange gedauert und ist verfallen. Bitte beginnen Sie sie "
                "noch einmal."
            )
        )


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()

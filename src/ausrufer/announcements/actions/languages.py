"""Which language a channel speaks, and in what the house writes."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext

from ausrufer.announcements import journal
from ausrufer.announcements.actions.keeping import keep_version
from ausrufer.announcements.actions.write import opened_for_change
from ausrufer.announcements.models import Announcement, OfferedVarieties, Placement
from ausrufer.announcements.telling import telling_of
from ausrufer.announcements.varieties import VARIETIES, name_of, place_of, variety
from ausrufer.channels.contract import Form
from ausrufer.channels.models import Channel
from ausrufer.channels.queries import manifest_of
from ausrufer.organisations.errors import NotForYou, Refused
from ausrufer.organisations.models import Member
from ausrufer.organisations.policy import may_administer
from ausrufer.records.actions import record


@transaction.atomic
def choose_text(
    *, member: Member, announcement: Announcement, channel: Channel, version: int, key: str
) -> Announcement:
    """Choose which text a channel sends; an empty key is the message's own.

    What was changed by hand there is forgotten: it was another text. Raises Refused for a channel
    the message does not go to, and for pages: they show every language.
    """
    known = variety(key)
    if key and known is None:
        raise NotForYou
    locked = opened_for_change(member=member, announcement=announcement, version=version)
    if manifest_of(channel).form is Form.PAGE and key:
        raise Refused(gettext("Die eigene Webseite zeigt alle Sprachen nebeneinander."))
    placed = Placement.objects.filter(announcement=locked, channel=channel)
    if not placed.update(text_key=key, edits=None):
        raise Refused(gettext("Dieser Kanal ist für die Mitteilung nicht gewählt."))
    name = name_of(key, checked=telling_of(locked, known).goes_out) if known else "Ausgangstext"
    record(
        journal.TEXT_CHOSEN,
        actor=member.actor,
        subject=locked.subject,
        title=locked.title,
        channel=channel.name,
        name=name,
    )
    locked.save()
    keep_version(locked, member_id=member.pk, changed=[f"Sprache auf {channel.name}"])
    return locked


@transaction.atomic
def offer_varieties(*, member: Member, keys: Iterable[str]) -> None:
    """Decide in what the organisation writes; texts there are already stay. Raises NotForYou."""
    if not may_administer(member.rights):
        raise NotForYou
    chosen = sorted({*keys} & {one.key for one in VARIETIES}, key=place_of)
    OfferedVarieties.objects.update_or_create(
        organisation_id=member.organisation_id, defaults={"keys": chosen}
    )
    names = ", ".join(name_of(key, checked=True) for key in chosen) or "–"
    record(
        journal.LANGUAGES_CHOSEN,
        actor=member.actor,
        subject=f"organisation:{member.organisation.slug}",
        names=names,
    )

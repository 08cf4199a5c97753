"""Two towns side by side: what is planted in ours, and who looks over from the next."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import time, timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db import connection
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from ausrufer.announcements.actions.approve import decide, submit_for_approval
from ausrufer.announcements.actions.comments import answer_comment, write_comment
from ausrufer.announcements.actions.ideas import IdeaDraft, note_idea
from ausrufer.announcements.actions.own_kinds import KindDraft, make_kind
from ausrufer.announcements.actions.pictures import attach_picture
from ausrufer.announcements.actions.plan_import import upload_plan
from ausrufer.announcements.actions.write import create_announcement
from ausrufer.announcements.content import Content
from ausrufer.announcements.kind_shape import KindField
from ausrufer.announcements.models import (
    Announcement,
    AnnouncementPicture,
    AnnouncementText,
    Blueprint,
    ElectionQuiet,
    Occurrence,
    QueueSlot,
    Series,
    Snippet,
)
from ausrufer.approval.actions.rules import RuleDraft, make_rule
from ausrufer.approval.models import ApprovalRequest
from ausrufer.approval.policy import Verdict
from ausrufer.approval.requirements import Way
from ausrufer.channels.actions import set_up_channel
from ausrufer.channels.models import Channel, ChannelReach, ConsentRequest
from ausrufer.channels.policy import Use
from ausrufer.channels.testing import example_picture
from ausrufer.delivery.models import Delivery
from ausrufer.foundation.clock import now
from ausrufer.foundation.file_store import FileStore
from ausrufer.foundation.scope import within_organisation
from ausrufer.intake.actions import know_feed
from ausrufer.library.models import Asset, AssetCaptions
from ausrufer.notices.actions.wishes import keep_device
from ausrufer.notices.models import Notice
from ausrufer.organisations.actions import add_member, create_organisation, create_token
from ausrufer.organisations.actions.absences import enter_absence
from ausrufer.organisations.actions.invitations import invite
from ausrufer.organisations.actions.roles import create_role
from ausrufer.organisations.models import (
    ApiToken,
    Department,
    Invitation,
    Member,
    Organisation,
    SingleSignOn,
)
from ausrufer.organisations.policy import Grant, Role, Scope
from ausrufer.records.actor import Actor
from ausrufer.subscriptions.models import Subscription
from ausrufer.writing_aid.models import WritingAid
from ausrufer.writing_aid.queries import seal
from tests.conftest import PASSWORD, Town
from tests.integration.calls.calling import called_channel
from tests.integration.tenancy.by_hand import in_hand

FURTHER = [
    "ausrufer.connectors.email.EmailConnector",
    "tests.integration.figures.measuring.MeasuringConnector",
    "tests.integration.calls.calling.CalledConnector",
]
# rows that tell about a visit, not about a town
VISITS = {
    "django_session",
    "project_cache",
    "usersessions_usersession",
    "announcements_presence",
    "notices_pushkey",
}


@dataclass
class Ours:
    """One thing of each kind, and the name under which an address asks for it."""

    town: Town
    word: str
    ids: dict[str, Any] = field(default_factory=dict)  # by the noun before, or the whole route

    def kwargs(self, route: str) -> dict[str, Any]:
        """Fill the parameters of an address; raises KeyError for a noun nothing is planted for."""
        steps = route.split("/")
        return {
            name_of(step): self.ids.get(route, self.ids[before])
            for before, step in pairwise(steps)
            if step.startswith("<")
        }

    def path(self, route: str) -> str:
        """Return the address of our planted things."""
        found = self.kwargs(route)
        return "/" + "/".join(
            str(found[name_of(step)]) if step.startswith("<") else step for step in route.split("/")
        )


def name_of(step: str) -> str:
    """Return the name in `<uuid:public_id>`."""
    return step.strip("<>").rpartition(":")[2]


def addresses(*starts: str) -> Iterator[str]:
    """Return every address of the house below one of these beginnings, as its pattern."""
    yield from dict.fromkeys(one for one in _walk(get_resolver()) if one.startswith(starts))


def _walk(resolver: URLResolver, before: str = "") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield route
        else:
            yield from _walk(pattern, route)


def plant(town: Town, word: str) -> Ours:
    """Put one thing of each kind into a town; every text of people carries the word."""
    with within_organisation(town.organisation.pk):
        Department.objects.filter(pk=town.press.pk).update(name=f"Amt {word}")
        channel = town.channel(f"Kanal {word}")
        newsletter = _newsletter(town, word)
        written = create_announcement(
            actor=town.anna.actor,
            department=town.press,
            content=Content(title=f"Titel {word}", body=f"Text {word}", topic=f"Thema {word}"),
            channels=[channel],
        )
        picture = attach_picture(
            member=town.anna,
            announcement=written,
            content=example_picture(1).content,
            file_name=f"{word}.png",
            alt_text=f"Bild {word}",
            decorative=False,
        )
        comment = write_comment(
            member=town.bekir, announcement=written, text=f"Kommentar {word}", quote=f"Text {word}"
        )
        answer_comment(member=town.anna, comment=comment, text=f"Antwort {word}")
        asked = submit_for_approval(member=town.anna, announcement=written)
        decide(
            member=town.bekir,
            request=asked,
            verdict=Verdict.APPROVED,
            fingerprint=asked.fingerprint,
            comment=word,
        )
        waiting = create_announcement(
            actor=town.anna.actor,
            department=town.press,
            content=Content(title=f"Entwurf {word}", body=word),
            channels=[channel],
        )
        submit_for_approval(member=town.anna, announcement=waiting)
        said = write_comment(member=town.bekir, announcement=waiting, text=f"Kommentar {word}")
        create_token(
            actor=town.anna.actor, member=town.anna, label=f"Zugang {word}", scopes=list(Scope)
        )
        feed = know_feed(
            actor=town.dirk.actor,
            department=town.press,
            source=f"https://stadt.example/{word}.xml",
            polled=True,
        )
        _comes_again(town, written)
        _aided(town, word)
        for one in (written, waiting):
            _told_in_english(town, one, word)
        film = _film(town, word)
        document = _document(town, word)
        task, report = in_hand(town, channel, word, film, document)
        called = called_channel(town, f"Rückruf {word}")
        ours = Ours(town, word)
        ours.ids = {
            "handbuch": "kalender",
            "aufgaben": task,
            "bild": 1,
            "film": 1,
            "beleg": report,
            "mitteilungen": written.public_id,
            "kalender": waiting.public_id,
            "announcements": waiting.public_id,
            "staende": 1,
            "kommentare": comment.public_id,
            "comments": said.public_id,
            "bilder": picture.public_id,
            "eintrag": asset_of_picture(picture),
            "pictures": picture.public_id,
            "films": film.public_id,
            "dokument": 1,
            "documents": document.public_id,
            "desk/bilder/eintrag/<uuid:public_id>/film/": asset_of_picture(film),
            "desk/bilder/eintrag/<uuid:public_id>/standbild/": asset_of_picture(film),
            "desk/kanaele/<uuid:public_id>/messen/": town.channel(
                f"Zahlen {word}", kind="fake_measured"
            ).public_id,
            "desk/kanaele/<uuid:public_id>/rueckruf/": called.public_id,
            "desk/kanaele/<uuid:public_id>/rueckruf/loeschen/": called.public_id,
            "untertitel": "de",
            "approvals": ApprovalRequest.objects.get(subject=waiting.subject).public_id,
            "fingerprint": ApprovalRequest.objects.get(subject=waiting.subject).fingerprint,
            "auslieferung": Delivery.objects.get(subject=written.subject).key,
            "kanaele": newsletter.public_id,
            "fassung": channel.public_id,
            "kontowahl": ConsentRequest.objects.create(
                organisation=town.organisation,
                channel=channel,
                member=town.anna,
                state_digest=word,
                session_digest=word,
                sealed_way=b"",
                ends_at=now() + timedelta(minutes=9),
            ).public_id,
            "renditions": channel.public_id,
            "abonnements": _subscription(town, newsletter, word).public_id,
            "zugang": ApiToken.objects.get(member=town.anna).public_id,
            "einlesen": feed.pk,
            "menschen": town.anna.pk,
            "rollen": _role(town, word),
            "sitzungen": _session(town.anna).pk,
            "einladung": _invitation(town, word),
            "sprachen": "en",
            "texts": "en",
            "hinweise": Notice.objects.get(
                member=town.anna, kind="approved", subject=written.subject
            ).public_id,
            "geraete": keep_device(
                member=town.anna,
                endpoint=f"https://push.example/{word}",
                keys={"p256dh": "", "auth": ""},
                label=f"Browser {word}",
            ).public_id,
            **_planned(town, word),
            "bausteine": Snippet.objects.create(
                organisation=town.organisation,
                name=f"Baustein {word}",
                text=word,
                changed_at=now(),
                changed_by=town.anna,
            ).public_id,
            "vorlagen": Blueprint.objects.create(
                organisation=town.organisation,
                name=f"Vorlage {word}",
                title=word,
                changed_at=now(),
                changed_by=town.anna,
            ).public_id,
            "sendeplatz": QueueSlot.objects.create(
                organisation=town.organisation, channel=channel, weekday=1, at=time(9)
            ).pk,
            "wahl": ElectionQuiet.objects.create(
                organisation=town.organisation,
                election=f"Wahl {word}",
                starts_on=now().date(),
                ends_on=now().date(),
            ).public_id,
            "freigaberegeln": make_rule(
                actor=town.dirk.actor,
                draft=RuleDraft(name=f"Regel {word}", way=Way.ONE, topics=[word]),
                said=word,
            ).public_id,
            "keys": _passkey(town.anna).pk,
            "verzeichnis": SingleSignOn.objects.create(
                organisation=town.organisation,
                issuer=f"https://anmeldung.example/{word}",
                client_id=word,
                sealed_secret=b"",
                active=False,
            ).public_id,
            "abwesenheit": enter_absence(
                member=town.anna,
                begins_at=now(),
                ends_at=now() + timedelta(days=1),
                deputy=town.carla,
            ).public_id,
            "department": town.press.pk,
            "channel": channel.pk,
        }
    ours.ids["angebot"], ours.ids["angeboten"] = _offers(town, word)
    return ours


def _offers(town: Town, word: str) -> tuple[UUID, UUID]:
    """What a host of this town offers, snippet and template; the town may offer its own, too."""
    slug = f"host-of-{town.organisation.slug}"
    host = create_organisation(name=f"Gastgeber {word}", slug=slug, departments=["Presse"])
    Organisation.objects.filter(pk=town.organisation.pk).update(host=host, hosts_others=True)
    town.organisation.refresh_from_db()
    with within_organisation(host.pk):
        dora = add_member(
            actor=Actor.house(host.pk),
            name=f"Dora {word}",
            email=f"dora@{slug}.example",
            password=PASSWORD,
            assignments=[],
        )
        offered = {
            "organisation": host,
            "name": f"Angebot {word}",
            "changed_at": now(),
            "changed_by": dora,
            "offered": True,
        }
        return (
            Snippet.objects.create(text=word, **offered).public_id,
            Blueprint.objects.create(title=word, **offered).public_id,
        )


def _role(town: Town, word: str) -> int:
    """A role of the town's own, and a channel kept for one of its departments."""
    ChannelReach.objects.create(
        organisation=town.organisation,
        channel=Channel.objects.get(name=f"Kanal {word}"),
        use=Use.WRITE,
        department=town.press,
    )
    role = create_role(
        member=town.dirk, name=f"Rolle {word}", description=word, house_wide=False, rights=[]
    )
    return role.pk


def _document(town: Town, word: str) -> AnnouncementPicture:
    """A document of a message of its own; its file is never read here."""
    facts = {
        "organisation": town.organisation,
        "sha256": FileStore(settings.MEDIA_FOLDER).keep(f"Dokument {word}".encode()),
        "media_type": "application/pdf",
        "width": 0,
        "height": 0,
        "file_name": f"{word}.pdf",
    }
    asset = Asset.objects.create(
        **facts,
        title=f"Dokument {word}",
        size=9,
        pages=1,
        uploaded_at=now(),
        changed_at=now(),
    )
    message = create_announcement(
        actor=town.anna.actor,
        department=town.press,
        content=Content(title=f"Mit Dokument {word}", body=word),
        channels=[],
    )
    return AnnouncementPicture.objects.create(
        **facts, announcement=message, alt_text=f"Dokument {word}", asset=asset
    )


def _film(town: Town, word: str) -> AnnouncementPicture:
    """A film of a message of its own, with captions; its files are never decoded here."""
    store = FileStore(settings.MEDIA_FOLDER)
    facts = {
        "organisation": town.organisation,
        "sha256": store.keep(f"Film {word}".encode()),
        "media_type": "video/mp4",
        "width": 160,
        "height": 90,
        "file_name": f"{word}.mp4",
        "alt_text": f"Film {word}",
    }
    asset = Asset.objects.create(
        **facts,
        poster_sha256=store.keep(example_picture(2).content),
        small_sha256=store.keep(example_picture(2).content),
        size=9,
        seconds=2.0,
        video="h264",
        uploaded_at=now(),
        changed_at=now(),
    )
    AssetCaptions.objects.create(
        organisation=town.organisation,
        asset=asset,
        language="de",
        sha256=store.keep(f"WEBVTT\n\n00:00:00.000 --> 00:00:01.000\n{word}\n".encode()),
        changed_at=now(),
    )
    announcement = create_announcement(
        actor=town.anna.actor,
        department=town.press,
        content=Content(title=f"Mit Film {word}", body=word),
        channels=[],
    )
    return AnnouncementPicture.objects.create(**facts, announcement=announcement, asset=asset)


def asset_of_picture(picture: AnnouncementPicture) -> UUID:
    """Return the name of the same picture in the library: what is uploaded lies there too."""
    assert picture.asset is not None
    return picture.asset.public_id


def _planned(town: Town, word: str) -> dict[str, Any]:
    """An idea, a plan on its way, and a kind of the town's own."""
    draft = IdeaDraft(title=f"Idee {word}", department=town.press, note=word, topic=word)
    kind = KindDraft(label=f"Art {word}", fields=[KindField("", f"Angabe {word}")], skeleton=word)
    upload = upload_plan(
        member=town.anna,
        department=town.press,
        content=f"Titel\nZeile {word}\n".encode(),
        file_name=f"{word}.csv",
        year=2026,
    )
    return {
        "idee": note_idea(member=town.anna, draft=draft).public_id,
        "datei": upload.public_id,
        "arten": make_kind(member=town.dirk, draft=kind).public_id,
    }


def _comes_again(town: Town, announcement: Announcement) -> None:
    series = Series.objects.create(
        organisation=town.organisation,
        source=announcement,
        rule="FREQ=DAILY;COUNT=2",
        starts="2026-01-01T10:00",
        created_by=town.anna,
        created_at=now(),
    )
    Occurrence.objects.create(
        organisation=town.organisation,
        series=series,
        local=series.starts,
        announcement=announcement,
        made_version=announcement.version,
    )


def _aided(town: Town, word: str) -> None:
    """A writing aid at an address nobody may call."""
    WritingAid.objects.create(
        organisation=town.organisation,
        active=True,
        address="https://127.0.0.1:1/v1",
        model=word,
        sealed_key=seal().close({"key": word}),
        changed_at=now(),
        changed_by=town.dirk,
    )


def _told_in_english(town: Town, announcement: Announcement, word: str) -> None:
    AnnouncementText.objects.create(
        organisation=town.organisation,
        announcement=announcement,
        key="en",
        title=f"Title {word}",
        body=word,
        version=1,
        changed_by=town.anna,
        changed_at=now(),
    )


def _newsletter(town: Town, word: str) -> Channel:
    settings = {"host": "127.0.0.1", "port": "1", "security": "none", "sender_name": word}
    sender = {"sender_address": f"{word.lower()}@stadt.example", "user": ""}
    return set_up_channel(
        actor=town.dirk.actor,
        kind="email",
        name=f"Newsletter {word}",
        settings=settings | sender,
        secrets={},
    )


def _subscription(town: Town, channel: Any, word: str) -> Subscription:
    return Subscription.objects.create(
        organisation=town.organisation,
        channel=channel,
        address=f"{word}@leser.example",
        state="confirmed",
        consent_text="1",
        requested_at=now(),
        confirmed_at=now(),
    )


def _session(member: Member) -> UserSession:
    return UserSession.objects.create(
        user=member.user, session_key=f"von {member.user.email}"[:40], ip="198.51.100.7"
    )


def _passkey(member: Member) -> Authenticator:
    return Authenticator.objects.create(
        user=member.user,
        type=Authenticator.Type.WEBAUTHN,
        data={"name": "Schlüssel", "credential": {}},
    )


def _invitation(town: Town, word: str) -> Any:
    invite(
        member=town.dirk,
        name=f"Gast {word}",
        email=f"gast-{word.lower()}@stadt.example",
        grants=[Grant(Role.AUTHOR, None)],
    )
    return Invitation.objects.get().public_id


def with_every_role(town: Town) -> Member:
    """Add somebody who may do everything in their own town."""
    with within_organisation(town.organisation.pk):
        return add_member(
            actor=Actor.house(town.organisation.pk),
            name="Eva",
            email=f"eva@{town.organisation.slug}.example",
            password=PASSWORD,
            assignments=[(role, None) for role in Role],
        )


def token_of(member: Member, *scopes: Scope) -> str:
    """Return a token of this member."""
    with within_organisation(member.organisation_id):
        return create_token(
            actor=member.actor, member=member, label="Probe", scopes=scopes or list(Scope)
        )


def logged_in(member: Member) -> Client:
    """Return a browser in which this member is logged in."""
    client = Client()
    client.force_login(member.user)
    return client


def everything() -> dict[str, str]:
    """Return a digest of every table, so that two moments can be compared."""
    with connection.cursor() as cursor:
        names = [
            name for name in connection.introspection.table_names(cursor) if name not in VISITS
        ]
        cursor.execute(
            " UNION ALL ".join(
                f"SELECT '{name}', md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), ''))"  # noqa: S608
                f' FROM "{name}" t'
                for name in names
            )
        )
        return dict(cursor.fetchall())

"""What each chosen channel would send of an announcement, right now."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.db.models import prefetch_related_objects

from ausrufer.announcements.adaptation.adapt import adapt
from ausrufer.announcements.adaptation.edits import Edits, is_stale, with_edits
from ausrufer.announcements.adaptation.finding import Severity
from ausrufer.announcements.adaptation.findings import Finding, findings
from ausrufer.announcements.adaptation.preview import Preview, preview
from ausrufer.announcements.adaptation.source import (
    Source,
    SourceDocument,
    SourceFilm,
    SourcePicture,
    UnreadFilm,
)
from ausrufer.announcements.kinds import lead
from ausrufer.announcements.models import (
    Announcement,
    AnnouncementPicture,
    AnnouncementText,
    Placement,
)
from ausrufer.announcements.paths import path_of
from ausrufer.announcements.queries import placements_to_send
from ausrufer.announcements.telling import (
    Telling,
    facts_of,
    tellings,
    texts_of,
    told_in,
    versions_of,
)
from ausrufer.announcements.varieties import name_of
from ausrufer.channels.contract import Manifest, Outgoing
from ausrufer.channels.models import Channel
from ausrufer.channels.queries import manifest_of
from ausrufer.channels.wire import fingerprint, joint_fingerprint
from ausrufer.library.models import Asset
from ausrufer.library.queries import is_burnable


@dataclass(frozen=True, slots=True)
class Rendition:
    """The form of an announcement on one channel."""

    channel: Channel
    manifest: Manifest
    outgoing: Outgoing
    findings: tuple[Finding, ...]
    edited: bool
    stale: bool  # the source text changed after a person edited this form
    source: Source  # the words it was made from
    text_key: str = ""  # of the further text this channel sends instead of the message's own

    @property
    def preview(self) -> Preview:
        """What a person needs to see before it goes out."""
        return preview(self.outgoing, self.manifest, self.channel.limits)

    @property
    def fingerprint(self) -> str:
        """The fingerprint of exactly this form on this channel."""
        return fingerprint(self.outgoing, channel=str(self.channel.public_id))

    @property
    def stopped(self) -> bool:
        """Tell whether something must be mended before it may go out."""
        return any(finding.stops for finding in self.findings)


def renditions(announcement: Announcement) -> list[Rendition]:
    """Return the forms on all chosen channels, own ground first; three queries."""
    placements = placements_to_send(announcement)
    return renditions_on(announcement, placements, list(announcement.pictures.all()))


def renditions_on(
    announcement: Announcement,
    placements: list[Placement],
    pictures: list[AnnouncementPicture],
    texts: list[AnnouncementText] | None = None,
) -> list[Rendition]:
    """Return the forms on the given channels, own ground first; stored or not.

    One query where the `texts` are not given.
    """
    ordered = sorted(placements, key=lambda one: (one.channel.position, one.channel.name))
    further = texts_of(announcement) if texts is None else texts
    source = source_of(announcement, ordered, pictures, further)
    told = {one.variety.key: one for one in tellings(announcement.content, further)}
    return [_rendition(announcement, source, placement, told) for placement in ordered]


def renditions_elsewhere(
    announcement: Announcement,
    channels: list[Channel],
    placements: list[Placement],
    pictures: list[AnnouncementPicture],
) -> list[Rendition]:
    """Return the forms the message would have on channels it does not go to, in their order.

    `placements` are the chosen ones: they say where the copies would point to. No query.
    """
    source = source_of(announcement, placements, pictures)
    return [_rendition(announcement, source, Placement(channel=one), {}) for one in channels]


def source_of(
    announcement: Announcement,
    placements: list[Placement],
    pictures: list[AnnouncementPicture],
    texts: Iterable[AnnouncementText] = (),
) -> Source:
    """Return the announcement as the pure adaptation reads it; `texts` are its further ones."""
    prefetch_related_objects(pictures, "asset")  # no query where they are known or there are none
    shown = [one for one in pictures if one.is_film]
    prefetch_related_objects(shown, "asset__captions")
    return Source(
        public_id=str(announcement.public_id),
        language=announcement.language,
        title=announcement.title,
        lead=lead(facts_of(announcement.content)),
        body=announcement.body,
        link=announcement.link,
        topic=announcement.topic,
        department=announcement.department.name,
        contact=announcement.contact or announcement.department.contact,
        hashtags=(),
        pictures=tuple(
            SourcePicture(
                sha256=picture.sha256,
                media_type=picture.media_type,
                width=picture.width,
                height=picture.height,
                alt_text=picture.alt_text,
                decorative=picture.decorative,
                asset=picture.asset.facts if picture.asset else None,
            )
            for picture in pictures
            if picture.is_picture
        ),
        films=tuple(_source_film(one, one.asset) for one in shown if one.asset and one.is_ready),
        unread_films=tuple(
            UnreadFilm(one.asset.reason) for one in shown if one.asset and not one.is_ready
        ),
        documents=tuple(
            _source_document(one, one.asset) for one in pictures if one.is_document and one.asset
        ),
        publish_at=announcement.publish_at,
        not_after=announcement.not_after,
        permalink=_permalink(announcement, placements),
        correction=announcement.correction if announcement.revision > 1 else "",
        versions=versions_of(announcement.content, texts),
    )


def _source_film(film: AnnouncementPicture, asset: Asset) -> SourceFilm:
    return SourceFilm(
        sha256=film.sha256,
        facts=asset.film,
        alt_text=film.alt_text,
        captions=tuple((one.language, one.sha256) for one in asset.captions.all()),
        unburnable=frozenset(one.language for one in asset.captions.all() if not is_burnable(one)),
        asset=asset.facts,
    )


def _source_document(document: AnnouncementPicture, asset: Asset) -> SourceDocument:
    return SourceDocument(
        sha256=document.sha256,
        media_type=document.media_type,
        pages=asset.pages or 0,
        size=asset.size,
        title=document.alt_text,
        tagged=bool(asset.tagged),
        language=asset.language,
        asset=asset.facts,
    )


def fingerprint_of(found: list[Rendition]) -> str:
    """Return the one fingerprint an approval of these renditions binds to."""
    return joint_fingerprint(
        {str(rendition.channel.public_id): rendition.fingerprint for rendition in found}
    )


def own_ground(placements: list[Placement]) -> Channel | None:
    """Return the channel on the town's own site, if it is among the chosen ones."""
    for placement in placements:
        if manifest_of(placement.channel).own_ground:
            return placement.channel
    return None


def _permalink(announcement: Announcement, placements: list[Placement]) -> str:
    site = own_ground(placements)
    if site is None:
        return ""
    return f"{site.settings['base_url'].rstrip('/')}/{path_of(announcement)}/"


def _rendition(
    announcement: Announcement, source: Source, placement: Placement, told: Mapping[str, Telling]
) -> Rendition:
    channel = placement.channel
    manifest = manifest_of(channel)
    amiss: tuple[Finding, ...] = ()
    if placement.text_key:
        chosen = told.get(placement.text_key)
        if chosen and chosen.text and chosen.goes_out:
            source = told_in(source, announcement.content, chosen.text)
        else:
            amiss = (_not_checked(placement.text_key),)
    outgoing = replace(adapt(source, manifest, channel.limits), path=path_of(announcement))
    edits = Edits.from_json(placement.edits) if placement.edits else None
    if edits is not None:
        outgoing = with_edits(outgoing, edits)
    return Rendition(
        channel=channel,
        manifest=manifest,
        outgoing=outgoing,
        findings=(*amiss, *findings(outgoing, manifest, channel.limits, source)),
        edited=edits is not None,
        stale=edits is not None and is_stale(edits, source),
        source=source,
        text_key=placement.text_key,
    )


def _not_checked(key: str) -> Finding:
    name = name_of(key, checked=False)
    return Finding.of("text_not_checked", Severity.STOPS, "texts", name=name)

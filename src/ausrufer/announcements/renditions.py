"""What each chosen channel would send of an announcement, right now."""

from dataclasses import dataclass, replace

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from ausrufer.announcements.adaptation.adapt import adapt
from ausrufer.announcements.adaptation.edits import Edits, is_stale, with_edits
from ausrufer.announcements.adaptation.findings import Finding, findings
from ausrufer.announcements.adaptation.preview import Preview, preview
from ausrufer.announcements.adaptation.source import Source, SourcePicture
from ausrufer.announcements.content import Content
from ausrufer.announcements.kinds import lead, moments
from ausrufer.announcements.models import Announcement, AnnouncementPicture, Placement
from ausrufer.announcements.paths import path_of
from ausrufer.announcements.queries import placements_to_send
from ausrufer.channels.contract import Manifest, Outgoing
from ausrufer.channels.models import Channel
from ausrufer.channels.queries import manifest_of
from ausrufer.channels.wire import fingerprint, joint_fingerprint
from ausrufer.design.moments import in_words


@dataclass(frozen=True, slots=True)
class Rendition:
    """The form of an announcement on one channel."""

    channel: Channel
    manifest: Manifest
    outgoing: Outgoing
    findings: tuple[Finding, ...]
    edited: bool
    stale: bool  # the source text changed after a person edited this form

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
    """Return the forms on all chosen channels, own ground first; two queries."""
    placements = placements_to_send(announcement)
    return renditions_on(announcement, placements, list(announcement.pictures.all()))


def renditions_on(
    announcement: Announcement,
    placements: list[Placement],
    pictures: list[AnnouncementPicture],
) -> list[Rendition]:
    """Return the forms on the given channels, own ground first; stored or not, no query."""
    ordered = sorted(placements, key=lambda one: (one.channel.position, one.channel.name))
    source = source_of(announcement, ordered, pictures)
    return [_rendition(announcement, source, placement) for placement in ordered]


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
    return [_rendition(announcement, source, Placement(channel=one)) for one in channels]


def source_of(
    announcement: Announcement,
    placements: list[Placement],
    pictures: list[AnnouncementPicture],
) -> Source:
    """Return the announcement as the pure adaptation reads it."""
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
            )
            for picture in pictures
        ),
        publish_at=announcement.publish_at,
        not_after=announcement.not_after,
        permalink=_permalink(announcement, placements),
        correction=announcement.correction if announcement.revision > 1 else "",
    )


def facts_of(content: Content) -> dict[str, str]:
    """Return what readers are told of the kind's own fields, label by label, in their language.

    Never in that of whoever looks: an approval binds to these words.
    """
    spoken = {code for code, _name in settings.LANGUAGES}
    with translation.override(content.language if content.language in spoken else "de"):
        at = moments(content.particulars, content.details)
        words = {**content.details, **{name: in_words(moment) for name, moment in at.items()}}
        return {
            gettext(one.label): words[one.name]
            for one in content.particulars.fields
            if one.name in words
        }


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


def _rendition(announcement: Announcement, source: Source, placement: Placement) -> Rendition:
    channel = placement.channel
    manifest = manifest_of(channel)
    outgoing = replace(adapt(source, manifest, channel.limits), path=path_of(announcement))
    edits = Edits.from_json(placement.edits) if placement.edits else None
    if edits is not None:
        outgoing = with_edits(outgoing, edits)
    return Rendition(
        channel=channel,
        manifest=manifest,
        outgoing=outgoing,
        findings=findings(outgoing, manifest, channel.limits, source),
        edited=edits is not None,
        stale=edits is not None and is_stale(edits, source),
    )

"""Which messages show a picture of the library, for the floor below (`library.uses`)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from django.urls import reverse

from ausrufer.announcements.models import Announcement, AnnouncementPicture
from ausrufer.announcements.states import State
from ausrufer.announcements.web.words import ANNOUNCEMENT
from ausrufer.channels.queries import may_be_opened
from ausrufer.delivery.queries import publications_with
from ausrufer.library.models import Asset
from ausrufer.library.uses import Use


def uses(shown: Sequence[Asset]) -> Mapping[int, list[Use]]:
    """Return the messages with a picture, drafts and published ones, by the picture's id.

    A published copy counts as long as it still shows the picture, even where the message itself
    has another one by now. Five queries at most.
    """
    by_file = {one.sha256: one.pk for one in shown}
    found: defaultdict[int, dict[int, Announcement]] = defaultdict(dict)
    for picture in _pictures(by_file):
        found[by_file[picture.sha256]][picture.announcement_id] = picture.announcement
    copies: defaultdict[tuple[str, int], list[tuple[str, str]]] = defaultdict(list)
    for delivery, files in publications_with(by_file):
        for file in files:
            link = delivery.permalink
            opened = link if may_be_opened(delivery.channel, link) else ""
            copies[delivery.subject, by_file[file]].append((delivery.channel.name, opened))
    published = _announcements(subject for subject, _asset in copies)
    for subject, asset_id in copies:
        if subject in published:
            found[asset_id].setdefault(published[subject].pk, published[subject])
    return {
        asset_id: [_use(one, copies.get((one.subject, asset_id), [])) for one in messages.values()]
        for asset_id, messages in found.items()
    }


def _pictures(files: Iterable[str]) -> Iterable[AnnouncementPicture]:
    found = AnnouncementPicture.objects.filter(sha256__in=list(files))
    found = found.exclude(announcement__state=State.WITHDRAWN)
    return found.select_related("announcement").order_by("-announcement__changed_at")


def _announcements(subjects: Iterable[str]) -> dict[str, Announcement]:
    ids = [subject.partition(":")[2] for subject in subjects]
    return {one.subject: one for one in Announcement.objects.filter(public_id__in=ids)}


def _use(announcement: Announcement, copies: list[tuple[str, str]]) -> Use:
    word = ANNOUNCEMENT[announcement.state]
    return Use(
        title=announcement.title,
        url=reverse("announcement", args=[announcement.public_id]),
        word=str(word.word),
        tone=word.tone,
        icon=word.icon,
        copies=tuple(copies),
    )

"""The same message in other languages and in easier German: writing, checking, removing."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext, gettext_noop

from ausrufer.announcements import journal
from ausrufer.announcements.actions.keeping import TEXT_FIELDS, keep_version
from ausrufer.announcements.actions.write import opened_for_change
from ausrufer.announcements.content import LONGEST, MOST_BODY
from ausrufer.announcements.errors import Overtaken
from ausrufer.announcements.models import (
    Announcement,
    AnnouncementText,
)
from ausrufer.announcements.snapshot import SnapshotText
from ausrufer.announcements.states import CAN_BE_CHANGED
from ausrufer.announcements.telling import source_stamp, telling_of
from ausrufer.announcements.text_states import Step, TextState, after
from ausrufer.announcements.varieties import EASY, Variety, name_of, variety
from ausrufer.foundation.clock import now
from ausrufer.foundation.text import clean_line, clean_text, is_blank
from ausrufer.organisations.errors import Refused, Unfit
from ausrufer.organisations.models import Member
from ausrufer.records.actions import record

MOST_SUMMARY, MOST_READERS = 300, 200
_OVERTAKEN = gettext_noop(
    "Inzwischen hat {name} diese Sprachfassung geändert. Ihre Eingaben stehen noch im Formular. "
    "Bitte vergleichen Sie und speichern Sie dann erneut."
)
_REMOVED = gettext_noop(
    "Inzwischen hat jemand diese Sprachfassung entfernt. Ihre Eingaben stehen noch im Formular."
)
_NOTHING = gettext_noop("Für diese Sprache gibt es noch keinen Text.")


@dataclass(frozen=True, slots=True)
class Words:
    """What a person writes in one variety; `body` has the formatting of messages."""

    title: str
    body: str = ""
    summary: str = ""


@transaction.atomic
def write_text(
    *,
    member: Member,
    announcement: Announcement,
    known: Variety,
    version: int,
    words: Words,
    step: Step = Step.WRITE,
) -> AnnouncementText:
    """Store the words of one variety; what was checked before is not any more.

    `version` is that of the text the person had before them, 0 where there was none. Raises
    Overtaken where somebody else saved since, Unfit for words that cannot be stored.
    """
    fit = _fit(words)
    text = _opened(announcement, known, version)
    if text is not None and (text.title, text.body, text.summary) == _tuple(fit):
        return text
    text = text or AnnouncementText(
        organisation_id=announcement.organisation_id, announcement=announcement, key=known.key
    )
    state = after(TextState(text.state) if text.pk else TextState.MISSING, step)
    text.title, text.body, text.summary, text.state = *_tuple(fit), state
    text.writer_ids = sorted({*text.writer_ids, member.pk})
    _forget_check(text)
    return _kept(member, announcement, known, text, step)


@transaction.atomic
def check_text(
    *,
    member: Member,
    announcement: Announcement,
    known: Variety,
    version: int,
    checked_with: str = "",
    words: Words | None = None,
) -> AnnouncementText:
    """Answer for a text: from now on it goes out. Raises Refused where that cannot be.

    `words` are stored first. `checked_with` names who read it besides; for Leichte Sprache somebody
    of the target group must.
    """
    if words is not None:
        version = write_text(
            member=member, announcement=announcement, known=known, version=version, words=words
        ).version
    text = _present(announcement, known, version)
    readers = clean_line(checked_with)
    if len(readers) > MOST_READERS:
        raise Unfit("checked_with", gettext("Bitte fassen Sie sich bei den Prüfenden kürzer."))
    if known == EASY and is_blank(readers):
        raise Unfit(
            "checked_with",
            gettext(
                "Leichte Sprache darf nur heißen, was Menschen aus der Zielgruppe geprüft haben. "
                "Bitte tragen Sie ein, wer das war."
            ),
        )
    if is_blank(text.body):
        raise Unfit("body", gettext("Ein Text ohne Inhalt lässt sich nicht prüfen."))
    locked = _locked(announcement)
    if telling_of(locked, known).goes_out:
        raise Refused(gettext("Diese Sprachfassung ist schon geprüft."))
    text.state = after(TextState(text.state), Step.CHECK)
    text.checked_by, text.checked_at, text.checked_with = member, now(), readers
    text.checked_source = source_stamp(locked.content)
    return _kept(member, announcement, known, text, Step.CHECK)


@transaction.atomic
def doubt_text(
    *, member: Member, announcement: Announcement, known: Variety, version: int
) -> AnnouncementText:
    """Take a check back; the text stays as a draft."""
    text = _present(announcement, known, version)
    if text.state != TextState.CHECKED:
        raise Refused(gettext("Diese Sprachfassung ist nicht geprüft."))
    text.state = after(TextState.CHECKED, Step.DOUBT)
    _forget_check(text)
    return _kept(member, announcement, known, text, Step.DOUBT)


@transaction.atomic
def remove_text(
    *, member: Member, announcement: Announcement, known: Variety, version: int
) -> None:
    """Take one variety out of the message; earlier versions still know it."""
    _kept(member, announcement, known, _present(announcement, known, version), Step.REMOVE)


def tell_as(member: Member, announcement: Announcement, texts: tuple[SnapshotText, ...]) -> None:
    """Make the further texts what they were in an earlier version; inside its transaction."""
    announcement.texts.all().delete()
    AnnouncementText.objects.bulk_create(
        AnnouncementText(
            organisation_id=announcement.organisation_id,
            announcement=announcement,
            version=announcement.version,
            changed_by=member,
            changed_at=now(),
            **{name: _value(one, name) for name in TEXT_FIELDS},
        )
        for one in texts
        if variety(one.key)
    )


def _value(text: SnapshotText, name: str) -> object:
    return list(text.writer_ids) if name == "writer_ids" else getattr(text, name)


def _opened(announcement: Announcement, known: Variety, version: int) -> AnnouncementText | None:
    locked = _locked(announcement)
    if locked.state not in CAN_BE_CHANGED:
        raise Refused(
            gettext("Die Mitteilung wurde zurückgezogen und kann nicht mehr geändert werden.")
        )
    if locked.language == known.key:
        raise Refused(gettext("In dieser Sprache ist die Mitteilung selbst geschrieben."))
    text = locked.texts.select_related("changed_by").filter(key=known.key).first()
    if (text.version if text else 0) != version:
        name = text.changed_by.name if text else ""
        raise Overtaken(gettext(_OVERTAKEN).format(name=name) if text else gettext(_REMOVED))
    return text


def _present(announcement: Announcement, known: Variety, version: int) -> AnnouncementText:
    text = _opened(announcement, known, version)
    if text is None:
        raise Refused(gettext(_NOTHING))
    return text


def _locked(announcement: Announcement) -> Announcement:
    return Announcement.objects.select_for_update(of=("self",)).get(pk=announcement.pk)


def _kept(
    member: Member, announcement: Announcement, known: Variety, text: AnnouncementText, step: Step
) -> AnnouncementText:
    """Store a text after a step. What readers would get changed: then every approval is void."""
    went_out = _goes_out(announcement, known)
    text.changed_by, text.changed_at = member, now()
    if text.pk and step is Step.REMOVE:
        text.delete()
    else:
        text.version = _locked(announcement).version + 1
        text.save()
    locked = _locked(announcement)
    if went_out or _goes_out(locked, known):
        locked = opened_for_change(member=member, announcement=announcement, version=None)
        locked.author_ids = sorted({*locked.author_ids, *text.writer_ids})
        _say_what_is_new(locked, known, step)
    else:
        locked.version, locked.changed_at = locked.version + 1, now()
    locked.save()
    _note(member, locked, known, step, text)
    return text


def _goes_out(announcement: Announcement, known: Variety) -> bool:
    fresh = Announcement.objects.get(pk=announcement.pk)
    return telling_of(fresh, known).goes_out


def _say_what_is_new(locked: Announcement, known: Variety, step: Step) -> None:
    """Suggest what readers of a published message are told; its author may say it otherwise."""
    says_nothing = locked.revision > 1 and not locked.correction
    if says_nothing and step is Step.CHECK and locked.language == "de":
        locked.correction = f"Jetzt auch in: {known.endonym}"


def _note(
    member: Member, locked: Announcement, known: Variety, step: Step, text: AnnouncementText
) -> None:
    name = name_of(known.key, checked=text.state == TextState.CHECKED)
    keep_version(locked, member_id=member.pk, changed=[f"Sprachfassung {name}"], about_texts=True)
    record(
        journal.TEXT_STEPS[step],
        actor=member.actor,
        subject=locked.subject,
        title=locked.title,
        name=name,
    )


def _forget_check(text: AnnouncementText) -> None:
    text.checked_by, text.checked_at = None, None
    text.checked_with = text.checked_source = ""


def _tuple(words: Words) -> tuple[str, str, str]:
    return words.title, words.body, words.summary


def _fit(words: Words) -> Words:
    fit = Words(
        clean_line(_whole("title", words.title)),
        clean_text(_whole("body", words.body)).strip(),
        clean_line(_whole("summary", words.summary)),
    )
    if is_blank(fit.title):
        raise Unfit("title", gettext("Bitte geben Sie der Sprachfassung eine Überschrift."))
    most = {"title": LONGEST["title"], "body": MOST_BODY, "summary": MOST_SUMMARY}
    for name, limit in most.items():
        if len(getattr(fit, name)) > limit:
            said = gettext("Hier sind höchstens %(most)d Zeichen möglich.")
            raise Unfit(name, said % {"most": limit})
    return fit


def _whole(name: str, value: str) -> str:
    try:
        value.encode()
    except UnicodeEncodeError as broken:
        raise Unfit(name, gettext("Der Text enthält beschädigte Zeichen.")) from broken
    return value

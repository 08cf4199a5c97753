"""Taking a suggestion of the writing aid: a person's click, through the same doors as writing."""

from dataclasses import replace

from ausrufer.announcements.actions.pictures import describe_picture
from ausrufer.announcements.actions.texts import Words, write_text
from ausrufer.announcements.actions.write import change_announcement, edit_rendition
from ausrufer.announcements.adaptation.edits import Edits
from ausrufer.announcements.adaptation.source import source_fingerprint
from ausrufer.announcements.helping import About
from ausrufer.announcements.models import Announcement
from ausrufer.announcements.telling import telling_of
from ausrufer.announcements.text_states import Step
from ausrufer.organisations.models import Member


def take_suggestion(
    *,
    member: Member,
    announcement: Announcement,
    about: About,
    version: int,
    text: str,
    title: str = "",
) -> None:
    """Store what a person accepted, as they left it; raises Refused like any other writing.

    A text in another language or register stays marked as a machine's until somebody checks it.
    """
    if about.variety is not None:
        before = telling_of(announcement, about.variety).text
        write_text(
            member=member,
            announcement=announcement,
            known=about.variety,
            version=version,
            words=Words(title, text, before.summary if before else ""),
            step=Step.MAKE,
        )
    elif about.rendition is not None:
        edit_rendition(
            member=member,
            announcement=announcement,
            channel=about.rendition.channel,
            version=version,
            edits=Edits(parts=(text,), based_on=source_fingerprint(about.rendition.source)),
        )
    elif about.picture is not None:
        describe_picture(member=member, picture=about.picture, alt_text=text, decorative=False)
    else:
        change_announcement(
            member=member,
            announcement=announcement,
            version=version,
            content=replace(announcement.content, title=text),
        )

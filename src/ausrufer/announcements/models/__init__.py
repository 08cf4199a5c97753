"""The tables of this package, by what they keep."""

from ausrufer.announcements.models.blueprints import WORDS as WORDS_OF_BLUEPRINTS
from ausrufer.announcements.models.blueprints import Blueprint
from ausrufer.announcements.models.calendar import Occurrence, QueueSlot, Series, TownCalendar
from ausrufer.announcements.models.checks import (
    ElectionQuiet,
    HouseStyle,
    LinkReport,
    PreflightRule,
)
from ausrufer.announcements.models.comments import Comment, CommentAnswer
from ausrufer.announcements.models.figures import Figure, Unmeasured
from ausrufer.announcements.models.kept import AnnouncementVersion, Presence
from ausrufer.announcements.models.message import Announcement, AnnouncementPicture, Placement
from ausrufer.announcements.models.own_kinds import OwnKind
from ausrufer.announcements.models.planning import Idea, PlanUpload
from ausrufer.announcements.models.snippets import Snippet
from ausrufer.announcements.models.texts import AnnouncementText, OfferedVarieties
from ausrufer.announcements.models.words import AnnouncementWords

__all__ = [
    "WORDS_OF_BLUEPRINTS",
    "Announcement",
    "AnnouncementPicture",
    "AnnouncementText",
    "AnnouncementVersion",
    "AnnouncementWords",
    "Blueprint",
    "Comment",
    "CommentAnswer",
    "ElectionQuiet",
    "Figure",
    "HouseStyle",
    "Idea",
    "LinkReport",
    "Occurrence",
    "OfferedVarieties",
    "OwnKind",
    "Placement",
    "PlanUpload",
    "PreflightRule",
    "Presence",
    "QueueSlot",
    "Series",
    "Snippet",
    "TownCalendar",
    "Unmeasured",
]

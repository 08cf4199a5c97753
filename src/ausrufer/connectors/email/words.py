"""The few words of a letter that do not come from the message, in the letter's language: pure."""

from dataclasses import dataclass
from datetime import datetime

from babel.dates import format_date

from ausrufer.foundation.clock import in_town_time


@dataclass(frozen=True, slots=True)
class Words:
    """The fixed texts of a letter in one language."""

    language: str
    more: str
    contact: str
    corrected: str
    also_at: str
    why: str
    leave: str
    day: str  # pattern of Unicode TR 35

    def date(self, moment: datetime) -> str:
        """Return the day in town time, for example `Di., 24. November 2026`."""
        return format_date(in_town_time(moment), self.day, locale=self.language)


_GERMAN = Words(
    language="de",
    more="Weiterlesen",
    contact="Kontakt",
    corrected="Berichtigung",
    also_at="Diese Mitteilung gibt es auch hier",
    why="Sie erhalten diesen Brief, weil Sie unseren Newsletter bestellt haben.",
    leave="Newsletter abbestellen",
    day="EEE, d. MMMM y",
)
_ENGLISH = Words(
    language="en",
    more="Read more",
    contact="Contact",
    corrected="Correction",
    also_at="This message can also be found here",
    why="You receive this letter because you subscribed to our newsletter.",
    leave="Unsubscribe",
    day="EEE, d MMMM y",
)


def words_for(language: str) -> Words:
    """Return English words for English messages; every other message is framed in German."""
    return _ENGLISH if language.lower().split("-")[0] == "en" else _GERMAN

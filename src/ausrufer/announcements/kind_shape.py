"""The shape of a kind of message: one for those of the house and those of an organisation."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any, Self

from django.utils.translation import gettext_noop as _

MOST_DETAIL, MOST_LONG = 300, 2_000


class FieldType(StrEnum):
    """What a field of a kind holds."""

    TEXT = "text"
    LONG = "long"  # several lines
    DAY = "day"  # stored as an ISO 8601 date
    MOMENT = "moment"  # stored as an aware ISO 8601 time
    LINK = "link"
    PLACE = "place"
    PHONE = "phone"

    @property
    def most(self) -> int:
        """How many characters it holds."""
        return MOST_LONG if self is FieldType.LONG else MOST_DETAIL


TYPE_WORDS: Mapping[FieldType, str] = {
    FieldType.TEXT: _("kurzer Text"),
    FieldType.LONG: _("langer Text"),
    FieldType.DAY: _("Tag"),
    FieldType.MOMENT: _("Tag und Uhrzeit"),
    FieldType.LINK: _("Link"),
    FieldType.PLACE: _("Ort"),
    FieldType.PHONE: _("Telefonnummer"),
}


@dataclass(frozen=True, slots=True)
class KindField:
    """One field of a kind, told to readers with its label."""

    name: str
    label: str
    type: FieldType = FieldType.TEXT
    help: str = ""
    ends: str = ""  # the field whose moment or day this one must follow
    required: bool = False


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of announcement.

    `stays` is how long after sending it is still worth sending; `unchecked` names checks that say
    nothing about this kind; `number` counts the versions of an organisation's own kind, 0 is the
    house's. Words in square brackets in the skeleton are to be replaced by whoever writes.
    """

    key: str
    label: str
    fields: tuple[KindField, ...] = ()
    skeleton: str = ""
    stays: timedelta | None = None
    icon: str = "article"
    unchecked: tuple[str, ...] = ()
    number: int = 0

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON values: what is kept of a kind, by organisations and messages."""
        stays = None if self.stays is None else self.stays.days
        fields = [{**asdict(one), "type": str(one.type)} for one in self.fields]
        return {**asdict(self), "stays": stays, "fields": fields, "unchecked": list(self.unchecked)}

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Self:
        """Return the kind that `to_json` wrote."""
        stays, fields = plain["stays"], plain["fields"]
        return cls(
            **{
                **plain,
                "stays": None if stays is None else timedelta(days=stays),
                "fields": tuple(
                    KindField(**{**one, "type": FieldType(one["type"])}) for one in fields
                ),
                "unchecked": tuple(plain["unchecked"]),
            }
        )

    @property
    def shape(self) -> dict[str, Any]:
        """What a message of this kind carries; nothing where the house knows the kind anyway."""
        return self.to_json() if self.number else {}

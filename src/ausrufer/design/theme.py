"""Light, dark, or what the person's device says."""

from enum import StrEnum

COOKIE = "darstellung"


class Theme(StrEnum):
    """The values KERN's `data-kern-theme` knows, and `system` for none."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"

    @classmethod
    def from_cookie(cls, text: str) -> "Theme":
        """Read a cookie or form value; anything unknown means the device decides."""
        try:
            return cls(text)
        except ValueError:
            return cls.SYSTEM

"""Whether a granted account is the one a channel spoke through before. Pure."""

from collections.abc import Mapping
from enum import StrEnum

from ausrufer.channels.contract import Grant


class Sameness(StrEnum):
    """How a granted account relates to the one before."""

    FIRST = "first"  # there was none
    SAME = "same"
    RENAMED = "renamed"
    OTHER = "other"


def sameness(
    grant: Grant, *, connected: bool, account: str, settings: Mapping[str, str]
) -> Sameness:
    """Compare by what the platform calls the account within, and only then by its name."""
    if not connected:
        return Sameness.FIRST
    named_alike = not account or _bare(account) == _bare(grant.account)
    within = grant.settings.keys() & settings.keys()
    if not within:
        return Sameness.SAME if named_alike else Sameness.OTHER
    if any(grant.settings[name] != settings[name] for name in within):
        return Sameness.OTHER
    return Sameness.SAME if named_alike else Sameness.RENAMED


def _bare(account: str) -> str:
    return account.strip().removeprefix("@").casefold()

"""Where residents go on each emulated network, by the names of their channels' kinds."""

from collections.abc import Mapping
from typing import Any

from ausrufer.training.residents.place import Place
from ausrufer.training.residents.places import forums, meta, streams

HOMES: Mapping[str, Mapping[str, Any]] = {
    "facebook": {"facebook_page": meta.Facebook, "instagram": meta.Instagram},
    "threads": {"threads": meta.Threads},
    "linkedin": {"linkedin_page": forums.LinkedIn},
    "reddit": {"reddit": forums.Reddit},
    "youtube": {"youtube": forums.YouTube},
    "tiktok": {"tiktok": forums.TikTok},
    "x": {"x": streams.X},
    "mastodon": {"mastodon": streams.Mastodon},
    "bluesky": {"bluesky": streams.Bluesky},
}
"""By the emulator's name; one process of Meta's serves two kinds."""


def homes(network: str, state: object) -> dict[str, Place]:
    """Return the places of one emulator; none where nobody comments (Telegram, Pinterest)."""
    return {kind: made(state) for kind, made in HOMES.get(network, {}).items()}

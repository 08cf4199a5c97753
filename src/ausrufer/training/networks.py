"""The networks that are emulated beside Mastodon and Bluesky, and the addresses they stand for.

Nothing is imported here: who prepares a demo must stay as small as who serves it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Network:
    """One emulated network; `stands_for` are the real origins nobody may reach who practises."""

    label: str
    stands_for: tuple[str, ...]


NETWORKS: Mapping[str, Network] = {
    "telegram": Network("Übungs-Telegram", ("https://api.telegram.org", "https://t.me")),
    "facebook": Network(
        "Übungs-Facebook und -Instagram",
        (
            "https://graph.facebook.com",
            "https://rupload.facebook.com",
            "https://www.facebook.com",
            "https://www.instagram.com",
        ),
    ),
    "threads": Network("Übungs-Threads", ("https://graph.threads.net", "https://www.threads.net")),
    "linkedin": Network(
        "Übungs-LinkedIn", ("https://api.linkedin.com", "https://www.linkedin.com")
    ),
    "pinterest": Network(
        "Übungs-Pinterest", ("https://api.pinterest.com", "https://www.pinterest.com")
    ),
    "reddit": Network("Übungs-Reddit", ("https://oauth.reddit.com", "https://www.reddit.com")),
    "youtube": Network(
        "Übungs-YouTube",
        (
            "https://youtube.googleapis.com",
            "https://www.googleapis.com",
            "https://accounts.google.com",
            "https://oauth2.googleapis.com",
            "https://www.youtube.com",
        ),
    ),
    "tiktok": Network("Übungs-TikTok", ("https://open.tiktokapis.com", "https://www.tiktok.com")),
    "x": Network("Übungs-X", ("https://api.x.com", "https://x.com")),
}
_ALSO_REAL = (
    "bsky.app",
    "bsky.network",
    "bsky.social",
    "mastodon.social",
    "nextdoor.com",
    "nextdoor.de",
    "snapchat.com",
    "threads.com",
    "whatsapp.com",
    "youtu.be",
)


def real_networks() -> frozenset[str]:
    """Return the hosts of real networks nobody who practises asks; what lies below is meant too."""
    asked = [urlsplit(one).hostname or "" for each in NETWORKS.values() for one in each.stands_for]
    return frozenset([*_ALSO_REAL, *(one.removeprefix("www.") for one in asked)])

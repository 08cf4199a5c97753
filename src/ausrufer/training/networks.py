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
# Other names of the same networks, short ones, and networks that are not emulated. Mastodon and
# Matrix live on thousands of servers nobody can list: of them the best known are named.
_ALSO_REAL = (
    *("bsky.app", "bsky.network", "bsky.social"),
    *("facebook.de", "facebook.net", "fb.com", "fb.gg", "fb.me", "fb.watch", "fbcdn.net", "m.me"),
    *("cdninstagram.com", "ig.me", "instagr.am", "messenger.com", "threads.com"),
    *("linkedin.cn", "licdn.com", "lnkd.in"),
    *("mastodon.de", "mastodon.online", "mastodon.social", "norden.social", "social.bund.de"),
    *("matrix.org", "matrix.to", "signal.me", "signal.org"),
    *("nextdoor.com", "nextdoor.co.uk", "nextdoor.de"),
    *("pin.it", "pinimg.com", "pinterest.at", "pinterest.ch", "pinterest.co.uk", "pinterest.de"),
    *("pinterest.fr", "redd.it", "redditmedia.com", "snapchat.com", "snap.com"),
    *("telegram.dog", "telegram.me", "telegram.org", "telesco.pe"),
    *("tiktok.com", "tiktokv.com", "tiktokcdn.com"),
    *("t.co", "twimg.com", "twitter.com"),
    *("wa.me", "whatsapp.com", "whatsapp.net"),
    *("xing.com", "youtu.be", "youtube-nocookie.com", "youtube.de"),
)


def real_networks() -> frozenset[str]:
    """Return the hosts of real networks nobody who practises asks; what lies below is meant too."""
    asked = [urlsplit(one).hostname or "" for each in NETWORKS.values() for one in each.stands_for]
    return frozenset([*_ALSO_REAL, *(one.removeprefix("www.") for one in asked)])

"""The channels of Musterstadt: where each of them speaks, and with which access."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ausrufer.training import accounts
from ausrufer.training.accounts import APP, NAME, app_secret, token_of


@dataclass(frozen=True, slots=True)
class EmulatedPlatforms:
    """Where the practice platforms listen, and with which access."""

    site: str
    mail_host: str
    mail_port: int
    mastodon: str
    mastodon_token: str = field(repr=False)
    bluesky: str
    bluesky_handle: str
    bluesky_password: str = field(repr=False)
    network_token: str = field(repr=False)  # of all other networks


@dataclass(frozen=True, slots=True)
class PracticeChannel:
    """One channel as it is set up."""

    kind: str
    name: str
    settings: Mapping[str, str]
    secrets: Mapping[str, str] = field(repr=False)


def practice_channels(town: str, platforms: EmulatedPlatforms) -> list[PracticeChannel]:
    """Return the channels of the town; on WhatsApp people post by hand."""
    return [
        *_own_ground(town, platforms),
        *_served(platforms),
        PracticeChannel(
            "telegram_channel",
            "Telegram",
            {"chat": f"@{NAME}"},
            {"token": token_of("telegram", platforms.network_token)},
        ),
        *_by_consent(platforms.network_token),
        PracticeChannel("whatsapp_channel", "WhatsApp-Kanal", {}, {}),
    ]


def _own_ground(town: str, platforms: EmulatedPlatforms) -> list[PracticeChannel]:
    return [
        PracticeChannel(
            "hub",
            "musterstadt.example",
            {
                "base_url": platforms.site,
                "town_name": town,
                "claim": "Aktuelles aus dem Rathaus",
                "contact_email": "presse@musterstadt.example",
            },
            {},
        ),
        PracticeChannel(
            "email",
            "Post aus Musterstadt",
            {
                "host": platforms.mail_host,
                "port": str(platforms.mail_port),
                "security": "none",
                "sender_name": "Stadt Musterstadt",
                "sender_address": "newsletter@musterstadt.example",
                "imprint": "Stadt Musterstadt, Marktplatz 1, 01234 Musterstadt",
            },
            {},
        ),
    ]


def _served(platforms: EmulatedPlatforms) -> list[PracticeChannel]:
    return [
        PracticeChannel(
            "mastodon",
            "Mastodon",
            {"base_url": platforms.mastodon},
            {"token": platforms.mastodon_token},
        ),
        PracticeChannel(
            "bluesky",
            "Bluesky",
            {
                "service": platforms.bluesky,
                "handle": platforms.bluesky_handle,
                "web_base": platforms.bluesky,
            },
            {"app_password": platforms.bluesky_password},
        ),
    ]


def x_channel(secret: str) -> PracticeChannel:
    """Return the channel on X, which the town has only where its operator switched X on."""
    return _connected("x", "X", "x", secret)


def _connected(kind: str, name: str, network: str, secret: str, **settings: str) -> PracticeChannel:
    secrets = {"client_secret": app_secret(secret), "access_token": token_of(network, secret)}
    return PracticeChannel(kind, name, {"client_id": APP, **settings}, secrets)


def _by_consent(secret: str) -> list[PracticeChannel]:
    """Return the channels a person connects on the network's own page, as if somebody had."""

    def channel(kind: str, name: str, network: str, **settings: str) -> PracticeChannel:
        return _connected(kind, name, network, secret, **settings)

    organisation = f"urn:li:organization:{accounts.ORGANISATION}"
    redditor = accounts.REDDITOR
    return [
        channel("facebook_page", "Facebook", "facebook", page_id=accounts.PAGE),
        channel("instagram", "Instagram", "facebook", instagram_id=accounts.INSTAGRAM),
        channel("threads", "Threads", "threads", user_id=accounts.THREADS),
        channel("linkedin_page", "LinkedIn", "linkedin", organization=organisation),
        channel("pinterest", "Pinterest", "pinterest", board_id=accounts.BOARD),
        channel("reddit", "Reddit", "reddit", subreddit=NAME, username=redditor),
        channel("youtube", "YouTube", "youtube", channel_id=accounts.YOUTUBE),
        channel("tiktok", "TikTok", "tiktok", privacy="öffentlich", open_id=accounts.TIKTOK),
    ]

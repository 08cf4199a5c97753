"""The instance's records as its interface shows them."""

from dataclasses import asdict
from html import escape
from typing import Any

from ausrufer.training.mastodon import wording
from ausrufer.training.mastodon.instance import PracticeAccount, PracticeInstance
from ausrufer.training.mastodon.memory import Media, Status

Json = dict[str, Any]
_BEGUN = "2026-01-01T00:00:00.000Z"
_ENDINGS = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp", "image/gif": "gif"}


def media_url(media: Media, origin: str) -> str:
    """Return where the bytes of a picture lie."""
    ending = _ENDINGS.get(media.media_type, "bin")
    return f"{origin}/system/media_attachments/{media.id}/original.{ending}"


def status_url(status: Status, origin: str) -> str:
    """Return the permalink of a post."""
    return f"{origin}/@{status.account}/{status.id}"


def content_of(instance: PracticeInstance, status: Status, origin: str) -> str:
    """Return the text of a post as HTML."""

    def known(name: str) -> bool:
        return instance.account(name) is not None

    return wording.html(status.text, origin=origin, known=known)


def media_json(media: Media, origin: str) -> Json:
    """Return a MediaAttachment; without address while it is being processed."""
    url = None if media.polls else media_url(media, origin)
    size = {
        "width": media.width,
        "height": media.height,
        "size": f"{media.width}x{media.height}",
        "aspect": media.width / media.height,
    }
    return {
        "id": media.id,
        "type": "image",
        "url": url,
        "preview_url": media_url(media, origin),
        "remote_url": None,
        "meta": {
            "original": size,
            "small": size,
            "focus": {"x": media.focus[0], "y": media.focus[1]},
        },
        "description": media.description or None,
        "blurhash": None,
    }


def account_json(instance: PracticeInstance, account: PracticeAccount, origin: str) -> Json:
    """Return an Account."""
    posts = instance.memory.public(account.username)
    picture = f"{origin}/avatar.svg"
    return {
        "id": instance.account_id(account),
        "username": account.username,
        "acct": account.username,
        "display_name": account.display_name,
        "locked": False,
        "bot": False,
        "discoverable": True,
        "indexable": True,
        "group": False,
        "created_at": _BEGUN,
        "note": f"<p>{escape(account.note)}</p>",
        "url": f"{origin}/@{account.username}",
        "uri": f"{origin}/users/{account.username}",
        "avatar": picture,
        "avatar_static": picture,
        "header": picture,
        "header_static": picture,
        "followers_count": 0,
        "following_count": 0,
        "statuses_count": len(posts),
        "last_status_at": posts[-1].created_at[:10] if posts else None,
        "emojis": [],
        "fields": [],
        "roles": [],
    }


def own_account_json(instance: PracticeInstance, account: PracticeAccount, origin: str) -> Json:
    """Return a CredentialAccount."""
    return {
        **account_json(instance, account, origin),
        "source": {
            "privacy": "public",
            "sensitive": False,
            "language": "de",
            "note": account.note,
            "fields": [],
            "follow_requests_count": 0,
            "indexable": True,
        },
        "role": {"id": "-99", "name": "", "permissions": "0", "color": "", "highlighted": False},
    }


def status_json(instance: PracticeInstance, status: Status, origin: str) -> Json:
    """Return a Status."""
    memory = instance.memory
    account = instance.account(status.account) or instance.accounts[0]
    above = memory.statuses.get(status.reply_to)
    mentioned = [a for a in map(instance.account, wording.mentions(status.text)) if a]
    return {
        "id": status.id,
        "created_at": status.created_at,
        "edited_at": status.edited_at or None,
        "in_reply_to_id": above.id if above else None,
        "in_reply_to_account_id": _author_id(instance, above) if above else None,
        "sensitive": status.sensitive,
        "spoiler_text": status.spoiler_text,
        "visibility": status.visibility,
        "language": status.language,
        "uri": f"{origin}/users/{status.account}/statuses/{status.id}",
        "url": status_url(status, origin),
        "replies_count": sum(one.reply_to == status.id for one in memory.public()),
        "reblogs_count": 0,
        "favourites_count": len(status.favoured_by),
        "quotes_count": 0,
        "favourited": False,
        "reblogged": False,
        "muted": False,
        "bookmarked": False,
        "content": content_of(instance, status, origin),
        "reblog": None,
        "application": {"name": "Ausrufer", "website": None},
        "account": account_json(instance, account, origin),
        "media_attachments": [media_json(memory.media[i], origin) for i in status.media_ids],
        "mentions": [
            {
                "id": instance.account_id(a),
                "username": a.username,
                "acct": a.username,
                "url": f"{origin}/@{a.username}",
            }
            for a in mentioned
        ],
        "tags": [
            {"name": tag, "url": f"{origin}/tags/{tag}"} for tag in wording.hashtags(status.text)
        ],
        "emojis": [],
        "card": None,
        "poll": None,
    }


def _author_id(instance: PracticeInstance, status: Status) -> str:
    return instance.account_id(instance.account(status.account) or instance.accounts[0])


def received_json(instance: PracticeInstance, status: Status) -> Json:
    """Return a post as those see it who count what arrived: deleted ones too."""
    pictures = [instance.memory.media[i] for i in status.media_ids]
    return {
        **asdict(status),
        "media": [{"sha256": p.sha256, "alt_text": p.description} for p in pictures],
    }

"""Accounts, their posts, and what the instance tells of itself."""

from typing import Any

from aiohttp import web

from ausrufer.training.mastodon import wording
from ausrufer.training.mastodon.entities import account_json, own_account_json, status_json
from ausrufer.training.mastodon.instance import PracticeAccount, PracticeInstance
from ausrufer.training.mastodon.memory import Status
from ausrufer.training.mastodon.requests import Refused, holder_of, instance_of, origin_of

routes = web.RouteTableDef()
_VERSION = "4.5.0"
_PAGE, _LARGEST_PAGE = 20, 40
_VIDEO_BYTES, _VIDEO_PIXELS, _FRAMES = 103_809_024, 8_294_400, 120
_POLLS = {
    "max_options": 4,
    "max_characters_per_option": 50,
    "min_expiration": 300,
    "max_expiration": 2_629_746,
}


@routes.get("/api/v1/accounts/verify_credentials")
async def verify_credentials(request: web.Request) -> web.Response:
    """Tell the holder of a token who they are."""
    account = holder_of(request, "read:accounts")
    return web.json_response(own_account_json(instance_of(request), account, origin_of(request)))


@routes.get("/api/v1/apps/verify_credentials")
async def verify_application(request: web.Request) -> web.Response:
    """Tell what the application behind a token may do; old instances do not know."""
    account, instance = holder_of(request, ""), instance_of(request)
    shown: dict[str, Any] = {
        "id": instance.account_id(account),
        "name": "Ausrufer",
        "website": None,
        "scopes": list(account.scopes),
        "redirect_uris": [],
        "redirect_uri": "urn:ietf:wg:oauth:2.0:oob",
        "vapid_key": "",
    }
    if instance.old:
        del shown["scopes"]
    return web.json_response(shown)


@routes.get("/api/v1/accounts/{id}")
async def show(request: web.Request) -> web.Response:
    """Show an account to anybody."""
    account = _by_id(request)
    return web.json_response(account_json(instance_of(request), account, origin_of(request)))


@routes.get("/api/v1/accounts/{id}/statuses")
async def statuses(request: web.Request) -> web.Response:
    """Show the posts of an account, newest first, in pages."""
    instance, origin, asked = instance_of(request), origin_of(request), request.query
    account = _by_id(request)
    limit = min(int(asked.get("limit", _PAGE)), _LARGEST_PAGE)
    newest_first = _wanted(instance.memory.public(account.username)[::-1], request)
    page = newest_first[-limit:] if "min_id" in asked else newest_first[:limit]
    shown = [status_json(instance, status, origin) for status in page]
    return web.json_response(shown, headers=_links(request, page, limit))


@routes.get("/api/v2/instance")
async def instance_v2(request: web.Request) -> web.Response:
    """Tell name, version and limits."""
    instance, origin = instance_of(request), origin_of(request)
    if instance.old:
        raise Refused(404, "Not Found")
    return web.json_response(
        {
            "domain": instance.domain,
            "title": instance.title,
            "version": _VERSION,
            "source_url": "https://github.com/mastodon/mastodon",
            "description": "Übungsinstanz: Hier wird nichts wirklich veröffentlicht.",
            "usage": {"users": {"active_month": len(instance.accounts)}},
            "thumbnail": {"url": f"{origin}/avatar.svg", "blurhash": None, "versions": None},
            "icon": [],
            "languages": ["de"],
            "configuration": {
                **_configuration(instance),
                "urls": {"streaming": origin.replace("http", "ws", 1)},
                "translation": {"enabled": False},
            },
            "registrations": {
                "enabled": False,
                "approval_required": False,
                "reason_required": None,
                "message": None,
                "min_age": None,
                "url": None,
            },
            "api_versions": {"mastodon": 7},
            "contact": {"email": "uebung@musterstadt.example", "account": None},
            "rules": [],
        }
    )


@routes.get("/api/v1/instance")
async def instance_v1(request: web.Request) -> web.Response:
    """Tell name, version and limits as before version 4."""
    instance, origin = instance_of(request), origin_of(request)
    counted = {"user_count": len(instance.accounts), "domain_count": 1}
    return web.json_response(
        {
            "uri": instance.domain,
            "title": instance.title,
            "short_description": "Übungsinstanz",
            "description": "Übungsinstanz: Hier wird nichts wirklich veröffentlicht.",
            "email": "uebung@musterstadt.example",
            "version": "3.5.19" if instance.old else _VERSION,
            "urls": {"streaming_api": origin.replace("http", "ws", 1)},
            "stats": {**counted, "status_count": len(instance.memory.public())},
            "thumbnail": None,
            "languages": ["de"],
            "registrations": False,
            "approval_required": False,
            "invites_enabled": False,
            "configuration": _configuration(instance),
            "contact_account": None,
            "rules": [],
        }
    )


def _configuration(instance: PracticeInstance) -> dict[str, Any]:
    limits = instance.limits
    return {
        "accounts": {"max_featured_tags": 10, "max_pinned_statuses": 5},
        "statuses": {
            "max_characters": limits.characters,
            "max_media_attachments": limits.pictures,
            "characters_reserved_per_url": limits.link_weight,
        },
        "media_attachments": {
            "supported_mime_types": ["image/jpeg", "image/png", "image/webp", "image/gif"],
            "description_limit": limits.alt_text,
            "image_size_limit": limits.picture_bytes,
            "image_matrix_limit": limits.picture_pixels,
            "video_size_limit": _VIDEO_BYTES,
            "video_frame_rate_limit": _FRAMES,
            "video_matrix_limit": _VIDEO_PIXELS,
        },
        "polls": _POLLS,
    }


def _by_id(request: web.Request) -> PracticeAccount:
    instance = instance_of(request)
    for account in instance.accounts:
        if instance.account_id(account) == request.match_info["id"]:
            return account
    raise Refused(404, "Record not found")


def _wanted(newest_first: list[Status], request: web.Request) -> list[Status]:
    asked = request.query
    if _yes(asked.get("pinned", "")):
        return []
    older_than, newer_than = asked.get("max_id"), asked.get("since_id") or asked.get("min_id")
    return [
        status
        for status in newest_first
        if (older_than is None or int(status.id) < int(older_than))
        and (newer_than is None or int(status.id) > int(newer_than))
        and (not _yes(asked.get("only_media", "")) or status.media_ids)
        and ("tagged" not in asked or asked["tagged"].lower() in wording.hashtags(status.text))
    ]


def _yes(told: str) -> bool:
    return told.lower() in {"1", "true", "on"}


def _links(request: web.Request, page: list[Status], limit: int) -> dict[str, str]:
    if not page:
        return {}
    base = request.url.without_query_params("max_id", "since_id", "min_id")
    earlier = base.update_query(max_id=page[-1].id)
    links = [f'<{base.update_query(min_id=page[0].id)}>; rel="prev"']
    if len(page) == limit:
        links.insert(0, f'<{earlier}>; rel="next"')
    return {"Link": ", ".join(links)}

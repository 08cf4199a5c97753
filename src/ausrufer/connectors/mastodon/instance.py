"""What an instance grants: the account, its rights and its limits."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from ausrufer.channels.contract import AccessReport
from ausrufer.channels.errors import AccessLost, PermanentFailure, TemporaryFailure
from ausrufer.connectors.mastodon.api import Api, read_object, text_of
from ausrufer.connectors.mastodon.search import own_account

_OK, _NOT_FOUND, _INVALID = 200, 404, 422
_LIMITS = {
    "text_limit": ("statuses", "max_characters"),
    "link_weight": ("statuses", "characters_reserved_per_url"),
    "pictures_most": ("statuses", "max_media_attachments"),
    "picture_bytes": ("media_attachments", "image_size_limit"),
    "picture_pixels": ("media_attachments", "image_matrix_limit"),
    "alt_text_limit": ("media_attachments", "description_limit"),
}
_NEEDED = ({"write", "write:statuses"}, {"write", "write:media"})
_READ_ONLY = (
    "Dieser Zugang darf auf Mastodon nicht veröffentlichen. Bitte geben Sie der Anwendung dort die "
    "Befugnisse write:statuses und write:media und erzeugen Sie das Zugriffstoken neu."
)
_NOT_MASTODON = (
    "Unter dieser Adresse antwortet kein Mastodon-Server. Bitte prüfen Sie die Adresse der Instanz."
)


async def report(api: Api) -> AccessReport:
    """Ask for account, rights and limits; raises one of the four failures."""
    try:
        account = await own_account(api)
    except PermanentFailure as failure:
        raise PermanentFailure(_NOT_MASTODON, for_log=failure.for_log) from failure
    await _check_rights(api)
    instance = await _instance(api)
    name = f"@{text_of(account, 'username')}@{_domain(instance) or api.host}"
    return AccessReport(name, _limits(instance))


async def _check_rights(api: Api) -> None:
    """Raise AccessLost where the token surely may not post; older instances do not tell."""
    try:
        answer = await api.ask("GET", "/api/v1/apps/verify_credentials")
        scopes = read_object(answer).get("scopes")
    except (PermanentFailure, TemporaryFailure):
        return
    told = scopes if isinstance(scopes, list) else []
    granted = {scope for scope in told if isinstance(scope, str)}
    if granted and not all(granted & enough for enough in _NEEDED):
        raise AccessLost(_READ_ONLY, for_log="scopes: " + " ".join(sorted(granted)))


async def _instance(api: Api) -> dict[str, Any]:
    answer = await api.ask("GET", "/api/v2/instance", fine=frozenset({_OK, _NOT_FOUND}))
    if answer.status == _NOT_FOUND:  # before Mastodon 4.0
        answer = await api.ask("GET", "/api/v1/instance")
    return read_object(answer)


def _domain(instance: Mapping[str, Any]) -> str:
    told = text_of(instance, "domain") or text_of(instance, "uri")
    return urlsplit(told).netloc if "://" in told else told


def _limits(instance: Mapping[str, Any]) -> dict[str, int]:
    """Return what is told of the limits the house uses; the manifest stands in for the rest."""
    found = {name: _number(instance, group, field) for name, (group, field) in _LIMITS.items()}
    return {name: limit for name, limit in found.items() if limit > 0}


def _number(instance: Mapping[str, Any], group: str, field: str) -> int:
    value: Any = instance
    for step in ("configuration", group, field):
        value = value.get(step) if isinstance(value, dict) else None
    return value if isinstance(value, int) and not isinstance(value, bool) else 0

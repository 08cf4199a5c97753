"""Pictures and documents of the emulated LinkedIn: announced, brought, named by a post."""

from collections.abc import Mapping
from typing import Any

from aiohttp import web
from aiohttp.typedefs import Handler

from ausrufer.training.linkedin.refusals import refusal
from ausrufer.training.linkedin.state import DOCUMENT, PAGE, PracticeLinkedIn

# https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/documents-api
_MOST_DOCUMENT = 100_000_000


def media_routes(linkedin: PracticeLinkedIn) -> list[web.RouteDef]:
    """Return the routes on which files come in."""

    async def upload(request: web.Request) -> web.Response:
        urn, content = request.match_info["urn"], await request.read()
        if urn.startswith(DOCUMENT) and not _is_document(content):
            return refusal(400, "UNSUPPORTED_FORMAT", "The document cannot be processed")
        linkedin.files[urn] = content
        return web.Response(status=201)

    return [
        web.post("/rest/images", _begin(linkedin, "image")),
        web.post("/rest/documents", _begin(linkedin, "document")),
        web.put("/dms-uploads/{urn}", upload),
    ]


def flaw(linkedin: PracticeLinkedIn, content: Mapping[str, Any]) -> str:
    """Return why a post with this content is refused; empty where it is not."""
    media = content.get("media", {})
    if not str(media.get("id", "")).startswith(DOCUMENT):
        return ""
    if media["id"] not in linkedin.files:
        return "The document was never uploaded"
    return "" if media.get("title", "").strip() else "Title is required for documents"


def _begin(linkedin: PracticeLinkedIn, kind: str) -> Handler:
    async def begin(request: web.Request) -> web.Response:
        if request.query.get("action") != "initializeUpload":
            return refusal(400, "ILLEGAL_ARGUMENT", "action")
        told = (await request.json())["initializeUploadRequest"]
        if told["owner"] != request[PAGE].urn:
            return refusal(403, "ACCESS_DENIED", "owner")
        urn = f"urn:li:{kind}:C{linkedin.number()}"
        address = f"{request.scheme}://{request.host}/dms-uploads/{urn}"
        value = {"uploadUrl": address, "uploadUrlExpiresAt": 1, kind: urn}
        return web.json_response({"value": value})

    return begin


def _is_document(content: bytes) -> bool:
    return content.startswith(b"%PDF-") and len(content) <= _MOST_DOCUMENT

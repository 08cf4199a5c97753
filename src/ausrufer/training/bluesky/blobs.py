"""Uploading pictures and handing them out."""

from aiohttp import web

from ausrufer.training.bluesky.calls import Call, Json, Refused

_SIGNATURES = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF8": "image/gif",
}


def upload_blob(call: Call) -> Json:
    """Keep a file until a record names it."""
    call.account()
    if len(call.content) > call.server.limits.blob_bytes:
        raise Refused("PayloadTooLarge", "request entity too large", status=413)
    blob = call.server.memory.keep_blob(call.content, _kind(call.content) or call.media_type)
    return {"blob": blob.reference()}


def get_blob(call: Call) -> web.Response:
    """Hand out a file, as a download only: it is a stranger's."""
    cid = call.text("cid")
    if call.server.account(call.text("did")) is None or cid not in call.server.memory.blobs:
        raise Refused("InvalidRequest", "Blob not found")
    return web.Response(
        body=call.server.memory.content(cid),
        content_type=call.server.memory.blobs[cid].media_type,
        headers={
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "Content-Disposition": f'attachment; filename="{cid}"',
            "X-Content-Type-Options": "nosniff",
        },
    )


def _kind(content: bytes) -> str:
    """Return what a file is by its first bytes; the server believes these, not the sender."""
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    return next((kind for sign, kind in _SIGNATURES.items() if content.startswith(sign)), "")

"""How the Data API says no."""

from aiohttp import web


def refusal(status: int, reason: str, message: str = "") -> web.Response:
    """Return a refusal with its reason."""
    error = {"domain": "youtube.practice", "reason": reason, "message": message or reason}
    body = {"error": {"code": status, "message": message or reason, "errors": [error]}}
    return web.json_response(body, status=status)

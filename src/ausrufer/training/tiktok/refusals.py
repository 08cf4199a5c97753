"""How TikTok says yes and no: every answer is an envelope."""

from typing import Any

from aiohttp import web


def fine(data: Any) -> web.Response:
    """Return a yes with its data."""
    return web.json_response({"data": data, "error": {"code": "ok", "message": "", "log_id": "1"}})


def refusal(status: int, code: str) -> web.Response:
    """Return a no with its code."""
    error = {"code": code, "message": f"Because of {code}.", "log_id": "1"}
    return web.json_response({"data": {}, "error": error}, status=status)

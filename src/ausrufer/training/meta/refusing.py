"""How Meta says no: an envelope with a code and a subcode, nearly always with status 400."""

from typing import Any

from aiohttp import web
from aiohttp.typedefs import Handler


class Refused(Exception):
    """A request the platform does not take."""

    def __init__(self, code: int, subcode: int = 0, said: str = "", status: int = 400) -> None:
        super().__init__(said or f"(#{code}) refused")
        self.code, self.subcode, self.status = code, subcode, status

    def answer(self) -> web.Response:
        """Return the answer."""
        return web.json_response(error_of(self.code, self.subcode, str(self)), status=self.status)


def error_of(code: int, subcode: int = 0, said: str = "") -> dict[str, Any]:
    """Return the body of a refusal, as in the recorded samples."""
    error: dict[str, Any] = {
        "message": said or f"(#{code}) refused",
        "type": "OAuthException",
        "code": code,
        "fbtrace_id": "A1m6KK6iBqvjzPeQd4DYbKM",
    }
    return {"error": error | ({"error_subcode": subcode} if subcode else {})}


def not_there(node: str) -> Refused:
    """Return the refusal for what is not there, or may not be touched: Meta tells no difference."""
    return Refused(
        100,
        33,
        f"Unsupported request. Object with ID '{node}' does not exist, cannot be loaded due to "
        "missing permissions, or does not support this operation.",
    )


NO_TOKEN = (190, 460, "Error validating access token: The session has been invalidated.")


@web.middleware
async def refusing(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answer as Meta does where a request is not taken."""
    try:
        return await handler(request)
    except Refused as refused:
        return refused.answer()

"""How LinkedIn says no."""

from aiohttp import web


def refusal(status: int, code: str, message: str) -> web.Response:
    """Return a plain refusal."""
    body = {"status": status, "code": code, "message": message, "serviceErrorCode": 65600}
    return web.json_response(body, status=status)


def duplicate(urn: str) -> web.Response:
    """Return the refusal of a text that was there before, as LinkedIn words it."""
    body = {
        "errorDetailType": "com.linkedin.common.error.BadRequest",
        "message": "com.linkedin.content.common.exception.BadRequestResponseException: "
        f"Content is a duplicate of {urn}",
        "errorDetails": {
            "inputErrors": [
                {
                    "description": "Duplicate post is detected",
                    "input": {},
                    "code": "DUPLICATE_POST",
                }
            ]
        },
        "status": 422,
    }
    return web.json_response(body, status=422)

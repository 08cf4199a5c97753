"""Bodies of two parts by RFC 2387: what it is, and the file."""

from aiohttp import web


def parts_of(request: web.Request, body: bytes) -> list[bytes]:
    """Return the contents of the parts of a multipart/related body."""
    boundary = request.headers["Content-Type"].partition("boundary=")[2].encode()
    parts = body.split(b"--" + boundary)[1:-1]
    return [part.partition(b"\r\n\r\n")[2].removesuffix(b"\r\n") for part in parts]

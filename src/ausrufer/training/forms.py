"""Reading a form whose body was read as a whole already: a contract wants to see it too."""

from urllib.parse import parse_qsl

from aiohttp import BodyPartReader, MultipartReader, StreamReader, web
from aiohttp.base_protocol import BaseProtocol


async def form_of(request: web.Request) -> tuple[dict[str, str], dict[str, bytes]]:
    """Return the fields and the files of a form, urlencoded or multipart."""
    body = await request.read()
    if request.content_type != "multipart/form-data":
        return dict(parse_qsl(body.decode(), keep_blank_values=True)), {}
    loop = request.loop
    stream = StreamReader(BaseProtocol(loop), max(len(body), 1), loop=loop)
    stream.feed_data(body)
    stream.feed_eof()
    fields: dict[str, str] = {}
    files: dict[str, bytes] = {}
    async for part in MultipartReader(request.headers, stream):
        if not isinstance(part, BodyPartReader):  # a form within a form
            continue
        content, name = bytes(await part.read(decode=True)), part.name or ""
        if part.filename is None:
            fields[name] = content.decode()
        else:
            files[name] = content
    return fields, files

"""Reading requests as Rails does: JSON, form and multipart become the same parameters."""

import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import BodyPartReader, MultipartReader, StreamReader, web
from aiohttp.base_protocol import BaseProtocol
from aiohttp.http_exceptions import HttpProcessingError

from ausrufer.training.mastodon.instance import INSTANCE, PracticeAccount, PracticeInstance

_FLAGS = frozenset({"sensitive"})


@dataclass(slots=True)
class Upload:
    """A file of a multipart body."""

    media_type: str
    content: bytes


@dataclass(slots=True)
class Parameters:
    """The fields of a body; `files` apart."""

    fields: dict[str, Any] = field(default_factory=dict)
    files: dict[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """Return a text field; empty where it is missing."""
        value = self.fields.get(name)
        return value if isinstance(value, str) else ""

    def texts(self, name: str) -> list[str]:
        """Return a list of texts; empty where it is missing."""
        value = self.fields.get(name)
        return [str(one) for one in value] if isinstance(value, list) else []


class Refused(Exception):
    """The instance refuses a request with a status and its own words."""

    def __init__(self, status: int, error: str) -> None:
        super().__init__(error)
        self.status, self.error = status, error

    def answer(self) -> web.Response:
        """Return the refusal as the instance words it."""
        return web.json_response({"error": self.error}, status=self.status)


PARAMETERS: web.RequestKey[Parameters] = web.RequestKey("parameters", Parameters)


def instance_of(request: web.Request) -> PracticeInstance:
    """Return the instance a request went to."""
    return request.app[INSTANCE]


def origin_of(request: web.Request) -> str:
    """Return scheme, host and port by which the instance was reached."""
    return str(request.url.origin())


def holder_of(request: web.Request, scope: str) -> PracticeAccount:
    """Return whom the request acts for; raises Refused without a token that covers the scope."""
    token = request.headers.get("Authorization", "").removeprefix("Bearer ")
    account = instance_of(request).holder(token)
    if account is None:
        raise Refused(401, "The access token is invalid")
    if scope and not account.may(scope):
        raise Refused(403, "This action is outside the authorized scopes")
    return account


async def read_parameters(request: web.Request) -> Parameters:
    """Return the body's fields; raises Refused where it cannot be read."""
    body = await request.read()
    try:
        if request.content_type == "application/json":
            found = json.loads(body or b"{}")
            return Parameters(found if isinstance(found, dict) else {})
        if request.content_type == "multipart/form-data":
            return await _multipart(request, body)
        return Parameters(_nested(parse_qsl(body.decode(), keep_blank_values=True)))
    except (ValueError, RecursionError, HttpProcessingError):
        raise Refused(400, "Error occurred while parsing request parameters") from None


async def _multipart(request: web.Request, body: bytes) -> Parameters:
    # The body was read as a whole already: the contract wants to see it too.
    loop = request.loop
    stream = StreamReader(BaseProtocol(loop), max(len(body), 1), loop=loop)
    stream.feed_data(body)
    stream.feed_eof()
    pairs: list[tuple[str, str]] = []
    files: dict[str, Upload] = {}
    async for part in MultipartReader(request.headers, stream):
        if not isinstance(part, BodyPartReader):  # a form within a form
            continue
        content, name = bytes(await part.read(decode=True)), part.name or ""
        if part.filename is None:
            pairs.append((name, content.decode()))
        else:
            files[name] = Upload(part.headers.get("Content-Type", ""), content)
    return Parameters(_nested(pairs), files)


def _nested(pairs: list[tuple[str, str]]) -> dict[str, Any]:
    """Return Rails' reading of `a`, `a[]` and `a[][b]`: text, list, list of objects."""
    fields: dict[str, Any] = {}
    for name, value in pairs:
        base, _, rest = name.partition("[")
        if not rest:
            fields[name] = value.lower() in {"1", "true", "on"} if name in _FLAGS else value
        elif rest == "]":
            fields.setdefault(base, []).append(value)
        else:
            _into_object(fields.setdefault(base, []), rest.split("[")[-1].rstrip("]"), value)
    return fields


def _into_object(objects: list[dict[str, str]], name: str, value: str) -> None:
    # A name that comes again begins the next object.
    if not objects or name in objects[-1]:
        objects.append({})
    objects[-1][name] = value

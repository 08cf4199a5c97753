"""What the stages of Meta's networks share: published contracts, lent pictures, JPEG."""

import hashlib
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from PIL import Image

from ausrufer.channels.contract import Film, Lends, Picture
from ausrufer.channels.errors import ConnectorFailure
from ausrufer.training.faults import Fault as Scripted
from ausrufer.training.meta.refusing import error_of
from tests.published import SHARED


def published(*steps: str) -> Path | None:
    """Return a contract document where it is present."""
    found = SHARED.joinpath("contracts", *steps)
    return found if found.exists() else None


def refused(on: str, code: int, subcode: int = 0, **more: Any) -> Scripted:
    """Return the fault that answers with a code of Meta's."""
    return Scripted(on, status=400, body=error_of(code, subcode), **more)


SAMPLES = published("meta-graph", "samples")
recorded = pytest.mark.skipif(SAMPLES is None, reason="the recorded answers are not beside us")


def sample(*steps: str) -> Any:
    """Return an answer of the real Graph that others recorded."""
    assert SAMPLES is not None
    return json.loads(SAMPLES.joinpath(*steps).read_bytes())


@contextmanager
def raises(kind: type[ConnectorFailure], said: str) -> Iterator[None]:
    """Expect exactly this failure, with these words for staff."""
    with pytest.raises(ConnectorFailure) as caught:
        yield
    assert (type(caught.value), said in caught.value.for_staff) == (kind, True), caught.value


def as_jpeg(picture: Picture) -> Picture:
    """Return the picture as the only format Instagram takes."""
    buffer = BytesIO()
    Image.open(BytesIO(picture.content)).convert("RGB").save(buffer, "JPEG")
    content = buffer.getvalue()
    name = hashlib.sha256(content).hexdigest()
    return replace(picture, sha256=name, media_type="image/jpeg", content=content)


def example_film(folder: Path) -> Film:
    """Return a file that begins as a film does."""
    content = b"\x00\x00\x00\x18ftypmp42" + bytes(64)
    path = folder / "film.mp4"
    path.write_bytes(content)
    name = hashlib.sha256(content).hexdigest()
    return Film(
        name, "video/mp4", 1080, 1920, 20.0, len(content), "Bagger auf der Brücke", path=path
    )


@asynccontextmanager
async def lending() -> AsyncIterator[Lends]:
    """Lend files at an address of this process, as the house does."""
    lent: dict[str, tuple[bytes, str]] = {}

    async def serve(request: web.Request) -> web.Response:
        content, media_type = lent[request.match_info["name"]]
        return web.Response(body=content, content_type=media_type)

    app = web.Application()
    app.router.add_get("/{name}", serve)
    async with TestServer(app) as server:

        def lend(content: bytes | Path, media_type: str) -> str:
            content = content.read_bytes() if isinstance(content, Path) else content
            name = hashlib.sha256(content).hexdigest()
            lent[name] = (content, media_type)
            return str(server.make_url(f"/{name}"))

        yield lend

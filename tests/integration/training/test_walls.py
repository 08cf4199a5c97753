"""Every emulated network shows its posts to whoever looks: marked, without script, escaped."""

import asyncio
import io
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from PIL import Image

from ausrufer.training.networks import NETWORKS
from ausrufer.training.served import Town, network_apps
from ausrufer.training.wall.page import showing
from ausrufer.training.wall.post import Post, Wall

TOWN = Town("a-token-for-all-other-networks", "http://127.0.0.1:8321")


def read(app: web.Application, path: str) -> tuple[int, str, str, str]:
    """Return status, media type, policy and content of what a stranger gets there."""

    async def scene() -> tuple[int, str, str, str]:
        async with TestClient(TestServer(app)) as client, client.get(path) as answer:
            policy = answer.headers.get("Content-Security-Policy", "")
            content = (await answer.read()).decode("utf-8", "replace")
            return answer.status, answer.content_type, policy, content

    return asyncio.run(scene())


def test_every_network_is_served(tmp_path: Path) -> None:
    assert set(network_apps(TOWN, tmp_path)) == set(NETWORKS)


@pytest.mark.parametrize("name", NETWORKS)
def test_a_network_shows_its_page_to_anybody(name: str, tmp_path: Path) -> None:
    status, kind, policy, text = read(network_apps(TOWN, tmp_path)[name], "/")
    assert (status, kind) == (200, "text/html")
    assert "default-src 'none'" in policy
    assert "script" not in policy + text
    assert "<strong>ÜBUNG</strong>" in text
    assert read(network_apps(TOWN, tmp_path)[name], "/page.css")[:2] == (200, "text/css")


def test_what_strangers_wrote_stays_text_and_pictures_are_shown() -> None:
    drawn = io.BytesIO()
    Image.new("RGB", (4, 3)).save(drawn, "PNG")
    post = Post(
        "<b>fett</b>\nzwei",
        link="javascript:x",
        pictures=[("f" * 64, '"Bild"'), ("e" * 64, "Film")],
    )
    wall = Wall([post], {"f" * 64: drawn.getvalue(), "e" * 64: b"film"})
    text = read(_showing(wall), "/")[3]
    assert "<p>&lt;b&gt;fett&lt;/b&gt;<br>zwei</p>" in text
    assert "javascript" not in text
    assert 'alt="&quot;Bild&quot;" width="4" height="3"' in text
    assert read(_showing(wall), f"/_bild/{'f' * 64}")[:2] == (200, "image/png")
    assert "Film. Alternativtext: Film" in text
    assert read(_showing(wall), f"/_bild/{'e' * 64}")[0] == 404
    assert read(_showing(wall), "/_bild/other")[0] == 404


def _showing(wall: Wall) -> web.Application:
    return web.Application(middlewares=[showing("Netz", lambda: wall)])

"""Files that are too large, unfold, lie or break off: refused in German, nothing kept of them."""

import io
import struct
import zlib
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from ausrufer.announcements.models import AnnouncementPicture
from ausrufer.foundation.scope import across_organisations
from tests.integration.bad_input.pages import forms_on
from tests.integration.tenancy.planted import Ours, everything, token_of

pytestmark = pytest.mark.django_db


def chunk(name: bytes, content: bytes) -> bytes:
    check = struct.pack(">I", zlib.crc32(name + content))
    return struct.pack(">I", len(content)) + name + content + check


def png_bomb() -> bytes:
    head = struct.pack(">IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\x00" * 5_000_000, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def gif(width: int = 8, height: int = 8, frames: int = 1) -> bytes:
    file = io.BytesIO()
    pictures = [Image.new("P", (8, 8), number % 256) for number in range(frames)]
    pictures[0].save(file, "GIF", save_all=True, append_images=pictures[1:], optimize=False)
    content = file.getvalue()
    return content[:6] + struct.pack("<HH", width, height) + content[10:]


def webp_bomb() -> bytes:
    size = (16_383).to_bytes(3, "little")
    body = b"VP8X" + struct.pack("<I", 10) + b"\x02\x00\x00\x00" + size + size
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
FILES = {
    "fifty megabytes": lambda: b"\x89PNG\r\n\x1a\n" + bytes(50_000_000),
    "png bomb": png_bomb,
    "gif bomb": lambda: gif(60_000, 60_000),
    "gif without end": lambda: gif(frames=1_100),
    "webp bomb": webp_bomb,
    "svg": lambda: SVG,
    "svg with a mark": lambda: b"\xef\xbb\xbf\n<?xml version='1.0'?>" + SVG,
    "html": lambda: b"<!doctype html><script>alert(1)</script>",
    "html that begins like a gif": lambda: b"GIF89a/*<script>alert(1)</script>*/=1;",
    "png broken off": lambda: png_bomb()[:60],
    "empty": lambda: b"",
    "archive": lambda: b"PK\x03\x04" + bytes(100),
    "feed with entities": lambda: b'<!DOCTYPE x [<!ENTITY a "aaaa">]><rss>&a;</rss>',
}
NAMES = ["../../etc/passwd\x00.png", "<script>alert(1)</script>.svg", "ü" * 3000 + ".html"]


def kept() -> list[Any]:
    return [one for one in settings.MEDIA_FOLDER.rglob("*") if one.is_file()]


@pytest.mark.parametrize("kind", FILES)
def test_files_that_are_no_pictures(ours: Ours, eva: Client, kind: str) -> None:
    content, files, before = FILES[kind](), kept(), everything()
    token = token_of(ours.town.anna)
    before = everything()
    answer = Client().post(
        f"/api/v1/announcements/{ours.ids['draft']}/pictures",
        {"file": SimpleUploadedFile("bild.png", content, "image/png"), "alt_text": "Bild"},
        headers={"Authorization": f"Bearer {token}"},
    )
    assert answer.status_code in {409, 413, 422}, answer.content
    assert answer.json()["detail"].endswith(".")
    # the form: the text stays, the picture is refused
    page = f"/desk/mitteilungen/{ours.ids['draft']}/aendern/"
    form = next(one for one in forms_on(eva, page) if "title" in one.names)
    given = form.given(**{"neu-file": SimpleUploadedFile("bild.png", content, "image/png")})
    answer = eva.post(page, given, follow=True)
    assert answer.status_code == 200
    assert "Entwurf" in answer.content.decode()
    assert "alert(1)" not in answer.content.decode()
    told = [str(one) for one in answer.context["messages"]] + [
        str(fault) for faults in answer.context["picture_form"].errors.values() for fault in faults
    ]
    assert any(one.endswith(".") and one != "Gespeichert." for one in told), told
    # the feed
    upload = {"file": SimpleUploadedFile("feed.xml", content), "department": ours.town.press.pk}
    answer = eva.post("/desk/mitteilungen/einlesen/", upload)
    assert answer.status_code == 200
    assert "aus-errors" in answer.content.decode()
    assert kept() == files
    after = everything()
    untouched = set(after) - {
        "announcements_announcement", "announcements_announcementversion",
        "announcements_announcementwords", "records_journalentry", "records_journalhead",
    }  # fmt: skip
    assert {name for name in untouched if after[name] != before[name]} == set()


def test_names_of_files_lead_nowhere(ours: Ours) -> None:
    token = token_of(ours.town.anna)
    for number, name in enumerate(NAMES):
        file = io.BytesIO()
        Image.new("RGB", (9 + number, 9)).save(file, "PNG")
        upload = SimpleUploadedFile("x", file.getvalue(), "text/html")
        upload.name = name
        answer = Client().post(
            f"/api/v1/announcements/{ours.ids['draft']}/pictures",
            {"file": upload, "decorative": "true"},
            headers={"Authorization": f"Bearer {token}"},
        )
        assert answer.status_code == 201, answer.content
        assert answer.json()["media_type"] == "image/png"
    with across_organisations(reason="the test looks at what was stored"):
        names = list(AnnouncementPicture.objects.values_list("file_name", flat=True))
    assert all("/" not in one and "\x00" not in one and len(one) <= 200 for one in names), names
    assert all(one.is_relative_to(settings.MEDIA_FOLDER) for one in kept())


def test_an_address_that_cannot_be_read_leaves_no_feed(ours: Ours, eva: Client) -> None:
    before = everything()
    given = {"url": "http://127.0.0.1:1/feed", "department": ours.town.press.pk, "polled": "on"}
    answer = eva.post("/desk/mitteilungen/einlesen/", given)
    assert "aus-errors" in answer.content.decode()
    assert everything() == before

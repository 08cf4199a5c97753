"""Files that unfold, lie or carry something along: refused, or kept without it."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from ausrufer.foundation.scope import within_organisation
from ausrufer.library.models import Asset
from tests.conftest import Town
from tests.integration.bad_input.test_uploads import FILES
from tests.integration.library.conftest import picture
from tests.integration.tenancy.planted import everything
from tests.unit.foundation.drawings import talking_jpeg

pytestmark = pytest.mark.django_db

SCRIPT = b"<script>alert(1)</script>"


def upload(client: Client, content: bytes, name: str = "bild.jpg") -> Any:
    file = SimpleUploadedFile(name, content, "image/jpeg")
    return client.post("/desk/bilder/ablegen/", {"pictures": [file]}, follow=True)


def kept() -> list[Path]:
    return [one for one in settings.MEDIA_FOLDER.rglob("*") if one.is_file()]


@pytest.mark.parametrize("kind", FILES)
def test_refused_with_a_sentence_and_nothing_kept(town: Town, anna: Client, kind: str) -> None:
    content, before = FILES[kind](), everything()
    answer = upload(anna, content)
    assert answer.status_code == 200
    (said,) = [str(one) for one in answer.context["messages"]]
    assert said.startswith("bild.jpg: ")
    assert said.endswith(".")
    assert b"alert(1)" not in answer.content
    assert kept() == []
    assert everything() == before


@pytest.mark.parametrize(
    "content",
    [
        picture() + SCRIPT,
        picture(comment=SCRIPT),
        picture() + b"PK\x03\x04" + bytes(50),
        talking_jpeg(),
    ],
    ids=["html behind it", "html in a remark", "archive behind it", "place and camera"],
)
def test_what_a_picture_carries_along_stays_outside(
    town: Town, anna: Client, content: bytes
) -> None:
    upload(anna, content)
    with within_organisation(town.organisation.pk):
        (asset,) = Asset.objects.all()
    stored = b"".join(one.read_bytes() for one in kept())
    for unwanted in (SCRIPT, b"PK\x03\x04", b"Exif", b"Erika Mustermann", b"geheim"):
        assert unwanted not in stored
    shown = anna.get(f"/desk/bilder/eintrag/{asset.public_id}/datei/")
    assert len(b"".join(shown.streaming_content)) == asset.size
    assert shown.headers["Content-Type"] == "image/jpeg"


def test_a_name_leads_nowhere(town: Town, anna: Client) -> None:
    upload(anna, picture(), "..\\..\\<img src=x onerror=alert(1)>.jpg")
    with within_organisation(town.organisation.pk):
        (asset,) = Asset.objects.all()
    assert asset.file_name == "<img src=x onerror=alert(1)>.jpg"
    for page in ("/desk/bilder/", f"/desk/bilder/eintrag/{asset.public_id}/"):
        assert "<img src=x" not in anna.get(page).content.decode()

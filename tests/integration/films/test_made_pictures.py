"""What a network wants of a picture is made once, whoever asks for it again."""

import io
from typing import Any

import pytest
from django.conf import settings
from PIL import Image

from ausrufer.foundation.file_store import FileStore
from ausrufer.library.actions import WantedPicture, made_pictures, picture_made_for
from ausrufer.library.models import MadeFile
from tests.conftest import Town

pytestmark = pytest.mark.django_db

SMALL = WantedPicture(most_bytes=None, most_pixels=10_000, formats=("image/jpeg",))


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Count how often a picture is made; what is made is the real thing."""
    calls: list[Any] = []
    fit = made_pictures.fit

    def counted(content: bytes, **demands: Any) -> bytes:
        calls.append(demands)
        return fit(content, **demands)

    monkeypatch.setattr(made_pictures, "fit", counted)
    return calls


def stored() -> tuple[str, bytes]:
    file = io.BytesIO()
    Image.new("RGB", (400, 300), (3, 90, 200)).save(file, "PNG")
    return FileStore(settings.MEDIA_FOLDER).keep(file.getvalue()), file.getvalue()


def test_made_once_for_the_same_demands(in_town: Town, made: list[Any]) -> None:
    sha256, content = stored()
    first = picture_made_for(in_town.organisation.pk, sha256, content, SMALL)
    again = picture_made_for(in_town.organisation.pk, sha256, content, SMALL)
    assert (first == again, len(made)) == (True, 1)
    with Image.open(io.BytesIO(first)) as picture:
        assert picture.width * picture.height <= 10_000


def test_other_demands_make_another(in_town: Town, made: list[Any]) -> None:
    sha256, content = stored()
    other = WantedPicture(None, 10_000, ("image/jpeg",), part=(0, 0, 300, 300))
    for wanted in (SMALL, other, SMALL, other):
        picture_made_for(in_town.organisation.pk, sha256, content, wanted)
    assert len(made) == 2


@pytest.mark.parametrize("damage", ["lost", "changed"])
def test_what_was_made_and_is_gone_or_changed_is_made_anew(
    in_town: Town, made: list[Any], damage: str
) -> None:
    sha256, content = stored()
    first = picture_made_for(in_town.organisation.pk, sha256, content, SMALL)
    path = FileStore(settings.MEDIA_FOLDER).path(MadeFile.objects.get().sha256)
    path.unlink()
    if damage == "changed":
        path.write_bytes(b"another picture")
    assert picture_made_for(in_town.organisation.pk, sha256, content, SMALL) == first
    assert len(made) == 2


def test_what_fits_stays_byte_for_byte(in_town: Town) -> None:
    sha256, content = stored()
    anything = WantedPicture(None, None, ("image/png",))
    for _ in range(2):
        assert picture_made_for(in_town.organisation.pk, sha256, content, anything) == content

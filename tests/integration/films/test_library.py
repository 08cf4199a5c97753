"""Films in the library: taken in, refused with a sentence, shown to members only."""

import re
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.html import escape

from ausrufer.foundation.file_store import FileStore
from ausrufer.foundation.films import workshop
from ausrufer.foundation.scope import within_organisation
from ausrufer.library.actions import add_film, incoming
from ausrufer.library.models import Asset, AssetCaptions
from ausrufer.library.states import AssetState
from tests.conftest import Town
from tests.filming import film, silence, turned
from tests.integration.films.conftest import SPOKEN, captioned, kept_film, read_in, uploaded
from tests.integration.tenancy.planted import everything

pytestmark = pytest.mark.django_db
ADD = "/desk/bilder/film-ablegen/"
WHERE = "+50.1109+008.6821/"


def upload(client: Client, content: bytes, name: str = "freibad.mp4") -> Any:
    file = SimpleUploadedFile(name, content, "video/mp4")
    return client.post(ADD, {"film-film": file}, follow=True)


def seen(client: Client, address: str) -> int:
    """Return the status; a file that is sent is read to its end."""
    answer: Any = client.get(address)
    if answer.streaming:
        list(answer.streaming_content)
    return int(answer.status_code)


def stored(asset: Asset) -> Path:
    return FileStore(settings.MEDIA_FOLDER).path(asset.sha256)


def files() -> list[Path]:
    """Return what lies on the disk."""
    return [one for one in settings.MEDIA_FOLDER.rglob("*") if one.is_file()]


def the_film(town: Town) -> Asset:
    with within_organisation(town.organisation.pk):
        return Asset.objects.get(media_type__startswith="video/")


def test_a_film_is_kept_with_its_facts_and_a_picture(
    town: Town, anna: Client, tmp_path: Path
) -> None:
    answer = upload(anna, film(tmp_path / "a.mp4", seconds=3).read_bytes())
    here = f"/desk/bilder/eintrag/{the_film(town).public_id}/"
    assert answer.redirect_chain == [(here, 302)]
    asset = read_in(the_film(town))
    assert (asset.media_type, asset.width, asset.height) == ("video/mp4", 320, 180)
    assert (asset.seconds, asset.video, asset.audio) == (3.0, "h264", "aac")
    shown = anna.get(f"{here}standbild/")
    assert b"".join(shown.streaming_content)[:2] == b"\xff\xd8"
    assert "<video" in anna.get(here).content.decode()


def test_place_and_remarks_are_cut_out_picture_and_sound_stay_bit_by_bit(
    town: Town, tmp_path: Path
) -> None:
    told = {"location": WHERE, "comment": "Kamera 4711"}
    made = film(tmp_path / "a.mov", form="mov", told=told)
    assert b"Kamera 4711" in made.read_bytes()
    with within_organisation(town.organisation.pk):
        asset = read_in(add_film(member=town.anna, upload=uploaded(made), file_name="a.mov").asset)
    kept = stored(asset).read_bytes()
    assert b"Kamera 4711" not in kept
    assert WHERE.encode() not in kept
    assert _packets(stored(asset)) == _packets(made)


def _packets(path: Path) -> list[bytes]:
    with av.open(str(path)) as opened:
        return [bytes(one) for one in opened.demux() if one.size]


def test_a_film_held_upright_is_upright(town: Town, anna: Client, tmp_path: Path) -> None:
    lying = film(tmp_path / "a.mp4")
    upload(anna, turned(lying, tmp_path / "b.mp4").read_bytes())
    asset = read_in(the_film(town))
    assert (asset.width, asset.height) == (180, 320)


def test_the_same_film_twice_is_one(town: Town, anna: Client, tmp_path: Path) -> None:
    content = film(tmp_path / "a.mp4").read_bytes()
    for _ in range(2):  # while it waits to be read, and when it was read
        upload(anna, content)
        answer = upload(anna, content)
        assert "Diesen Film gibt es schon" in answer.content.decode()
        read_in(the_film(town))


def _half(folder: Path) -> bytes:
    content = film(folder / "a.mp4", seconds=8).read_bytes()
    return content[: len(content) // 2]


def _sound(folder: Path) -> bytes:
    with av.open(str(folder / "x.mp4"), "w", format="mp4") as out:
        heard = out.add_stream("aac", rate=48_000, layout="mono")
        silence(out, heard, 1.0)
    return (folder / "x.mp4").read_bytes()


def _data_only(folder: Path) -> bytes:
    return _sound(folder).replace(b"soun", b"meta")


def _without_time(folder: Path) -> bytes:
    """Return a film of one picture that says of itself to last no time (ISO/IEC 14496-12)."""
    content = bytearray(film(folder / "x.mp4", seconds=0.1, sound="").read_bytes())
    for box, at in (("mvhd", 20), ("tkhd", 24), ("elst", 12), ("mdhd", 20), ("stts", 16)):
        start = content.index(box.encode()) + at
        content[start : start + 4] = bytes(4)
    return bytes(content)


def _hasty(folder: Path) -> bytes:
    return _timed(folder, seconds=0.004)


def _long(folder: Path) -> bytes:
    return _timed(folder, seconds=800.0)


def _timed(folder: Path, *, seconds: float) -> bytes:
    """Return a film of ten pictures, each shown for so many seconds."""
    clock = 90_000
    with av.open(str(folder / "x.mp4"), "w", format="mp4") as out:
        picture = out.add_stream("libx264", rate=clock)
        picture.width, picture.height, picture.pix_fmt = 64, 64, "yuv420p"
        for number in range(10):
            drawn = av.VideoFrame(64, 64, "yuv420p")
            drawn.pts, drawn.time_base = round(number * seconds * clock), Fraction(1, clock)
            out.mux(picture.encode(drawn))
        out.mux(picture.encode())
    return (folder / "x.mp4").read_bytes()


def _garbage(folder: Path) -> bytes:
    content = bytearray(film(folder / "a.mp4", seconds=8).read_bytes())
    at = content.index(b"mdat") + 4
    content[at:] = b"\x5a" * (len(content) - at)
    return bytes(content)


BAD: dict[str, tuple[Callable[[Path], bytes], str]] = {
    "zip": (lambda _: b"PK\x03\x04" + bytes(4000), "kein Film"),
    "html": (lambda _: b"<!doctype html><script>alert(1)</script>", "kein Film"),
    "playlist": (lambda _: b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n", "kein Film"),
    "picture": (lambda _: b"\x00\x00\x00\x18ftypheic" + bytes(100), "kein Film"),
    "nothing-in-it": (lambda _: b"\x00\x00\x00\x18ftypisom" + bytes(100), "beschädigt"),
    "broken-off": (_half, "unvollständig"),
    "sound-only": (_sound, "keinen Film"),
    "unknown-way": (lambda f: film(f / "x.mov", form="mov", video="mpeg4").read_bytes(), "mpeg4"),
    "tiny": (lambda f: film(f / "x.mp4", size=(8, 8)).read_bytes(), "8 × 8"),
    "huge": (lambda f: film(f / "x.mp4", size=(4128, 64)).read_bytes(), "4128 × 64"),
    "no-time": (_without_time, "unvollständig"),
    "data-only": (_data_only, "keinen Film"),
    "unknown-sound": (lambda f: film(f / "x.mov", form="mov", sound="alac").read_bytes(), "alac"),
    "hasty": (_hasty, "Bilder in der Sekunde"),
    "longer-than-an-evening": (_long, "121 Minuten lang"),
    "garbage-inside": (_garbage, "beschädigt"),
}


AT_SIGHT = ("zip", "html", "playlist", "picture")


@pytest.mark.parametrize("kind", AT_SIGHT)
def test_refused_at_once_with_a_sentence_and_nothing_kept(
    town: Town, anna: Client, tmp_path: Path, kind: str
) -> None:
    make, words = BAD[kind]
    content, before = make(tmp_path), everything()
    answer = upload(anna, content)
    assert answer.status_code == 200
    (said,) = answer.context["film_form"].errors["film"]
    assert words in said
    assert said.endswith(".")
    assert everything() == before
    assert files() == []


@pytest.mark.parametrize("kind", [one for one in BAD if one not in AT_SIGHT])
def test_refused_by_the_job_with_its_reason_on_the_page(
    town: Town, anna: Client, tmp_path: Path, kind: str
) -> None:
    make, words = BAD[kind]
    assert "wird gelesen" in upload(anna, make(tmp_path)).content.decode()
    asset = read_in(the_film(town))
    assert (asset.state, asset.reason[-1]) == (AssetState.REFUSED, ".")
    assert words in asset.reason
    assert files() == []
    page = anna.get(f"/desk/bilder/eintrag/{asset.public_id}/").content.decode()
    assert "abgelehnt" in page
    assert escape(asset.reason) in page
    assert anna.get("/desk/bilder/").status_code == 200


def test_a_film_larger_than_the_house_takes_is_refused_before_it_is_read(
    town: Town, anna: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content, before = film(tmp_path / "a.mp4").read_bytes(), everything()
    monkeypatch.setattr(incoming, "MOST_BYTES", len(content) - 1)
    (said,) = upload(anna, content).context["film_form"].errors["film"]
    assert said == "Der Film ist zu groß: höchstens 1 GB ist möglich."
    assert everything() == before


def test_a_decoder_that_takes_too_long_is_killed(
    town: Town, anna: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workshop, "_SECONDS_TO_TAKE", 0)
    upload(anna, film(tmp_path / "a.mp4").read_bytes())
    for tries in (1, 2):
        asset = read_in(the_film(town))
        assert (asset.state, asset.tries) == (AssetState.READING, tries)
    asset = read_in(the_film(town))
    assert asset.state == AssetState.REFUSED
    assert "dreimal nicht zu Ende lesen" in asset.reason
    assert files() == []


def test_a_decoder_that_wants_too_much_memory_is_refused_it(
    town: Town, anna: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workshop, "_MEMORY", 50_000_000)
    upload(anna, film(tmp_path / "a.mp4").read_bytes())
    for _ in range(3):
        asset = read_in(the_film(town))
    assert asset.state == AssetState.REFUSED


def test_a_film_is_wound(town: Town, anna: Client, tmp_path: Path) -> None:
    asset = kept_film(town, tmp_path)
    whole = stored(asset).read_bytes()
    address = f"/desk/bilder/eintrag/{asset.public_id}/film/"
    part = anna.get(address, headers={"Range": "bytes=10-19"})
    assert (part.status_code, b"".join(part.streaming_content)) == (206, whole[10:20])
    assert part["Content-Range"] == f"bytes 10-19/{len(whole)}"
    last = anna.get(address, headers={"Range": "bytes=-5"})
    assert b"".join(last.streaming_content) == whole[-5:]
    assert anna.get(address, headers={"Range": f"bytes={len(whole)}-"}).status_code == 416
    odd = anna.get(address, headers={"Range": "bytes=0-1,5-6"})
    assert (odd.status_code, b"".join(odd.streaming_content)) == (200, whole)


def test_captions_come_and_go_by_language(town: Town, anna: Client, tmp_path: Path) -> None:
    asset = kept_film(town, tmp_path)
    here = f"/desk/bilder/eintrag/{asset.public_id}/untertitel/"
    file = SimpleUploadedFile("x.vtt", SPOKEN)
    page = anna.post(here, {"captions": file, "language": "de"}, follow=True)
    assert "Die Untertitel sind abgelegt." in page.content.decode()
    answer = anna.get(f"{here}de/")
    assert answer["Content-Type"].startswith("text/vtt")
    assert b"Freibad" in b"".join(answer.streaming_content)
    anna.post(f"{here}de/entfernen/")
    assert seen(anna, f"{here}de/") == 404


@pytest.mark.parametrize(
    ("content", "language"),
    [(b"PK\x03\x04", "de"), (b"WEBVTT\n", "de"), (SPOKEN, "kl-ingon"), (bytes(1_000_002), "de")],
    ids=["zip", "empty", "no-language", "huge"],
)
def test_captions_that_are_none_are_refused(
    town: Town, anna: Client, tmp_path: Path, content: bytes, language: str
) -> None:
    asset = kept_film(town, tmp_path)
    file = SimpleUploadedFile("x.vtt", content)
    here = f"/desk/bilder/eintrag/{asset.public_id}/untertitel/"
    page = anna.post(here, {"captions": file, "language": language}, follow=True)
    (said,) = [str(one) for one in page.context["messages"]]
    assert said.endswith(".")
    with within_organisation(town.organisation.pk):
        assert not AssetCaptions.objects.exists()


def test_dora_sees_and_changes_nothing(
    town: Town, anna: Client, dora: Client, tmp_path: Path
) -> None:
    asset = kept_film(town, tmp_path)
    captioned(town, asset)
    here = f"/desk/bilder/eintrag/{asset.public_id}"
    for path in ("/film/", "/standbild/", "/untertitel/de/", "/"):
        assert seen(anna, here + path) == 200
        assert seen(dora, here + path) == 404
    before = everything()
    file = SimpleUploadedFile("x.vtt", SPOKEN)
    posted = {"captions": file, "language": "en"}
    assert dora.post(f"{here}/untertitel/", posted).status_code == 404
    assert dora.post(f"{here}/untertitel/de/entfernen/").status_code == 404
    assert everything() == before
    assert not re.search("freibad", dora.get("/desk/bilder/").content.decode())

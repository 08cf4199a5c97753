"""What files say about themselves, as suggestions; nonsense says nothing and breaks nothing."""

import io
from typing import Any

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from ausrufer.library.metadata import suggestions


def jpeg(**options: Any) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (8, 8)).save(file, "JPEG", **options)
    return file.getvalue()


def exif(**tags: object) -> bytes:
    numbers = {"artist": 0x013B, "copyright": 0x8298, "description": 0x010E, "xp_author": 0x9C9D}
    facts = Image.Exif()
    for name, value in tags.items():
        facts[numbers[name]] = value
    return facts.tobytes()


def xmp(inside: str, before: str = "") -> bytes:
    return (
        f'{before}<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
        'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/" '
        'xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/">'
        f'<rdf:Description rdf:about="">{inside}</rdf:Description></rdf:RDF></x:xmpmeta>'
    ).encode()


TOLD = xmp(
    '<dc:title><rdf:Alt><rdf:li xml:lang="de">Rathaus im Schnee</rdf:li></rdf:Alt></dc:title>'
    "<dc:creator><rdf:Seq><rdf:li>Erika Muster</rdf:li></rdf:Seq></dc:creator>"
    '<xmpRights:UsageTerms><rdf:Alt><rdf:li xml:lang="de">Nur mit Namensnennung</rdf:li></rdf:Alt>'
    "</xmpRights:UsageTerms>"
    '<Iptc4xmpCore:AltTextAccessibility><rdf:Alt><rdf:li xml:lang="de">Das verschneite Rathaus'
    "</rdf:li></rdf:Alt></Iptc4xmpCore:AltTextAccessibility>"
)
ALL = {
    "title": "Rathaus im Schnee",
    "alt_text": "Das verschneite Rathaus",
    "author": "Erika Muster",
    "licence_note": "Nur mit Namensnennung",
}


def iptc(*sets: tuple[int, bytes]) -> bytes:
    """Return a JPEG with IPTC-IIM in a Photoshop segment, as agencies send it."""
    record = b"".join(
        b"\x1c\x02" + bytes([number]) + len(text).to_bytes(2, "big") + text for number, text in sets
    )
    block = b"8BIM\x04\x04\x00\x00" + len(record).to_bytes(4, "big") + record
    segment = b"Photoshop 3.0\x00" + block + (b"\x00" if len(block) % 2 else b"")
    return jpeg()[:2] + b"\xff\xed" + (len(segment) + 2).to_bytes(2, "big") + segment + jpeg()[2:]


def png() -> bytes:
    file, texts = io.BytesIO(), PngInfo()
    texts.add_itxt("XML:com.adobe.xmp", TOLD.decode(), zip=True)
    Image.new("RGB", (8, 8)).save(file, "PNG", pnginfo=texts)
    return file.getvalue()


def webp() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (8, 8)).save(file, "WEBP", xmp=TOLD)
    return file.getvalue()


BOMB = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
)


@pytest.mark.filterwarnings("ignore:Corrupt EXIF")  # it is, on purpose
@pytest.mark.parametrize(
    ("content", "said"),
    [
        (jpeg(xmp=TOLD), ALL),
        (png(), ALL),
        (webp(), ALL),
        (
            jpeg(exif=exif(artist="Erika Muster", copyright="Stadt Musterstadt")),
            {"author": "Erika Muster", "licence_note": "Stadt Musterstadt"},
        ),
        (jpeg(exif=exif(xp_author="Erika Müller".encode("utf-16-le"))), {"author": "Erika Müller"}),
        # XMP goes before EXIF: newer programs write there
        (jpeg(xmp=TOLD, exif=exif(artist="Kamera 1")), ALL),
        (
            iptc((5, "Brücke".encode()), (80, b"dpa"), (116, "© dpa".encode())),
            {"title": "Brücke", "author": "dpa", "licence_note": "© dpa"},
        ),
        (jpeg(), {}),
        (jpeg(exif=exif(description="OLYMPUS DIGITAL CAMERA", artist="   ")), {}),
        (jpeg(xmp=xmp("<dc:creator>a\u202eb  c</dc:creator>")), {"author": "ab c"}),
        (jpeg(xmp=xmp("<dc:title>kein Ende")), {}),
        (jpeg(xmp=xmp("<dc:creator>&c;</dc:creator>", BOMB)), {}),
        (jpeg(xmp=xmp("<dc:creator>" + "x" * 50_000 + "</dc:creator>")), {"author": "x" * 200}),
        (jpeg(exif=b"Exif\x00\x00II*\x00\xff\xff\xff\xff"), {}),
        (b"kein Bild", {}),
        (b"", {}),
        (jpeg(xmp=TOLD)[:40], {}),
    ],
)
def test_what_a_file_says(content: bytes, said: dict[str, str]) -> None:
    assert suggestions(content) == said


def test_never_the_place() -> None:
    facts = Image.Exif()
    facts.get_ifd(0x8825).update({1: "N", 2: (52.0, 31.0, 12.0), 3: "E", 4: (13.0, 24.0, 18.0)})
    assert suggestions(jpeg(exif=facts.tobytes())) == {}

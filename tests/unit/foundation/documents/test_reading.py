"""What is known of a PDF, and which of them nobody shall send."""

import zlib
from pathlib import Path

import pytest

from ausrufer.foundation.documents import DocumentFacts, DocumentRefused, document_facts
from ausrufer.foundation.documents.facts import MOST_BYTES
from tests import papers


def looked_at(folder: Path, content: bytes) -> DocumentFacts:
    source = folder / "a.pdf"
    source.write_bytes(content)
    return document_facts(source)


def refusal(folder: Path, content: bytes) -> str:
    with pytest.raises(DocumentRefused) as refused:
        looked_at(folder, content)
    return refused.value.for_staff


def test_pages_title_language_and_structure_are_known(tmp_path: Path) -> None:
    content = papers.pdf("Haushaltsplan 2027", pages=3)
    expected = DocumentFacts(3, len(content), "Haushaltsplan 2027", "de", tagged=True)
    assert looked_at(tmp_path, content) == expected


def test_a_scan_says_nothing_about_itself(tmp_path: Path) -> None:
    content = papers.untagged(2)
    assert looked_at(tmp_path, content) == DocumentFacts(2, len(content))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "kein PDF"),
        (b"<html>%PDF-1.7 %%EOF", "kein PDF"),
        (b"%PDF-1.7\nnichts\n%%EOF", "beschädigt"),
        (papers.pdf()[:-3000], "unvollständig"),
        (papers.locked(), "geschützt"),
        (papers.acting({"/S": "/JavaScript", "/JS": "app.alert(1)"}), "JavaScript"),
        (papers.acting({"/S": "/JavaScript", "/JS": "x"}, on_page=True), "JavaScript"),
        (papers.acting({"/S": "/Launch", "/F": "cmd.exe"}), "startet Programme"),
        (papers.acting({"/S": "/Launch", "/F": "cmd.exe"}, apart=True), "startet Programme"),
        (
            papers.acting({"/S": "/GoToR", "/F": r"\\\\fremd.example\\a.pdf"}),
            "öffnet andere Dateien",
        ),
        (papers.acting({"/S": "/Thread", "/F": "a.pdf"}), "öffnet andere Dateien"),
        (papers.acting({"/S": "/SubmitForm", "/F": "https://fremd.example"}), "Formular"),
        (papers.acting({"/S": "/URI", "/URI": "file:///c:/windows/calc.exe"}), "Ein Link im PDF"),
        (papers.acting({"/S": "/URI", "/URI": "javascript:alert(1)"}, apart=True), "Ein Link"),
        (papers.acting({"/S": "/URI"}), "Ein Link im PDF"),
        (papers.acting({"/Subtype": "/FileAttachment"}, apart=True), "weitere Dateien"),
        (papers.form_with_program(), "JavaScript"),
        (papers.acting({"/S": "/GoToE"}, on_page=True), "weitere Dateien"),
        (papers.attached(), "weitere Dateien"),
        (papers.untagged(301), "301 Seiten; möglich sind 300"),
    ],
)
def test_each_bad_document_has_its_sentence(tmp_path: Path, content: bytes, said: str) -> None:
    assert said in refusal(tmp_path, content)


@pytest.mark.parametrize("apart", [False, True])
@pytest.mark.parametrize(
    "address",
    [
        "https://musterstadt.example",
        "HTTP://musterstadt.example/rat?tag=1",
        "mailto:rat@musterstadt.example",
        "tel:+49123456",
    ],
)
def test_a_link_to_an_address_is_no_mischief(tmp_path: Path, address: str, *, apart: bool) -> None:
    content = papers.acting({"/S": "/URI", "/URI": address}, on_page=True, apart=apart)
    assert looked_at(tmp_path, content).pages == 1


@pytest.mark.parametrize("yes", [True, False])
def test_what_a_pdf_says_in_an_object_of_its_own_counts_as_well(
    tmp_path: Path, *, yes: bool
) -> None:
    facts = looked_at(tmp_path, papers.marked(yes=yes))
    assert (facts.tagged, facts.language) == (yes, "de")


def test_what_is_too_large_is_not_even_opened(tmp_path: Path) -> None:
    assert "höchstens 20 MB" in refusal(tmp_path, b"%PDF-" + bytes(MOST_BYTES))


def test_a_bomb_ends_with_a_sentence(tmp_path: Path) -> None:
    """An object stream of 4 GB, packed a thousandfold: the reader must not be brought down."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(bytes(1 << 24)) for _ in range(256)) + packer.flush()
    head = b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 5 0 R>>endobj\n"
    at = len(head)
    stream = (
        b"2 0 obj<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>stream\n" % len(packed)
        + packed
        + b"\nendstream endobj\n"
    )
    table = at + len(stream)
    rows = b"".join(
        kind.to_bytes(1) + first.to_bytes(4) + second.to_bytes(1)
        for kind, first, second in (
            (0, 0, 0),
            (1, 9, 0),
            (1, at, 0),
            (1, table, 0),
            (0, 0, 0),
            (2, 2, 0),
        )
    )
    xref = (
        b"3 0 obj<</Type/XRef/Size 6/W[1 4 1]/Root 1 0 R/Length %d>>stream\n" % len(rows)
        + rows
        + b"\nendstream endobj\nstartxref\n%d\n%%%%EOF" % table
    )
    assert refusal(tmp_path, head + stream + xref)

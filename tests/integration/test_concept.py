"""The usage concept: read back as page, PDF and ODT; hostile texts; who may read and change it."""

import itertools
import json
import re
from datetime import date
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.test import Client
from lxml import etree
from odfdo import Document
from pypdf import PdfReader

from ausrufer.channels.actions import change_concept_frame, keep_register, take_out_of_use
from ausrufer.channels.concept import pdf
from ausrufer.channels.concept.odt import as_odt
from ausrufer.channels.concept.pdf import SHOWN, as_pdf
from ausrufer.channels.concept.typesetting import typeset
from ausrufer.channels.concept.writing import usage_concept
from ausrufer.channels.models import Channel, ConceptFrame
from ausrufer.channels.queries import concept_frame, register_entry
from ausrufer.channels.words import CONCEPT_FIELDS
from ausrufer.foundation.scope import within_organisation
from ausrufer.organisations.models import Member, Organisation
from ausrufer.records.models import JournalEntry
from ausrufer.records.sentences import sentence
from tests.conftest import Town
from tests.integration.test_register import CLEANED, HOSTILE, TEXTS

pytestmark = pytest.mark.django_db(transaction=True)

DAY = date(2026, 11, 21)
PAGE = "/desk/kanaele/nutzungskonzept/"
TITLE = "Nutzungskonzept für die Kanäle: Musterstadt"
HEADINGS = [
    "Wozu dieses Konzept",
    "Die Kanäle im Überblick",
    "Regeln für alle Kanäle",
    "Andere Wege zu denselben Informationen",
    "Datenschutz",
    "Die Kanäle im Einzelnen",
    "netz",
    "Überprüfungen",
    "Was noch offen ist",
]
COMPLETE = {
    **{name: f"Antwort zu {name}." for name in TEXTS},
    "imprint_url": "https://stadt.example/impressum",
    "privacy_url": "https://stadt.example/datenschutz",
    "hours_per_week": 4,
    "next_review_on": date(2030, 6, 1),
}


def logged_in(member: Member) -> Client:
    client = Client()
    client.force_login(member.user)
    return client


def keep(town: Town, channel: Channel, **changes: object) -> None:
    with within_organisation(town.organisation.pk):
        version = register_entry(channel).version
        keep_register(member=town.dirk, channel=channel, version=version, changes=changes)


def frame(town: Town, **changes: object) -> None:
    with within_organisation(town.organisation.pk):
        version = concept_frame(town.organisation).version
        change_concept_frame(member=town.dirk, version=version, changes=changes)


def files(town: Town) -> tuple[bytes, bytes]:
    with within_organisation(town.organisation.pk):
        written = usage_concept(town.organisation, DAY)
        return as_pdf(written), as_odt(written)


def words_of(content: bytes) -> str:
    """The text of a PDF, line ends taken for spaces."""
    pages = PdfReader(BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def odt_words(content: bytes) -> str:
    body = etree.fromstring(ZipFile(BytesIO(content)).read("content.xml"))
    return " ".join(" ".join(body.itertext()).split())


def tags(content: bytes) -> set[str]:
    """The names of all elements of the structure of a PDF."""
    found: set[str] = set()

    def walk(node: Any) -> None:
        node = node.get_object()
        if isinstance(node, list):
            for one in node:
                walk(one)
        elif isinstance(node, dict):
            if "/S" in node:
                found.add(str(node["/S"]))
            if "/K" in node:
                walk(node["/K"])

    walk(PdfReader(BytesIO(content)).trailer["/Root"]["/StructTreeRoot"])
    return found


def test_the_pdf_is_tagged_german_and_titled(town: Town) -> None:
    keep(town, town.channel("netz"), **COMPLETE)
    content, _odt = files(town)
    reader = PdfReader(BytesIO(content))
    root = reader.trailer["/Root"]
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("de-DE", True)
    assert bool(root["/ViewerPreferences"]["/DisplayDocTitle"])
    assert reader.metadata is not None
    assert reader.metadata.title == TITLE
    claims = root["/Metadata"].get_object().get_data().decode()
    assert re.findall(r"<(pdfuaid:part|pdfaid:part|pdfaid:conformance)>(\w+)<", claims) == [
        ("pdfaid:part", "2"),
        ("pdfaid:conformance", "A"),
        ("pdfuaid:part", "1"),
    ]
    assert {"/H1", "/H2", "/Table", "/TH", "/TD", "/L", "/Link", "/P"} <= tags(content)


def test_the_odt_has_headings_head_rows_language_and_title(town: Town) -> None:
    keep(town, town.channel("netz"), **COMPLETE)
    _pdf, content = files(town)
    document = Document(BytesIO(content))
    assert document.meta.title == TITLE
    assert (document.meta.language, document.language) == ("de-DE", "de-DE")
    heads = [(int(one.level), str(one.text_recursive)) for one in document.body.headers]
    assert heads[0] == (1, TITLE)
    assert [text for level, text in heads if level < 4 and text in HEADINGS] == HEADINGS
    # no level is left out
    assert all(b[0] - a[0] <= 1 for a, b in itertools.pairwise(heads))
    tables = document.body.get_elements("//table:table")
    rows = [one.get_elements("table:table-header-rows/table:table-row") for one in tables]
    assert [len(one) for one in rows] == [1, 1]


def test_all_three_say_the_same(town: Town) -> None:
    netz = town.channel("netz")
    keep(town, netz, **COMPLETE, department=town.press, responsible=town.anna, deputy=town.bekir)
    frame(town, editorial_rules="Sachlich und neutral.", controller="Stadt Musterstadt, Markt 1")
    page = logged_in(town.carla).get(PAGE).content.decode()
    shown = " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())
    content, odt = files(town)
    told = [*COMPLETE.values(), "Presse", "Anna", "Bekir", "Sachlich und neutral.", *HEADINGS]
    told = [one for one in told if isinstance(one, str)]
    for text in (shown, words_of(content), odt_words(odt)):
        assert [one for one in told if one not in text] == []
        assert "1. Juni 2030, danach alle 12 Monate" in text
        assert re.search("Datenschutzbeauftragte Person:? noch offen", text)


def test_what_is_missing_is_listed_and_nothing_invented(town: Town) -> None:
    town.channel("netz")
    with within_organisation(town.organisation.pk):
        written = usage_concept(town.organisation, DAY)
    assert [(one.name, len(one.words)) for one in written.gaps] == [
        ("Für alle Kanäle", len(CONCEPT_FIELDS)),
        ("netz", 16),
    ]
    answers = [
        item
        for one in written.sections
        for block in one.blocks
        for item in getattr(block, "items", ())
    ]
    assert {one.text for one in answers if hasattr(one, "term")} == {"noch offen"}


def test_a_complete_concept_says_so(town: Town) -> None:
    netz = town.channel("netz")
    keep(town, netz, **COMPLETE, department=town.press, responsible=town.anna, deputy=town.bekir)
    frame(town, **dict.fromkeys(CONCEPT_FIELDS, "Steht fest."))
    content, _odt = files(town)
    assert "Alle vorgesehenen Angaben liegen vor." in words_of(content)


def test_only_what_is_in_use(town: Town) -> None:
    netz = town.channel("netz")
    keep(town, netz, purpose="Vorbei")
    with within_organisation(town.organisation.pk):
        take_out_of_use(actor=town.dirk.actor, channel=netz, reason="Ende.")
    content, odt = files(town)
    for text in (words_of(content), odt_words(odt)):
        assert "Zurzeit ist kein Kanal in Betrieb." in text
        assert "Vorbei" not in text


def test_hostile_texts_stay_texts(town: Town) -> None:
    markup = '#import "@preview/x:1.0.0" #sys.inputs *fett* $x$ <b> &amp; ]]> </text:p> {{ 7*7 }}'
    netz = town.channel("netz")
    dirk = logged_in(town.dirk)
    sent = {"version": 0, "review_months": 12, **dict.fromkeys(TEXTS, f"{markup} {HOSTILE}")}
    assert dirk.post(f"/desk/kanaele/{netz.public_id}/register/aendern/", sent).status_code == 302
    review = {"version": 1, "note": f"{markup} {HOSTILE}", "next_on": "2030-06-03"}
    assert dirk.post(f"/desk/kanaele/{netz.public_id}/ueberpruefen/", review).status_code == 302
    content, odt = files(town)
    assert odt_words(odt).count(f"{markup} {CLEANED}") == len(TEXTS) + 1
    assert markup in words_of(content)
    assert f"{markup} {CLEANED}" in odt_words(odt)
    assert "[U+1F692]" in words_of(content)  # the fire engine, which the fonts cannot show


@pytest.mark.parametrize("text", ["q" * 4000, "Wort " * 800, "https://a.example/" + "ä" * 3900])
def test_the_longest_answers_fit_on_the_page(town: Town, text: str) -> None:
    netz = town.channel("netz")
    keep(town, netz, **dict.fromkeys(TEXTS, text))
    frame(town, **dict.fromkeys(CONCEPT_FIELDS, text))
    content, odt = files(town)
    told = len(TEXTS) + len(CONCEPT_FIELDS)
    sign = "q" if text[0] == "q" else text[-1] if text[-1] != " " else "W"
    assert words_of(content).count(sign) >= told * text.count(sign)
    assert odt_words(odt).count(text.strip()) == told


@pytest.mark.parametrize(
    "name", ["Ein\u2028Name", "مرحبا", "漢字 🚒", "Z" * 140, "<b>Stadt</b>", "#set text(1pt)"]
)
def test_any_name_of_a_town_is_drawn(town: Town, name: str) -> None:
    town.channel("netz")
    Organisation.objects.filter(pk=town.organisation.pk).update(name=name)
    town.organisation.refresh_from_db()
    content, odt = files(town)
    assert (content[:5], Document(BytesIO(odt)).meta.title) == (
        b"%PDF-",
        f"Nutzungskonzept für die Kanäle: {name}",
    )


def test_every_sign_we_promise_is_shown() -> None:
    """PDF/UA refuses a sign without a picture: the list must hold for the fonts at hand."""
    signs = [chr(code) for first, last in SHOWN for code in range(first, last + 1)]
    template = b"""#set document(title: "x")
        #set text(lang: "de", font: "Libertinus Serif")
        #for one in json(bytes(sys.inputs.concept)) [#one #parbreak()]"""
    content = typeset(template, json.dumps([f"a{one}b" for one in signs]), at=0)
    assert len(PdfReader(BytesIO(content)).pages) > 1


def test_the_reader_s_language_changes_nothing(town: Town) -> None:
    town.channel("netz")
    anna = logged_in(town.anna)
    page = anna.get(PAGE, headers={"accept-language": "en"}).content.decode()
    assert [word in page for word in ("Wozu dieses Konzept", "noch offen")] == [True, True]
    answer = anna.get(f"{PAGE}als/pdf/", headers={"accept-language": "en"})
    assert "Was noch offen ist" in words_of(answer.content)


@pytest.mark.parametrize(
    ("kind", "media_type", "begin"),
    [
        ("pdf", "application/pdf", b"%PDF-"),
        ("odt", "application/vnd.oasis.opendocument.text", b"PK"),
    ],
)
def test_downloads(town: Town, neighbour: Town, kind: str, media_type: str, begin: bytes) -> None:
    keep(town, town.channel("netz"), purpose="Geheimer Zweck")
    for member in (town.anna, town.bekir, town.carla, town.dirk):
        answer = logged_in(member).get(f"{PAGE}als/{kind}/")
        assert (answer.status_code, answer.headers["Content-Type"]) == (200, media_type)
        assert answer.content.startswith(begin)
        assert re.fullmatch(
            rf'attachment; filename="nutzungskonzept-musterstadt-\d{{4}}-\d\d-\d\d\.{kind}"',
            answer.headers["Content-Disposition"],
        )
    dora = logged_in(neighbour.dirk).get(f"{PAGE}als/{kind}/").content
    read = words_of if kind == "pdf" else odt_words
    assert ("Geheimer Zweck" in read(dora), "Geheimer Zweck" in read(answer.content)) == (
        False,
        True,
    )


def test_a_pdf_that_takes_too_long_is_said(
    town: Town, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Our own program is replaced by one that fails, as a full machine would make it."""
    town.channel("netz")
    failing = tmp_path / "failing.py"
    failing.write_text("raise MemoryError")
    monkeypatch.setattr(pdf, "_PROGRAM", failing)
    answer = logged_in(town.anna).get(f"{PAGE}als/pdf/", follow=True)
    assert answer.redirect_chain == [(PAGE, 302)]
    assert "Das PDF ließ sich nicht erstellen." in answer.content.decode()


def test_nothing_for_guests_the_rightless_and_other_forms(town: Town) -> None:
    assert Client().get(f"{PAGE}als/pdf/").status_code == 302
    assert logged_in(town.anna).get(f"{PAGE}als/exe/").status_code == 404
    assert logged_in(town.anna).post(f"{PAGE}als/pdf/").status_code == 405
    with within_organisation(town.organisation.pk):
        town.carla.assignments.all().delete()
    for path in (PAGE, f"{PAGE}als/pdf/"):
        assert logged_in(town.carla).get(path).status_code == 404


def test_only_administrators_change_what_holds_for_all(town: Town, neighbour: Town) -> None:
    sent = {"version": 0, "editorial_rules": "Sachlich.\r\nNeutral."}
    place = f"{PAGE}angaben/"
    people = (town.anna, town.bekir, town.carla, neighbour.dirk, town.dirk)
    answers = [logged_in(one).post(place, sent).status_code for one in people]
    assert answers == [404, 404, 404, 302, 302]
    with within_organisation(town.organisation.pk):
        assert ConceptFrame.objects.get().editorial_rules == "Sachlich.\nNeutral."
        told = JournalEntry.objects.filter(kind="channel.concept_changed")
        assert [sentence(one) for one in told] == [
            "Dirk hat die Angaben für das Nutzungskonzept geändert: Redaktionelle Regeln."
        ]
    second = logged_in(town.dirk).post(place, {"version": 0, "editorial_rules": "Anders."})
    assert "Inzwischen hat jemand anderes hier gespeichert." in second.content.decode()
    too_long = logged_in(town.dirk).post(place, {"version": 1, "editorial_rules": "ü" * 10_000})
    assert list(too_long.context["form"].errors) == ["editorial_rules"]

"""German is the language of the sources, English the second one: complete, exact, in step."""

import re
import shutil
import string
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po
from django.template.base import Lexer, TokenType
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext

from ausrufer.records.kinds import kinds

HOUSE = Path(__file__).resolve().parents[2]
SOURCE = HOUSE / "src" / "ausrufer"
LOCALE = SOURCE / "locale"
LANGUAGES = ("de", "en")
# what the two kinds of placeholders look like: %(name)s and {name}
_PERCENT = re.compile(r"%\(\w+\)[sd]")
# letters beyond a name of the house, and words no English template text would have
_GERMAN = re.compile(
    r"[äöüßÄÖÜ„“]|\b(?:der|die|das|ist|nicht|und|oder|Sie|ein|eine|kein|bitte|zur|zum|von)\b"
)
_MARKUP = re.compile(r"<(?:script|style)\b.*?</(?:script|style)>|<!--.*?-->", re.DOTALL)
_ATTRIBUTE = re.compile(r"\b(?:title|alt|aria-label|placeholder|value|content)=\"([^\"]*)\"")
_TAG = re.compile(r"<[^>]*>")


def catalogue(language: str) -> list[Message]:
    with (LOCALE / language / "LC_MESSAGES" / "django.po").open("rb") as file:
        return [one for one in read_po(file) if one.id]


def forms(text: object) -> tuple[str, ...]:
    """Return singular and plural, or the one form there is."""
    return tuple(map(str, text)) if isinstance(text, (list, tuple)) else (str(text),)


def placeholders(text: str) -> set[str]:
    braces = {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
    return set(_PERCENT.findall(text)) | braces


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_string_is_translated_for_certain(language: str) -> None:
    missing = [one.id for one in catalogue(language) if one.fuzzy or not all(forms(one.string))]
    assert missing == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_are_the_same_in_both(language: str) -> None:
    for one in catalogue(language):
        sources, translated = forms(one.id), forms(one.string)
        assert len(sources) == len(translated), one.id
        for text in translated:
            # a singular may say "one" where the plural has a number
            assert placeholders(text) <= placeholders(sources[-1]), one.id
        assert placeholders(translated[-1]) == placeholders(sources[-1]), one.id


def test_english_keeps_marks_at_the_edges_and_german_quotes_out() -> None:
    for one in catalogue("en"):
        for source, text in zip(forms(one.id), forms(one.string), strict=True):
            assert (source[0].isspace(), source[-1].isspace()) == (
                text[0].isspace(),
                text[-1].isspace(),
            ), source
            assert "„" not in text, text
            assert source.endswith("…") == text.endswith("…"), source


def test_the_german_catalogue_overrides_only_what_is_english() -> None:
    """Strings of the house are German already; one more German text for them would be a second."""
    ours = {forms(one.id) for one in catalogue("en")}
    assert [one.id for one in catalogue("de") if forms(one.id) in ours] == []
    for one in catalogue("de"):
        for text in forms(one.string):
            assert re.search(r"\b(?:du|dein\w*|dir|dich)\b", text, re.IGNORECASE) is None, text


def test_the_catalogue_is_in_step_with_the_sources() -> None:
    if not all(map(shutil.which, ("xgettext", "msgmerge", "msguniq", "msgattrib"))):
        pytest.skip("GNU gettext is not on this machine")
    command = [sys.executable, str(HOUSE / "tools" / "translations.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_sentences_of_the_journal_are_translated() -> None:
    known = {one.id for one in catalogue("en")}
    assert [one.name for one in kinds() if _of_the_house(one.sentence, known)] == []


def _of_the_house(sentence: str, known: set[object]) -> bool:
    return sentence not in known and not sentence.startswith("Probe")


def templates() -> Iterator[Path]:
    for path in sorted(SOURCE.rglob("templates/**/*")):
        if path.suffix in (".html", ".txt"):
            yield path


@pytest.mark.parametrize("path", list(templates()), ids=lambda path: path.name)
def test_templates_have_no_german_outside_gettext(path: Path) -> None:
    said = [*_ATTRIBUTE.findall(_text(path)), _TAG.sub(" ", _MARKUP.sub(" ", _text(path)))]
    assert [_GERMAN.findall(one) for one in said if _GERMAN.search(one)] == []


def _text(path: Path) -> str:
    """Return what a template says by itself: without tags, variables and translated blocks."""
    kept, translated = [], False
    for token in Lexer(path.read_text()).tokenize():
        if token.token_type is TokenType.BLOCK:
            name = token.contents.split()[0]
            translated = name in ("blocktranslate", "blocktrans", "plural") or (
                translated and not name.startswith("endblocktrans")
            )
        elif token.token_type is TokenType.TEXT and not translated:
            kept.append(token.contents)
        kept.append(" ")
    return "".join(kept)


def test_the_house_speaks_both_languages() -> None:
    with translation.override("de"):
        assert gettext("This field is required.") == "Bitte füllen Sie dieses Feld aus."
        assert gettext("Kanäle") == "Kanäle"
    with translation.override("en"):
        assert gettext("This field is required.") == "This field is required."
        assert gettext("Kanäle") == "Channels"


@pytest.mark.parametrize(("wished", "title"), [("en-GB,en;q=0.9", "Log in"), ("fr", "Anmelden")])
@pytest.mark.django_db
def test_browsers_get_the_language_they_ask_for(wished: str, title: str) -> None:
    page = Client(headers={"accept-language": wished}).get("/accounts/login/").content.decode()
    assert f"<title>{title}" in page or f">{title}</h1>" in page


@pytest.mark.django_db
def test_a_chosen_language_goes_before_the_browsers() -> None:
    client = Client(headers={"accept-language": "de"})
    client.post("/sprache/", {"language": "en", "next": "/accounts/login/"})
    assert ">Log in</h1>" in client.get("/accounts/login/").content.decode()

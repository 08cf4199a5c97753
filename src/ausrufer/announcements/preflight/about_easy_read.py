"""What texts in easier German have to be besides: short sentences, short words.

Figures: DIN SPEC 33429 (Leichte Sprache) asks for short sentences with one statement each and long
words to be parted; the Netzwerk Leichte Sprache teaches about eight words. DIN 8581-1 (Einfache
Sprache) advises up to fifteen.
"""

from collections.abc import Iterator

from ausrufer.announcements.adaptation.finding import Finding
from ausrufer.announcements.preflight.message import Message
from ausrufer.announcements.preflight.passage import Passage
from ausrufer.announcements.preflight.rules import rule

LONGEST_SENTENCE = {"leicht": 8, "einfach": 15}  # words
LONGEST_WORD = {"leicht": 13, "einfach": 20}  # letters without a hyphen or a median dot


def about_easy_read(message: Message) -> Iterator[Finding]:
    """Yield sentences and words that are too long for the register the text is written in."""
    register = message.source.easy
    for passage in message.passages:
        yield from _long_words(passage, LONGEST_WORD[register])
    yield from _long_sentences(message.body, LONGEST_SENTENCE[register])


def _long_sentences(passage: Passage, most: int) -> Iterator[Finding]:
    for start, end in passage.sentences:
        said = sum(1 for _word in passage.spoken(start, end))
        if said > most:
            yield passage.finding("easy_sentence_long", start, end, number=said, most=most)


def _long_words(passage: Passage, most: int) -> Iterator[Finding]:
    seen = set()
    for found in passage.spoken():
        longest = max(len(piece) for piece in found[0].replace("·", "-").split("-"))
        if longest > most and found[0] not in seen:
            seen.add(found[0])
            severity = rule("easy_word_long").severity
            # the word itself, never shortened: it is what has to be parted
            one = Finding.of("easy_word_long", severity, passage.field, words=found[0])
            yield one.at(*found.span())

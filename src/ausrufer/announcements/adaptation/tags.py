"""Hashtags that everybody can read: every word begins with a capital letter."""

from collections.abc import Iterable

import regex

from ausrufer.announcements.adaptation.source import Source

_WORD = regex.compile(r"[\p{L}\p{M}\p{N}_]+")


def hashtags_for(source: Source) -> tuple[str, ...]:
    """Return the hashtags of a post without "#": those a person chose, else the topic."""
    return _each_once(hashtag(words) for words in source.hashtags or (source.topic,))


def hashtag(words: str) -> str:
    """Return words as one hashtag in CamelCase, which screen readers read word by word.

    Empty where no network would link it (no letter in it).
    """
    found = _WORD.findall(words)
    joined = "".join(word[:1].upper() + word[1:] for word in found)
    return joined if any(sign.isalpha() for sign in joined) else ""


def _each_once(tags: Iterable[str]) -> tuple[str, ...]:
    return tuple({tag.casefold(): tag for tag in tags if tag}.values())

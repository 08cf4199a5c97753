"""Lists of words, written for this house: one entry per line, `#` begins a remark."""

from functools import cache
from importlib import resources


@cache
def words(name: str) -> tuple[str, ...]:
    """Return the entries of a list in their order."""
    text = resources.files(__package__).joinpath(f"{name}.txt").read_text(encoding="utf-8")
    lines = (line.partition("#")[0].strip() for line in text.splitlines())
    return tuple(line for line in lines if line)


@cache
def pairs(name: str) -> dict[str, str]:
    """Return a list whose lines read `word = better word`."""
    split = (line.partition("=") for line in words(name))
    return {word.strip(): better.strip() for word, _equals, better in split}

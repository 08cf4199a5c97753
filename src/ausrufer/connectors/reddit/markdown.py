"""Plain text as Reddit's Markdown, so that readers see every sign as it was written. Pure."""

import re

_LINK = re.compile(r"https?://[^\s<>]+")
_SIGNS = re.compile(r"[\\*_~^`\[\]|<>&]")
_NUMBERED = re.compile(r"^(\d+)([.)])(?=\s|$)")
_BULLET = re.compile(r"^[#+-]")


def to_markdown(text: str) -> str:
    """Return the source that Reddit shows as `text`; links stay as they are and can be followed."""
    paragraphs = re.split(r"\n{2,}", text.strip("\n"))
    return "\n\n".join(_paragraph(one) for one in paragraphs)


def _paragraph(text: str) -> str:
    lines = [_line(one.strip()) for one in text.split("\n")]
    return "  \n".join(lines)  # two spaces keep the end of a line


def _line(text: str) -> str:
    escaped, done = "", 0
    for link in _LINK.finditer(text):
        escaped += _SIGNS.sub(r"\\\g<0>", text[done : link.start()]) + link.group()
        done = link.end()
    escaped += _SIGNS.sub(r"\\\g<0>", text[done:])
    escaped = _NUMBERED.sub(r"\1\\\2", escaped)
    return _BULLET.sub(r"\\\g<0>", escaped)

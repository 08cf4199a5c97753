"""A letter as plain text: a first-class way to read, not a remainder. Pure."""

from ausrufer.connectors.email.letter import Letter

_RULE = "=" * 40


def plain_text(letter: Letter) -> str:
    """Return the text part of a letter, lines separated by LF."""
    blocks = [
        _head(letter),
        f"{letter.words.corrected}: {letter.corrected}" if letter.corrected else "",
        letter.text,
        "\n".join(_pictures(letter)),
        f"{letter.link[0]}:\n{letter.link[1]}" if letter.link else "",
        f"{letter.words.contact}:\n{letter.contact}" if letter.contact else "",
        _copies(letter),
        _foot(letter),
    ]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _head(letter: Letter) -> str:
    return "\n".join(line for line in (letter.title, letter.about, _RULE) if line)


def _pictures(letter: Letter) -> list[str]:
    name = "Picture" if letter.words.language == "en" else "Bild"
    return [f"[{name}: {one.picture.alt_text}]" for one in letter.pictures if one.picture.alt_text]


def _copies(letter: Letter) -> str:
    if not letter.also_at:
        return ""
    lines = [f"{label}: {url}" for label, url in letter.also_at]
    return "\n".join([f"{letter.words.also_at}:", *lines])


def _foot(letter: Letter) -> str:
    # "-- " opens the signature; mail programs leave it out of replies.
    lines = ["-- ", letter.sender.name, letter.sender.imprint]
    if letter.leave_url:
        lines += ["", letter.words.why, f"{letter.words.leave}: {letter.leave_url}"]
    return "\n".join(line for line in lines if line or line == "")

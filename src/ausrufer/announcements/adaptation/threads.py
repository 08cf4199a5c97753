"""A long text as a thread of numbered parts."""

from ausrufer.announcements.adaptation.cutting import Room, Strip, shortened
from ausrufer.channels.contract import TextRules

_MOST_DIGITS = 4


def threaded(text: str, rules: TextRules) -> tuple[str, ...]:
    """Return the parts of `text`, each within the rules and ending in " (1/3)"; one has no number.

    Parts end at sentences where that fills at least a third of the room, else at words. Where a
    part has hardly room for its number, the text is cut instead.
    """
    room = Room(rules.limit, rules.byte_limit)
    strip = Strip(text, rules)
    if strip.reach(0, room) == len(text):
        return (text,)
    for digits in range(1, _MOST_DIGITS + 1):
        widest = " ({0}/{0})".format("9" * digits)
        parts = _split(strip, room.minus(widest, rules))
        if 0 < len(parts) < 10**digits:
            break
    else:
        return (shortened(text, rules, room),)
    return tuple(f"{part} ({number}/{len(parts)})" for number, part in enumerate(parts, start=1))


def _split(strip: Strip, room: Room) -> list[str]:
    parts: list[str] = []
    start = 0
    while start < len(strip.text):
        end = _end(strip, start, room)
        if end == start:
            # one cluster or link alone is larger than a part: no network could show it
            end = strip.after_atom(start)
        else:
            parts.append(strip.text[start:end].strip())
        start = end
    return [part for part in parts if part]


def _end(strip: Strip, start: int, room: Room) -> int:
    reach = strip.reach(start, room)
    if reach == len(strip.text):
        return reach
    end = strip.sentence_end(start + (reach - start) // 3)
    if end < 0:
        end = strip.word_end(start)
    return end if end > start else reach

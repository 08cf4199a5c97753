"""How comments below a post look."""

from collections.abc import Sequence
from html import escape
from pathlib import Path

from ausrufer.training.wall.paper import paragraphs, spoken, template
from ausrufer.training.wall.post import Said

_OWN = Path(__file__).parent
_DEEPEST = 2  # further in, a phone has no room


def comments(said: Sequence[Said], *, most: int = 0, path: str = "") -> str:
    """Return the comments, the first `most` of them only where there are more; 0 shows all."""
    if not said:
        return ""
    shown = said[:most] if most else said
    left = len(said) - len(shown)
    more = f'<p><a href="{escape(path)}">Weitere {left} Kommentare</a></p>' if left else ""
    return template(_OWN / "comments.html").substitute(
        count="1 Kommentar" if len(said) == 1 else f"{len(said)} Kommentare",
        entries="".join(map(_comment, shown)),
        more=more,
    )


def _comment(said: Said) -> str:
    marks = ["Stadt"] if said.ours else []
    marks += ["verborgen"] if said.hidden else []
    return template(_OWN / "comment.html").substitute(
        depth=min(said.depth, _DEEPEST),
        ours=" ours" if said.ours else "",
        who=escape(said.who),
        marks="".join(f' <span class="mark">{one}</span>' for one in marks),
        text=paragraphs(said.text),
        time=f'<p class="time">{spoken(said.at)}</p>' if said.at else "",
    )

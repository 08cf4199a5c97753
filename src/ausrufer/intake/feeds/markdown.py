"""From HTML to the simple Markdown of announcements: what is shown afterwards is the same text.

Bold, italic, links, lists, quotes, headings, paragraphs and line breaks stay; everything else
becomes one of them. The text is for people to go on writing: a sign is escaped only where the
Markdown of announcements would take it for more than itself. There, a line break breaks the line,
the star in "Bürger*innen" and the number in "24. Dezember" are just text, bare addresses are links,
and the two levels of headings are # (h2) and ## (h3).
"""

import re
import unicodedata

from bs4.element import NavigableString, PageElement, Tag
from markdownify import MarkdownConverter

from ausrufer.intake.feeds.sanitising import as_text, sanitised, too_deep

_BLOCKS = frozenset((
    "[document]", "address", "article", "aside", "blockquote", "br", "caption", "dd", "details",
    "div", "dl", "dt", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6",
    "header", "hr", "li", "main", "ol", "p", "section", "summary", "table", "tbody", "td", "tfoot",
    "th", "thead", "tr", "ul",
))  # fmt: skip
_SIGNED = frozenset({"a", "strong", "em"})  # their text begins behind a sign of Markdown
_PUNCTUATION = r"!-/:-@\[-`{-~"
_SPECIAL = re.compile(
    rf"\\(?=[{_PUNCTUATION}\s]|$)"
    r"|(?<![^\W_])\*|\*(?![^\W_])"  # within a word it is a gender star
    r"|(?<![^\W_])_|_(?![^\W_])"
    r"|<(?=[^\s<>]*[:@][^\s<>]*>)"
    r"|&(?=#?\w{1,31};)"
    r"|\](?=\()"
)
_SPECIAL_IN_LINKS = re.compile(rf"{_SPECIAL.pattern}|[\[\]]")
_LINE_START = re.compile(r"^( *)(?=(?:#{1,6}|[-+])(?:\s|$)|>)")
_NUMBERED = re.compile(r"^( *\d{1,9})(?=[.)](?:\s|$))")
_DATED = re.compile(
    r" *\d{1,2}\. (?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November"
    r"|Dezember)\b"
)
_ADJACENT = re.compile(r"</(strong|em)>(\s*)<\1>")
_STOPS = ".,:;!?…"
_PLAIN_ADDRESS = re.compile(r"https?://[A-Za-z0-9./?=#%-]+[A-Za-z0-9/]")
_RAISED = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")


def to_body(markup: str) -> str:
    """Return HTML as Markdown; pictures are left out, they travel on their own."""
    if too_deep(markup):
        return as_text(re.sub(r"<[^>]*>", " ", markup))
    tidy = sanitised(markup, "")
    for short, long in (("b", "strong"), ("i", "em"), ("pre", "p")):
        tidy = re.sub(rf"<(/?){short}>", rf"<\1{long}>", tidy)
    tidy = _ADJACENT.sub(lambda seam: seam[2], tidy)
    written = _Converter(has_numbers="<ol" in tidy).convert(f"<div>{tidy}</div>")
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t]+\n", "\n", written)).strip()


class _Converter(MarkdownConverter):
    """markdownify for the Markdown of announcements."""

    def __init__(self, *, has_numbers: bool) -> None:
        # Line breaks of the source mean nothing: `wrap` without a width joins its lines.
        super().__init__(bullets="-", wrap=True, wrap_width=None)
        self._has_numbers = has_numbers

    def process_text(self, el: NavigableString, parent_tags: set[str] | None = None) -> str:
        text: str = super().process_text(el, parent_tags=parent_tags)  # type: ignore[misc]
        return self._as_line(el, text)

    def _as_line(self, el: PageElement, text: str) -> str:
        """Escape what the Markdown of announcements takes for a mark where a line begins."""
        if not _begins_line(el) or (_DATED.match(text) and not self._has_numbers):
            return text
        return _NUMBERED.sub(r"\1\\", _LINE_START.sub(r"\1\\", text))

    def escape(self, text: str, parent_tags: set[str]) -> str:
        special = _SPECIAL_IN_LINKS if "a" in parent_tags else _SPECIAL
        return special.sub(r"\\\g<0>", text)

    def convert_a(self, el: Tag, text: str, **_: object) -> str:
        href, shown = str(el.get("href") or ""), " ".join(text.split())
        if not href or not shown:
            return self._as_line(el, text)
        if el.get_text() == href:
            return _bare(el, href)
        before, after = text[: text[:1].isspace()], text[len(text) - text[-1:].isspace() :]
        return f"{before}[{shown}]({_destination(href)}){after}"

    def convert_strong(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return self._emphasised(el, text, "**", within="strong" in parent_tags)

    def convert_em(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return self._emphasised(el, text, "*", within="em" in parent_tags)

    def _emphasised(self, el: Tag, text: str, mark: str, *, within: bool) -> str:
        marked = "" if within else _between_marks(el, text, mark)
        # without marks before it the text may be what a line begins with
        return marked or self._as_line(el, text)

    def convert_hN(self, n: int, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: N802
        title, main = " ".join(text.split()), 2
        if not title or parent_tags & {"_inline", "li", *_SIGNED}:
            return self.convert_p(el, text, parent_tags=parent_tags)
        title = re.sub(r"(?<=\s)#+$", r"\\\g<0>", title)  # else it would close the heading
        return f"\n\n{'#' if n <= main else '##'} {title}\n\n"

    def convert_p(self, _el: Tag, text: str, parent_tags: set[str]) -> str:
        shown = text.strip(" \t\r\n")
        if parent_tags & {"_inline", "a"}:
            return f" {shown} "
        return f"\n\n{shown}\n\n" if shown else ""

    convert_div = convert_article = convert_section = convert_address = convert_aside = convert_p
    convert_dl = convert_dt = convert_dd = convert_figure = convert_figcaption = convert_p
    convert_header = convert_footer = convert_main = convert_details = convert_summary = convert_p
    convert_table = convert_caption = convert_p

    def convert_li(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        item = self._block("convert_li", el, text, parent_tags)
        return item if parent_tags & {"ul", "ol"} else f"\n\n{item}"

    def convert_ul(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return self._block("convert_list", el, text, parent_tags)

    convert_ol = convert_ul

    def convert_blockquote(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return self._block("convert_blockquote", el, text, parent_tags)

    def _block(self, name: str, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Let markdownify write a block, but not within a line."""
        if parent_tags & {"_inline", *_SIGNED}:
            return self.convert_p(el, text, parent_tags)
        written: str = getattr(super(), name)(el, text, parent_tags)
        return written

    def convert_br(self, _el: Tag, _text: str, parent_tags: set[str]) -> str:
        return " " if parent_tags & {"_inline", "a"} else "\n"

    def convert_tr(self, _el: Tag, text: str, parent_tags: set[str]) -> str:
        """Return a row of a table as an item of a list: no channel has tables."""
        cells = (" ".join(cell.split()) for cell in text.split("\x1f"))
        row = " – ".join(cell for cell in cells if cell)
        if not row or parent_tags & {"_inline", *_SIGNED}:
            return f" {row} "
        return f"\n- {row}\n"

    def convert_td(self, _el: Tag, text: str, **_: object) -> str:
        return f"{text}\x1f"

    convert_th = convert_td

    def convert_q(self, _el: Tag, text: str, **_: object) -> str:
        return f"„{text}“"

    def convert_sup(self, _el: Tag, text: str, **_: object) -> str:
        return _shifted(text, _RAISED)

    def convert_sub(self, _el: Tag, text: str, **_: object) -> str:
        return _shifted(text, _LOWERED)

    def convert_code(self, _el: Tag, text: str, **_: object) -> str:
        return text

    convert_kbd = convert_samp = convert_code

    def convert_nothing(self, _el: Tag, _text: str, **_: object) -> str:
        return ""

    # Struck-out words are no longer said; a line across the page says nothing.
    convert_del = convert_s = convert_hr = convert_img = convert_nothing


def _begins_line(element: PageElement) -> bool:
    """Tell whether nothing of the line comes before `element` in the written Markdown."""
    node = element
    while True:
        before = node.previous_sibling
        while before is not None and _is_silent(before):
            before = before.previous_sibling
        if before is not None:
            return isinstance(before, Tag) and before.name in _BLOCKS
        parent = node.parent
        if parent is None or parent.name in _BLOCKS:
            return True
        if parent.name in _SIGNED:
            return False
        node = parent


def _is_silent(node: PageElement) -> bool:
    return isinstance(node, NavigableString | Tag) and (
        not node.get_text().strip() and getattr(node, "name", None) not in _BLOCKS
    )


def _between_marks(el: Tag, text: str, mark: str) -> str:
    """Return the text between two marks, or nothing where Markdown would not take them for such."""
    shown = text.strip()
    words = shown.rstrip(_STOPS).rstrip()
    if not words or re.search(r"\n[ \t]*\n", text):
        return ""
    before, stop = text[: text.index(shown)], shown[len(words) :]
    after = text[len(before) + len(shown) :]
    joined_before = not before and _is_wordy(_sign_before(el))
    joined_after = not after and _is_wordy(_sign_after(el))
    if not joined_after:
        words, stop = words + stop, ""
    if mark == "*" and (joined_before or (joined_after and not stop)):
        return ""  # it would be a gender star
    opens = not joined_before or not _is_punctuation(words[0])
    closes = not joined_after or stop or not _is_punctuation(words[-1])
    return f"{before}{mark}{words}{mark}{stop}{after}" if opens and closes else ""


def _sign_before(el: Tag) -> str:
    return _sign_beside(el, "previous_siblings", -1)


def _sign_after(el: Tag) -> str:
    return _sign_beside(el, "next_siblings", 0)


def _sign_beside(el: Tag, side: str, index: int) -> str:
    """Return the character next to the element in its line, if there is one."""
    node: Tag | None = el
    while node is not None and node.name not in _BLOCKS:
        for sibling in getattr(node, side):
            if getattr(sibling, "name", None) in _BLOCKS:
                return ""
            if shown := str(sibling.get_text()):
                return shown[index]
        node = node.parent
    return ""


def _is_wordy(character: str) -> bool:
    return bool(character) and not character.isspace() and not _is_punctuation(character)


def _is_punctuation(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS"


def _bare(el: Tag, href: str) -> str:
    around = _sign_before(el) + _sign_after(el)
    return href if _PLAIN_ADDRESS.fullmatch(href) and not around.strip() else f"<{href}>"


def _destination(href: str) -> str:
    escaped = re.sub(r"\\|&(?=#?\w{1,31};)", r"\\\g<0>", href)
    balanced = href.count("(") == href.count(")") and ")(" not in href
    return escaped if balanced else f"<{escaped}>"


def _shifted(text: str, table: dict[int, int]) -> str:
    return text.translate(table) if all(ord(sign) in table for sign in text) else text

"""The contact of a message: whoever reads it on a phone touches the number. Pure."""

import re

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

# Mail addresses, and telephone numbers as German offices write them: 01234 56-789, +49 (0)1234 567.
_TOUCHABLE = re.compile(
    r"(?P<mail>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)|(?P<number>(?:\+\d{2}|0)[\d ()/-]{5,20}\d)"
)


def contact_markup(contact: str) -> SafeString:
    """Return the lines of a contact as markup."""
    lines = [_line(line) for line in contact.split("\n")]
    return format_html_join(mark_safe("<br>"), "{}", ((line,) for line in lines))


def _line(line: str) -> SafeString:
    parts, end = [], 0
    for match in _TOUCHABLE.finditer(line):
        parts.append(format_html("{}", line[end : match.start()]))
        scheme = "mailto" if match["mail"] else "tel"
        target = match["mail"] or _dialled(match["number"])
        parts.append(format_html('<a href="{}:{}">{}</a>', scheme, target, match[0]))
        end = match.end()
    parts.append(format_html("{}", line[end:]))
    return format_html_join("", "{}", ((part,) for part in parts))


def _dialled(number: str) -> str:
    return re.sub(r"[^\d+]", "", number.replace("(0)", ""))

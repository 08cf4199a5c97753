"""Signs by name: KERN's own and those we add in the same drawing."""

from django.utils.html import format_html
from django.utils.safestring import SafeString

# One line per sign would make two pages of them.
# fmt: off
KERN_SIGNS = frozenset({
    "account-circle", "add", "arrow-back", "arrow-down", "arrow-forward", "arrow-up",
    "autorenew", "brightness-medium", "calendar-today", "check", "checklist", "chevron-left",
    "chevron-right", "close", "content-copy", "danger", "dark-mode", "dehaze", "delete",
    "download", "draft", "drive-folder-upload", "easy-language", "edit", "help", "home",
    "info", "keyboard-double-arrow-left", "keyboard-double-arrow-right", "language",
    "light-mode", "logout", "mail", "more-vert", "open-in-new", "question-mark", "search",
    "sign-language", "success", "visibility", "visibility-off", "warning",
})
OWN_SIGNS = frozenset({
    "article", "attach-file", "badge", "block", "bookmark", "cable", "call", "campaign",
    "cancel", "chevron-down", "contrast", "difference", "drag-indicator", "emergency",
    "event", "filter-list", "flag", "format-bold", "format-italic", "format-list-bulleted",
    "forum", "gavel", "group", "history", "hourglass-top", "how-to-reg", "image", "inbox",
    "key", "keyboard", "link", "list", "location-on", "lock", "monitoring", "more-horiz",
    "newspaper", "notifications", "pause-circle", "person", "print", "public", "rate-review",
    "rss-feed", "save", "schedule", "schedule-send", "send", "settings", "shield",
    "swap-vert", "sync", "today", "translate", "undo", "upload", "verified-user",
})
# fmt: on
SIZES = frozenset({"small", "large", "x-large"})


def sign(name: str, size: str = "", label: str = "") -> SafeString:
    """The markup of one sign; without `label` it is decoration and hidden from screen readers.

    Raises ValueError for names and sizes that no style sheet draws.
    """
    if name in KERN_SIGNS:
        drawn = f"kern-icon--{name}"
    elif name in OWN_SIGNS:
        drawn = f"aus-icon--{name}"
    else:
        raise ValueError(f"no such sign: {name!r}")
    if size and size not in SIZES:
        raise ValueError(f"no such size of a sign: {size!r}")
    scale = f" kern-icon--{size}" if size else ""
    if label:
        return format_html(
            '<span class="kern-icon {}{}" role="img" aria-label="{}"></span>', drawn, scale, label
        )
    return format_html('<span class="kern-icon {}{}" aria-hidden="true"></span>', drawn, scale)

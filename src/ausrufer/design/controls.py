"""Small components which tables need by the hundred, built without a template each."""

from django.utils.formats import localize
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from ausrufer.design.icons import sign
from ausrufer.design.tones import SIGNS, Tone

KINDS = frozenset({"primary", "secondary", "tertiary", "danger"})


def button(
    label: str,
    kind: str = "primary",
    icon: str = "",
    *,
    small: bool = False,
    bare: bool = False,
    **attributes: object,
) -> SafeString:
    """A button; `bare` shows only the sign, the label is then read out.

    Further attributes are passed on with `_` as `-`: `hx_post`, `aria_describedby`, `name`. A value
    of True is an attribute without value, False and None leave it out.
    """
    attributes.setdefault("type", "submit")
    return format_html(
        '<button class="{}"{}>{}</button>',
        _classes(kind, small=small),
        _attributes(attributes),
        _content(label, icon, bare=bare),
    )


def link_button(
    label: str,
    href: str,
    kind: str = "secondary",
    icon: str = "",
    *,
    small: bool = False,
    bare: bool = False,
    **attributes: object,
) -> SafeString:
    """A link that looks like a button, for going somewhere rather than doing something."""
    return format_html(
        '<a class="{}" href="{}"{}>{}</a>',
        _classes(kind, small=small),
        href,
        _attributes(attributes),
        _content(label, icon, bare=bare),
    )


def badge(word: str, tone: str = "neutral", icon: str = "", *, large: bool = False) -> SafeString:
    """A state as word, colour and sign: `{% badge "veröffentlicht" tone="success" %}`."""
    kind = Tone(tone)
    return format_html(
        '<span class="kern-badge kern-badge--{}{}">{}<span class="kern-label">{}</span></span>',
        kind,
        "" if large else " kern-badge--small",
        sign(icon or SIGNS[kind]),
        word,
    )


def mark(
    label: str, word: str, tone: str = "neutral", *, short: str = "", icon: str = "", url: str = ""
) -> SafeString:
    """How a thing stands on one channel, for a table row: sign and short name."""
    kind = Tone(tone)
    inner = format_html(
        '{}<span aria-hidden="true">{}</span><span class="kern-sr-only">{}: {}</span>',
        sign(icon or SIGNS[kind], size="small"),
        short or label,
        label,
        word,
    )
    if url:
        return format_html(
            '<a class="aus-mark aus-mark--{}" href="{}" title="{}: {}">{}</a>',
            kind, url, label, word, inner,
        )  # fmt: skip
    return format_html(
        '<span class="aus-mark aus-mark--{}" title="{}: {}">{}</span>', kind, label, word, inner
    )


def tone_sign(tone: str, word: str = "", icon: str = "") -> SafeString:
    """The sign of a tone in its colour; `word` is what is read out."""
    kind = Tone(tone)
    return format_html(
        '<span class="aus-tone aus-tone--{}">{}</span>',
        kind,
        sign(icon or SIGNS[kind], size="small", label=word),
    )


def counter(used: int, limit: int, unit: str = "") -> SafeString:
    """How much of a limit a text uses; says so in words when it is wholly used."""
    over = used - limit
    said = format_html(
        '<span class="aus-number">{}</span> {} <span class="aus-number">{}</span> {}',
        localize(used),
        _("von"),
        localize(limit),
        unit or _("Zeichen"),
    )
    if over <= 0:
        return format_html('<span class="aus-counter">{}</span>', said)
    return format_html(
        '<span class="aus-counter aus-counter--over">{}{} – {}</span>',
        sign("danger", size="small"),
        said,
        _("%(over)s zu viel") % {"over": localize(over)},
    )


def _classes(kind: str, *, small: bool) -> str:
    if kind not in KINDS:
        raise ValueError(f"no such kind of button: {kind!r}")
    look = "kern-btn--primary aus-btn--danger" if kind == "danger" else f"kern-btn--{kind}"
    return f"kern-btn {look}{' aus-btn--small' if small else ''}"


def _content(label: str, icon: str, *, bare: bool) -> SafeString:
    drawn = sign(icon) if icon else mark_safe("")
    return format_html(
        '{}<span class="{}">{}</span>', drawn, "kern-sr-only" if bare else "kern-label", label
    )


def _attributes(values: dict[str, object]) -> SafeString:
    named = [(name.replace("_", "-"), value) for name, value in values.items()]
    flags = format_html_join("", " {}", ((name,) for name, value in named if value is True))
    pairs = format_html_join(
        "", ' {}="{}"', (pair for pair in named if pair[1] not in (True, False, None))
    )
    return flags + pairs

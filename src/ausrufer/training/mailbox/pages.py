"""The pages of the practice mailbox: plain, German, and marked as practice on every one of them."""

from collections.abc import Sequence
from datetime import datetime
from html import escape

from ausrufer.foundation.clock import in_town_time
from ausrufer.training.mailbox.letters import Received
from ausrufer.training.mailbox.reading import Reading, linked

STYLE = """
:root{color-scheme:light dark;--ink:#171a2b;--soft:#4a5064;--ground:#fff;--edge:#8a90a5;
--link:#171a9a;--bar:#ffd24d;--bar-ink:#171a2b}
@media (prefers-color-scheme:dark){:root{--ink:#f2f3f7;--soft:#c3c7d6;--ground:#151824;
--edge:#7d849c;--link:#b9c6ff}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);
font:17px/1.5 "Fira Sans",Arial,Helvetica,sans-serif;overflow-wrap:break-word}
.practice{margin:0;padding:8px 20px;background:var(--bar);color:var(--bar-ink);font-weight:bold}
main{max-width:860px;margin:0 auto;padding:20px}
h1{font-size:28px;line-height:1.25;margin:8px 0 16px}
h2{font-size:20px;margin:32px 0 8px}
a{color:var(--link)}
a:focus-visible{outline:3px solid currentcolor;outline-offset:2px}
.letters{list-style:none;margin:0;padding:0}
.letters li{padding:12px 0;border-top:1px solid var(--edge)}
.letters a{font-weight:bold}
.letters p,.soft{margin:0;color:var(--soft);font-size:15px}
iframe{width:100%;height:70vh;border:1px solid var(--edge);background:#fff}
pre{white-space:pre-wrap;overflow-wrap:anywhere;padding:16px;border:1px solid var(--edge);
font:15px/1.5 "Fira Mono",monospace}
dl{display:grid;grid-template-columns:max-content 1fr;gap:4px 16px;margin:0;font-size:15px}
dt{color:var(--soft)}
dd{margin:0;overflow-wrap:anywhere}
@media (max-width:560px){dl{grid-template-columns:1fr}dd{margin-bottom:8px}}
"""


def overview(letters: Sequence[Received], *, total: int) -> str:
    """Return the list of letters, newest first; `letters` may be fewer than `total`."""
    if not letters:
        body = (
            "<p>Noch ist kein Brief angekommen. Sobald Ausrufer einen Newsletter oder eine "
            "Bestätigung verschickt, liegt sie hier.</p>"
        )
    else:
        shown = "".join(_line(one) for one in letters)
        more = f" Gezeigt werden die neuesten {len(letters)}." if len(letters) < total else ""
        word = "Brief" if total == 1 else "Briefe"
        body = f'<p class="soft">{total} {word}.{more}</p><ul class="letters">{shown}</ul>'
    return _frame("Übungspostfach", f"<h1>Übungspostfach</h1>{body}")


def one_letter(received: Received, reading: Reading) -> str:
    """Return one letter: as it looks, as plain text, and what its head says."""
    title = escape(received.subject or "Brief ohne Betreff")
    here = f"/briefe/{received.number}"
    look = (
        f'<h2>So sieht der Brief aus</h2><iframe sandbox="allow-popups '
        f'allow-popups-to-escape-sandbox" src="{here}/html" title="Brief: {title}"></iframe>'
        if reading.html
        else ""
    )
    text = (
        f'<h2>Als reiner Text</h2><pre tabindex="0" role="region" aria-label="Als reiner Text">'
        f"{linked(reading.text)}</pre>"
        if reading.text
        else ""
    )
    headers = "".join(
        f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in reading.headers
    )
    return _frame(
        title,
        f'<p><a href="/">Alle Briefe</a></p><h1>{title}</h1>'
        f'<p class="soft">An {escape(received.recipient)}, {_moment(received.at)}</p>{look}{text}'
        f"<h2>Kopfzeilen</h2><dl>{headers}</dl>"
        f'<p><a href="{here}/quelle">Quelltext ansehen</a></p>',
    )


def no_such_letter() -> str:
    """Return the page for a number nobody has."""
    return _frame(
        "Diesen Brief gibt es nicht",
        "<h1>Diesen Brief gibt es nicht</h1><p>Vielleicht wurde das Übungspostfach inzwischen "
        'geleert. <a href="/">Zu allen Briefen</a></p>',
    )


def _line(one: Received) -> str:
    subject = escape(one.subject or "Brief ohne Betreff")
    return (
        f'<li><a href="/briefe/{one.number}">{subject}</a>'
        f"<p>An {escape(one.recipient)}, {_moment(one.at)}</p></li>"
    )


def _moment(moment: datetime) -> str:
    local = in_town_time(moment)
    return f'<time datetime="{moment.isoformat()}">{local:%d.%m.%Y, %H:%M:%S} Uhr</time>'


def _frame(title: str, body: str) -> str:
    return (
        '<!DOCTYPE html>\n<html lang="de"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title} – ÜBUNG</title>"
        '<link rel="stylesheet" href="/stil.css"></head><body>'
        '<header><p class="practice">ÜBUNG – diese Briefe haben das Haus nicht verlassen.</p>'
        f"</header><main>{body}</main></body></html>"
    )

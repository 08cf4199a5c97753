"""A letter as markup that mail programs take: no tables, no scripts, nothing fetched. Pure.

Programs that drop the style sheet show the same order and the same words; nothing depends on it.
Colours keep 4.5:1 in both themes.
"""

from collections.abc import Iterator
from html import escape

from ausrufer.connectors.email.letter import InlinePicture, Letter

_WIDTH = 600
_STYLE = """
body{margin:0;padding:0;background:#eef0f3;color:#171a2b}
.letter{max-width:600px;margin:0 auto;padding:24px 24px 32px;background:#ffffff;
font-family:'Fira Sans',Arial,Helvetica,sans-serif;font-size:17px;line-height:1.55;
overflow-wrap:break-word}
.sender{margin:0 0 20px;padding:0 0 12px;border-bottom:3px solid #171a2b;font-weight:bold}
.about{margin:0;font-size:15px;color:#4a5064}
h1{margin:4px 0 16px;font-size:27px;line-height:1.25}
h2,h3,h4,h5,h6{margin:24px 0 8px;font-size:20px;line-height:1.3}
p,ul,ol,blockquote{margin:0 0 16px}
blockquote{padding-left:16px;border-left:3px solid #8a90a5}
img{display:block;max-width:100%;height:auto;margin:0 0 16px;border:0}
a{color:#171a9a;text-decoration:underline}
.corrected{padding:12px 16px;background:#fff3c9;color:#171a2b;border-left:4px solid #8a6100}
.more a{display:inline-block;padding:12px 20px;background:#171a2b;color:#ffffff;
font-weight:bold;text-decoration:none;border-radius:4px}
.foot{margin-top:32px;padding-top:16px;border-top:1px solid #8a90a5;font-size:15px;color:#4a5064}
.foot p{margin:0 0 8px}
@media (prefers-color-scheme:dark){
body{background:#0f111a;color:#f2f3f7}
.letter{background:#1a1d2b}
.sender{border-color:#f2f3f7}
.about,.foot{color:#c3c7d6}
a{color:#b9c6ff}
.corrected{background:#4a3a00;color:#fff3c9;border-color:#ffd24d}
.more a{background:#f2f3f7;color:#171a2b}
}
"""
# For programs that drop the style sheet: hidden there as well, read by nobody twice.
_HIDDEN = (
    "display:none;max-height:0;overflow:hidden;mso-hide:all;font-size:1px;line-height:1px;opacity:0"
)


def page(letter: Letter) -> str:
    """Return the HTML part of a letter."""
    language = escape(letter.words.language)
    return (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        '<meta name="supported-color-schemes" content="light dark">\n'
        f"<title>{escape(letter.title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        + "\n".join(_body(letter))
        + "\n</body>\n</html>\n"
    )


def _body(letter: Letter) -> Iterator[str]:
    own = f' lang="{escape(letter.language)}"'
    if letter.preheader:
        yield f'<div style="{_HIDDEN}" aria-hidden="true"{own}>{escape(letter.preheader)}</div>'
    yield '<div class="letter" role="main">'
    yield f'<p class="sender">{escape(letter.sender.name)}</p>'
    yield f"<div{own}>"
    if letter.about:
        yield f'<p class="about">{escape(letter.about)}</p>'
    yield f"<h1>{escape(letter.title)}</h1>"
    if letter.corrected:
        yield (
            f'<p class="corrected"><strong>{letter.words.corrected}:</strong> '
            f"{escape(letter.corrected)}</p>"
        )
    yield from map(_picture, letter.pictures[:1])
    yield letter.markup
    yield from map(_picture, letter.pictures[1:])
    if letter.link:
        name, url = letter.link
        yield f'<p class="more"><a href="{escape(url)}">{escape(name)}</a></p>'
    yield "</div>"
    if letter.contact:
        yield f"<h2>{letter.words.contact}</h2>\n<p>{_broken(letter.contact)}</p>"
    yield from _copies(letter)
    yield from _foot(letter)
    yield "</div>"


def _picture(one: InlinePicture) -> str:
    width = min(one.picture.width, _WIDTH - 48)
    alt = escape(" ".join(one.picture.alt_text.split()))
    return f'<p><img src="cid:{one.cid}" width="{width}" alt="{alt}"></p>'


def _copies(letter: Letter) -> Iterator[str]:
    if letter.also_at:
        links = ", ".join(
            f'<a href="{escape(url)}">{escape(label)}</a>' for label, url in letter.also_at
        )
        yield f"<p>{letter.words.also_at}: {links}</p>"


def _foot(letter: Letter) -> Iterator[str]:
    yield '<div class="foot">'
    if letter.sender.imprint:
        yield f"<p>{escape(letter.sender.imprint)}</p>"
    if letter.leave_url:
        yield (
            f"<p>{letter.words.why} "
            f'<a href="{escape(letter.leave_url)}">{letter.words.leave}</a></p>'
        )
    yield "</div>"


def _broken(text: str) -> str:
    return escape(text).replace("\n", "<br>")

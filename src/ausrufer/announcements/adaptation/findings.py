"""What to know about a form before it goes out."""

from collections.abc import Iterator, Mapping

import regex

from ausrufer.announcements.adaptation.counting import count, units
from ausrufer.announcements.adaptation.documents import about_documents
from ausrufer.announcements.adaptation.films import about_films
from ausrufer.announcements.adaptation.finding import Finding, Severity
from ausrufer.announcements.adaptation.limits import effective
from ausrufer.announcements.adaptation.links import has_link
from ausrufer.announcements.adaptation.markdown import is_web
from ausrufer.announcements.adaptation.need_findings import about_needs
from ausrufer.announcements.adaptation.picture_findings import about_pictures
from ausrufer.announcements.adaptation.plain import to_plain
from ausrufer.announcements.adaptation.source import Source
from ausrufer.channels.contract import Form, Manifest, Outgoing, TextRules, Unit

__all__ = ["Finding", "Severity", "findings"]

_STOPS, _WARNS, _HINTS = Severity
_ORDER = {severity: place for place, severity in enumerate(Severity)}
_CUT_HERE = regex.compile(r"…$", regex.MULTILINE)
_HASHTAG = regex.compile(r"(?<![\w/=)&])#(\w*[^\W\d_]\w*)")
_NOT_READ_AS_LINK = regex.compile(r"\[[^\[\]\n]+\]\(([^()\s]*)\)")
_SHOUTED = 6  # letters from which capitals only are no abbreviation any more


def findings(
    outgoing: Outgoing, manifest: Manifest, limits: Mapping[str, int], source: Source
) -> tuple[Finding, ...]:
    """Return what to know about a form, the worst first.

    `source` tells what the form no longer shows: decorative pictures and what was left out.
    """
    rules = effective(manifest, limits, pictures=bool(outgoing.pictures))
    about = (
        _about_length(outgoing, rules.text),
        _about_title(outgoing, rules, source),
        _about_rest(outgoing, rules, source),
        _about_links(outgoing, rules, source),
        about_pictures(source, rules.pictures),
        about_films(source, rules),
        about_documents(source, rules),
        about_needs(outgoing, rules, source),
        _about_hashtags(outgoing, rules.text, source),
        _about_surroundings(source, rules),
    )
    found = [finding for one in about for finding in one]
    return tuple(sorted(found, key=lambda finding: _ORDER[finding.severity]))


def _about_length(outgoing: Outgoing, rules: TextRules) -> Iterator[Finding]:
    for number, part in enumerate(outgoing.parts, start=1):
        counted = count(part, rules)
        told = {"over": counted.over, "used": counted.used, "limit": counted.limit or 0}
        if counted.over and len(outgoing.parts) > 1:
            yield Finding.of("part_too_long", _STOPS, "body", part=number, **told)
        elif counted.over:
            yield Finding.of("text_too_long", _STOPS, "body", **told)
        elif counted.bytes_over:
            yield Finding.of("too_many_bytes", _STOPS, "body", over=counted.bytes_over)


def _about_title(outgoing: Outgoing, manifest: Manifest, source: Source) -> Iterator[Finding]:
    text = "".join(outgoing.parts).strip()
    has_title = manifest.form is not Form.POST or manifest.text.has_title
    if has_title and not outgoing.title.strip():
        yield Finding.of("title_empty", _STOPS, "title")
    if not text and not (has_title and outgoing.title.strip()):
        yield Finding.of("text_empty", _STOPS, "body")
    elif not source.whole.strip() and text in ("", outgoing.title.strip()):
        yield Finding.of("only_a_title", _WARNS, "body")
    if manifest.form is Form.LETTER:
        yield from _about_envelope(outgoing, manifest.text, source)


def _about_envelope(outgoing: Outgoing, rules: TextRules, source: Source) -> Iterator[Finding]:
    """Yield what a mailbox shows too little of before a letter is opened."""
    lines = (
        ("subject_too_long", "title", outgoing.title, rules.subject_limit),
        ("preheader_too_long", "summary", outgoing.summary, rules.preheader_limit),
    )
    for code, place, line, limit in lines:
        used = units(line, Unit.GRAPHEMES)
        if limit is not None and used > limit:
            yield Finding.of(code, _WARNS, place, over=used - limit, used=used, limit=limit)
    if rules.subject_limit and outgoing.title != source.title and outgoing.title.endswith("…"):
        yield Finding.of("subject_shortened", _HINTS, "title", limit=rules.subject_limit)


def _about_rest(outgoing: Outgoing, manifest: Manifest, source: Source) -> Iterator[Finding]:
    """Yield what a shortened post means for its readers."""
    text = "\n".join(outgoing.parts)
    if manifest.form is not Form.POST or not _CUT_HERE.search(text):
        return
    if to_plain(source.whole, without_address=source.target) in text:
        return
    target = outgoing.link.url if outgoing.link else ""
    if source.permalink and (source.permalink == target or has_link(text, source.permalink)):
        yield Finding.of("text_shortened", _HINTS, "body")
    else:
        yield Finding.of("rest_unreachable", _WARNS, "body")


def _about_links(outgoing: Outgoing, manifest: Manifest, source: Source) -> Iterator[Finding]:
    text = "\n".join(outgoing.parts)
    if source.link and not is_web(source.link):
        yield Finding.of("link_not_web", _STOPS, "link", link=source.link)
    named = outgoing.link.url if outgoing.link and manifest.text.link_in_text else ""
    if manifest.form is Form.POST and named and not has_link(text, named):
        yield Finding.of("link_missing", _WARNS, "body", link=named)
    for found in _NOT_READ_AS_LINK.finditer(text):
        broken = Finding.of("link_in_text_broken", _WARNS, "body", link=found[1])
        yield _where_it_stands(broken, f"]({found[1]})", source)


def _about_hashtags(outgoing: Outgoing, rules: TextRules, source: Source) -> Iterator[Finding]:
    if not rules.hashtags:
        return
    said = _HASHTAG.findall(" ".join(outgoing.parts))
    for tag in dict.fromkeys([*said, *(tag.lstrip("#") for tag in source.hashtags)]):
        if tag[:1].islower() or (tag.isupper() and len(tag) >= _SHOUTED):
            hard = Finding.of("hashtag_hard_to_read", _HINTS, "body", tag=tag)
            yield _where_it_stands(hard, f"#{tag}", source)


def _where_it_stands(finding: Finding, words: str, source: Source) -> Finding:
    """Return a finding with the place of its words, where they stand in the text itself."""
    start = source.body.find(words)
    return finding if start < 0 else finding.at(start, start + len(words))


def _about_surroundings(source: Source, manifest: Manifest) -> Iterator[Finding]:
    if source.publish_at and source.not_after and source.not_after <= source.publish_at:
        yield Finding.of("ends_before_start", _STOPS, "not_after")
    if manifest.form is not Form.POST and not source.contact.strip():
        yield Finding.of("contact_missing", _HINTS, "contact")

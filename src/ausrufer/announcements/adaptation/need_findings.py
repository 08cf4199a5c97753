"""What a network does not take, or takes otherwise than the message has it."""

from collections.abc import Iterator

from ausrufer.announcements.adaptation.finding import Finding, Severity
from ausrufer.announcements.adaptation.links import has_link
from ausrufer.announcements.adaptation.source import Source
from ausrufer.channels.appearance import Needs
from ausrufer.channels.contract import Manifest, Outgoing


def about_needs(outgoing: Outgoing, manifest: Manifest, source: Source) -> Iterator[Finding]:
    """Yield what keeps a form from its network, or what is lost on the way there."""
    awaited = bool(source.unread_films)  # that alone keeps the message back: nobody knows it yet
    if manifest.needs is Needs.FILM and not (source.films or awaited):
        yield Finding.of("film_needed", Severity.STOPS, "pictures")
    elif manifest.needs is Needs.PICTURE and not (outgoing.pictures or outgoing.films or awaited):
        yield Finding.of("picture_needed", Severity.STOPS, "pictures")
    if manifest.pictures.alt_text is False and any(one.alt_text for one in outgoing.pictures):
        yield Finding.of("alt_text_not_taken", Severity.HINTS, "pictures")
    rules = manifest.text
    if rules.has_title and rules.title_limit and outgoing.title != source.title:
        yield Finding.of("title_shortened", Severity.HINTS, "title", limit=rules.title_limit)
    link = outgoing.link.url if outgoing.link else ""
    dead = manifest.appearance.links_work is False
    if dead and link and has_link("\n".join(outgoing.parts), link):
        yield Finding.of("link_not_clickable", Severity.HINTS, "link")

"""Feeds for tests, written as towns' websites write them."""

FEED_URL = "https://www.musterstadt.example/presse/feed.xml"
NAMESPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:media="http://search.yahoo.com/mrss/"'
)


def rss(
    *items: str, head: str = "", declaration: str = '<?xml version="1.0" encoding="UTF-8"?>'
) -> str:
    """Return an RSS 2.0 feed; each item is the inside of <item>."""
    inside = "".join(f"<item>{item}</item>" for item in items)
    return (
        f'{declaration}<rss version="2.0" {NAMESPACES}><channel>'
        "<title>Stadt Musterstadt: Aktuelles</title>"
        "<link>https://www.musterstadt.example/</link>"
        f"<description>Meldungen</description><language>de-DE</language>{head}{inside}"
        "</channel></rss>"
    )


def atom(*entries: str, attributes: str = 'xml:lang="de"') -> str:
    """Return an Atom feed; each entry is the inside of <entry>."""
    inside = "".join(f"<entry>{entry}</entry>" for entry in entries)
    return (
        f'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" {attributes}>'
        "<id>urn:x:feed</id><title>Musterstadt</title><updated>2026-05-04T08:00:00+02:00</updated>"
        f'<link href="https://www.musterstadt.example/"/>{inside}</feed>'
    )


ITEM = (
    '<guid isPermaLink="false">m-1</guid><title>Brücke gesperrt</title>'
    "<link>https://www.musterstadt.example/m/1</link>"
    "<pubDate>Mon, 04 May 2026 08:00:00 +0200</pubDate>"
    "<description>Die Brücke über die Aue ist gesperrt.</description>"
)
FULL = (
    '<guid isPermaLink="false">m-2</guid><title>Größe &amp; Maß: „Straßenfest“</title>'
    "<link>/m/2</link><category>Verkehr</category><category> Feste </category>"
    "<category>Verkehr</category>"
    "<pubDate>Sun, 25 Oct 2026 02:30:00 +0200</pubDate>"
    "<description>Kurz gesagt.</description>"
    '<content:encoded><![CDATA[<p>Das <b>Fest</b> am <a href="/markt">Markt</a>: Grüße!</p>'
    '<p><img src="bilder/fest.jpg" alt="Buden am Markt" onerror="alert(1)"></p>'
    "<script>alert(1)</script>]]></content:encoded>"
    '<enclosure url="/dateien/fest.jpg?v=2" type="image/jpeg" length="4711"/>'
    '<enclosure url="https://www.musterstadt.example/programm.pdf" length="x"/>'
)
ENTRY = (
    '<id>urn:x:1</id><title type="html">Bad &lt;em&gt;öffnet&lt;/em&gt;</title>'
    '<link href="m/1"/><published>2026-05-04T08:00:00+02:00</published>'
    "<updated>2026-05-04T09:30:00Z</updated><summary>Das Freibad.</summary>"
    '<category term="freizeit" label="Freizeit"/>'
    '<link rel="enclosure" href="/bad.png" type="image/png" length="99" title="Das Becken"/>'
    '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Ab <strong>Mai</strong> '
    '<a href="preise">Preise</a><br/><img src="bad.png" alt="x"/></p></div></content>'
)

"""What a feed says arrives as it was said, whatever dialect it speaks."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from ausrufer.intake.feeds import Enclosure, Feed, FeedItem, Skipped, differences, read_feed
from tests.unit.intake.papers import ENTRY, FEED_URL, FULL, ITEM, atom, rss


def read(text: str, **options: str) -> Feed:
    return read_feed(text.encode(), **({"base_url": FEED_URL} | options))


def only(text: str, **options: str) -> FeedItem:
    feed = read(text, **options)
    assert feed.skipped == ()
    (item,) = feed.items
    return item


def test_a_plain_feed() -> None:
    assert read(rss(ITEM)) == Feed(
        title="Stadt Musterstadt: Aktuelles",
        language="de-DE",
        items=(
            FeedItem(
                guid="m-1",
                title="Brücke gesperrt",
                html="<p>Die Brücke über die Aue ist gesperrt.</p>",
                link="https://www.musterstadt.example/m/1",
                published_at=datetime(2026, 5, 4, 6, 0, tzinfo=UTC),
                language="de-DE",
            ),
        ),
    )


def test_a_full_item() -> None:
    """Umlauts, CDATA, relative links, enclosures, two texts, a script, the doubled hour."""
    assert only(rss(FULL)) == FeedItem(
        guid="m-2",
        title="Größe & Maß: „Straßenfest“",
        html=(
            '<p>Das <b>Fest</b> am <a href="https://www.musterstadt.example/markt">Markt</a>: '
            'Grüße!</p><p><img src="https://www.musterstadt.example/presse/bilder/fest.jpg" '
            'alt="Buden am Markt"></p>'
        ),
        summary="Kurz gesagt.",
        link="https://www.musterstadt.example/m/2",
        published_at=datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
        categories=("Verkehr", "Feste"),
        enclosures=(
            Enclosure("https://www.musterstadt.example/dateien/fest.jpg?v=2", "image/jpeg", 4711),
            Enclosure("https://www.musterstadt.example/programm.pdf", "application/pdf"),
        ),
        language="de-DE",
    )


def test_an_atom_entry() -> None:
    assert only(atom(ENTRY)) == FeedItem(
        guid="urn:x:1",
        title="Bad öffnet",
        html=(
            '<p>Ab <strong>Mai</strong> <a href="https://www.musterstadt.example/presse/preise">'
            'Preise</a><br><img src="https://www.musterstadt.example/presse/bad.png" alt="x"></p>'
        ),
        summary="Das Freibad.",
        link="https://www.musterstadt.example/presse/m/1",
        published_at=datetime(2026, 5, 4, 6, 0, tzinfo=UTC),
        updated_at=datetime(2026, 5, 4, 9, 30, tzinfo=UTC),
        categories=("Freizeit",),
        enclosures=(
            Enclosure("https://www.musterstadt.example/bad.png", "image/png", 99, "Das Becken"),
        ),
        language="de",
    )


def test_xml_base_goes_before_the_address_of_the_feed() -> None:
    entry = ENTRY.replace('type="xhtml"', 'type="xhtml" xml:base="https://cdn.example/a/"')
    item = only(atom(entry, attributes='xml:base="https://www.anderswo.example/x/"'))
    assert item.link == "https://www.anderswo.example/x/m/1"
    assert 'href="https://cdn.example/a/preise"' in item.html


def test_without_an_address_the_website_of_the_feed_counts() -> None:
    item = only(rss(FULL), base_url="")
    assert item.link == "https://www.musterstadt.example/m/2"
    assert 'src="https://www.musterstadt.example/bilder/fest.jpg"' in item.html


def test_without_any_address_relative_ones_are_dropped() -> None:
    text = rss(FULL).replace("<link>https://www.musterstadt.example/</link>", "")
    item = only(text, base_url="")
    assert (item.link, item.enclosures[0].url) == (
        "",
        "https://www.musterstadt.example/programm.pdf",
    )
    assert "<a>Markt</a>" in item.html


@pytest.mark.parametrize("base_url", [FEED_URL, ""])
def test_an_id_stays_what_it_is(base_url: str) -> None:
    """The same item must be the same whether the feed was fetched or came as a file."""
    ids = [
        "<guid>4711</guid>",
        "<guid isPermaLink='false'>/m/5</guid>",
        "<guid isPermaLink='true'>https://www.musterstadt.example/m/6</guid>",
        "<guid> tag:musterstadt.example,2026:7\n</guid>",
    ]
    feed = read(rss(*(f"<title>x</title>{one}" for one in ids)), base_url=base_url)
    assert [(one.guid, one.link) for one in feed.items] == [
        ("4711", ""),
        ("/m/5", ""),
        ("https://www.musterstadt.example/m/6", "https://www.musterstadt.example/m/6"),
        ("tag:musterstadt.example,2026:7", ""),
    ]
    (entry,) = read(atom("<id>a/1</id><title>x</title>"), base_url=base_url).items
    assert entry.guid == "a/1"


def test_a_link_beside_a_permalink_stays() -> None:
    item = only(
        rss("<title>x</title><link>https://a.example/1</link><guid>https://a.example/?p=1</guid>")
    )
    assert (item.guid, item.link) == ("https://a.example/?p=1", "https://a.example/1")


def test_without_an_id_the_link_identifies() -> None:
    item = only(rss("<title>x</title><link>/m/9</link>"))
    assert item.guid == "https://www.musterstadt.example/m/9"


def test_an_id_that_is_too_long_is_shortened_unmistakably() -> None:
    one, other = (f"<guid>{'x' * 600}{end}</guid><title>x</title>" for end in "ab")
    guids = [item.guid for item in read(rss(one, other)).items]
    assert len({*guids}) == 2
    assert {len(guid) for guid in guids} == {71}


def test_items_that_cannot_be_used_do_not_harm_the_others() -> None:
    feed = read(rss("<title>Ohne alles</title>", ITEM, "<guid>leer</guid>", "<title/>"))
    assert [item.guid for item in feed.items] == ["m-1"]
    assert feed.skipped == (
        Skipped(
            "Ohne alles",
            "Eintrag „Ohne alles“: Er hat weder eine Kennung (guid, id) noch einen Link.",
        ),
        Skipped("", "Eintrag ohne Titel: Er hat weder eine Überschrift noch einen Text."),
        Skipped("", "Eintrag ohne Titel: Er hat weder eine Kennung (guid, id) noch einen Link."),
    )


def test_of_two_with_the_same_id_the_newer_one_counts() -> None:
    older = ITEM.replace("Mon, 04 May", "Sun, 03 May").replace("gesperrt", "offen")
    for items in ((older, ITEM), (ITEM, older)):
        feed = read(rss(*items))
        assert [item.title for item in feed.items] == ["Brücke gesperrt"]
        assert [skipped.reason for skipped in feed.skipped] == [
            "Eintrag „Brücke offen“: Seine Kennung kommt mehrfach vor; "
            "übernommen wurde der neuere Eintrag."
        ]
    assert read(rss(ITEM, ITEM)) == read(rss(ITEM))


def test_very_many_items() -> None:
    feed = read(rss(*(f"<guid>{n}</guid><title>Nr. {n}</title>" for n in range(501))))
    assert [item.guid for item in feed.items] == [str(n) for n in range(500)]
    assert feed.skipped == (
        Skipped("", "Der Feed hat 501 Einträge; gelesen wurden die ersten 500."),
    )


def test_a_feed_without_items() -> None:
    assert read(rss()).items == ()
    assert read(atom()).items == ()


MEDIA = [
    (
        '<media:content url="https://a.example/1.jpg" type="image/jpeg" fileSize="5">'
        "<media:description>Das Rathaus</media:description></media:content>",
        Enclosure("https://a.example/1.jpg", "image/jpeg", 5, "Das Rathaus"),
    ),
    (
        '<media:content url="https://a.example/1" medium="image"><media:title>Rathaus</media:title>'
        "</media:content>",
        Enclosure("https://a.example/1", "image/*", None, "Rathaus"),
    ),
    (
        '<media:group><media:content url="https://a.example/1.webp"/>'
        "<media:description>Markt</media:description></media:group>",
        Enclosure("https://a.example/1.webp", "image/webp", None, "Markt"),
    ),
    (
        '<media:thumbnail url="https://a.example/klein.png"/>',
        Enclosure("https://a.example/klein.png", "image/png"),
    ),
    (
        '<media:thumbnail url="https://a.example/klein.png"/>'
        '<media:content url="https://a.example/gross.png"/>',
        Enclosure("https://a.example/gross.png", "image/png"),
    ),
    (
        '<enclosure url="https://a.example/1.jpg" type="image/jpeg"/>'
        '<media:content url="https://a.example/1.jpg" type="image/jpeg">'
        "<media:title>Rathaus</media:title></media:content>",
        Enclosure("https://a.example/1.jpg", "image/jpeg", None, "Rathaus"),
    ),
    (
        '<description>&lt;img src="https://a.example/1.jpg" alt="Rathaus"&gt;</description>'
        '<enclosure url="https://a.example/1.jpg" type="image/jpeg; charset=binary"/>',
        Enclosure("https://a.example/1.jpg", "image/jpeg", None, "Rathaus"),
    ),
    (
        '<description>&lt;img width=1 height=1 src="https://zaehler.example/p.gif"&gt;&lt;img '
        'src="/a.jpg" alt="Rathaus"&gt;</description>',
        Enclosure("https://www.musterstadt.example/a.jpg", "image/jpeg", None, "Rathaus"),
    ),
]


@pytest.mark.parametrize(("markup", "enclosure"), MEDIA)
def test_pictures(markup: str, enclosure: Enclosure) -> None:
    item = only(rss(f"<guid>1</guid><title>Titel</title>{markup}"))
    assert item.enclosures == (enclosure,)
    assert item.title == "Titel"


def test_captions_are_no_texts() -> None:
    caption = (
        '<media:content url="https://a.example/1.jpg"><media:title>Bildtitel</media:title>'
        "<media:description>Bildtext</media:description></media:content>"
    )
    for inside in (caption + ITEM, ITEM + caption):
        item = only(rss(inside))
        assert (item.title, item.html, item.summary) == (
            "Brücke gesperrt",
            "<p>Die Brücke über die Aue ist gesperrt.</p>",
            "",
        )


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "file:///etc/passwd", "data:image/png;base64,AA", "ftp://a/b", ""],
)
def test_files_out_of_the_web_are_left_out(url: str) -> None:
    item = only(rss(f'{ITEM}<enclosure url="{url}" type="image/png"/>'))
    assert item.enclosures == ()


DATES = [
    ("Mon, 04 May 2026 08:00:00 +0200", datetime(2026, 5, 4, 6, tzinfo=UTC)),
    ("Mon, 4 May 2026 08:00 GMT", datetime(2026, 5, 4, 8, tzinfo=UTC)),
    ("04 May 26 08:00:00 EST", datetime(2026, 5, 4, 13, tzinfo=UTC)),
    ("2026-05-04T08:00:00+02:00", datetime(2026, 5, 4, 6, tzinfo=UTC)),
    ("2026-05-04", datetime(2026, 5, 4, tzinfo=UTC)),
    ("Montag, der 4. Mai", None),
    ("0000-00-00T00:00:00Z", None),
    ("99999999999999999999", None),
    ("", None),
]


@pytest.mark.parametrize(("written", "meant"), DATES)
def test_dates(written: str, meant: datetime | None) -> None:
    item = only(rss(f"<guid>1</guid><title>x</title><pubDate>{written}</pubDate>"))
    assert (item.published_at, item.updated_at) == (meant, None)


TEXTS = [
    ("Zeile 1\n\nZeile 2\nZeile 3", "<p>Zeile 1</p><p>Zeile 2<br>Zeile 3</p>"),
    ("a &amp;lt; b &amp;amp; c", "<p>a &lt; b &amp; c</p>"),
    ("&lt;p&gt;a&lt;/p&gt;", "<p>a</p>"),
    ("Tee&nbsp;&amp;amp;&nbsp;Kuchen &ndash; 5&euro;", "<p>Tee&nbsp;&amp;&nbsp;Kuchen – 5€</p>"),
    ("<![CDATA[<p>5&nbsp;&euro; &auml;</p>]]>", "<p>5&nbsp;€ ä</p>"),
    ("<![CDATA[<p>x]]&gt;y</p>]]>", "<p>x]]&gt;y</p>"),
    ("<![CDATA[a<br/>b<hr>c]]>", "a<br>b<hr>c"),
    ("&lt;b&gt;offen", "<b>offen</b>"),
]  # fmt: skip


@pytest.mark.parametrize(("written", "meant"), TEXTS)
def test_texts(written: str, meant: str) -> None:
    item = only(rss(f"<guid>1</guid><title>x</title><description>{written}</description>"))
    assert item.html.replace("&nbsp;", "\xa0") == meant.replace("&nbsp;", "\xa0")


TITLES = [
    ("Müll &amp;amp; Abfall", "Müll & Abfall"),
    ("&lt;b&gt;Wichtig&lt;/b&gt;: a", "Wichtig: a"),
    ("a &lt; b", "a < b"),
    ("  viel \n Platz  ", "viel Platz"),
    ("<![CDATA[R&B im Park]]>", "R&B im Park"),
    ("Text &#x1F6A7; &hellip;", "Text 🚧 …"),
]


@pytest.mark.parametrize(("written", "meant"), TITLES)
def test_titles(written: str, meant: str) -> None:
    assert only(rss(f"<guid>1</guid><title>{written}</title>")).title == meant


SCRIPT = "&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;"


def test_scripts_nowhere() -> None:
    """A script in every text of an item, escaped as feeds do it."""
    item = only(
        rss(
            f"<guid>1</guid><title>a{SCRIPT}</title><category>b{SCRIPT}</category>"
            f"<description>c{SCRIPT}</description><content:encoded>d{SCRIPT}"
            '&lt;a href="javascript:alert(1)"&gt;x&lt;/a&gt;&lt;svg onload=alert(1)&gt;'
            '&lt;p style="x" onclick="alert(1)"&gt;e&lt;/p&gt;&lt;iframe src="//b.example"&gt;'
            "</content:encoded>"
            f'<enclosure url="https://a.example/1.jpg" type="image/jpeg" alt="{SCRIPT}"/>'
        )
    )
    for word in (
        "<script",
        "onerror",
        "onload",
        "onclick",
        "javascript:",
        "<svg",
        "<iframe",
        "style",
    ):
        assert word not in item.html
    assert (item.title, item.summary, item.categories) == ("a", "c", ("b",))
    assert differences(FeedItem("1", ""), item)[1] == ("Text", "", "dx\n\ne")


def test_atom_types() -> None:
    def content(kind: str, inside: str) -> str:
        entry = f"<id>1</id><title>x</title><content {kind}>{inside}</content>"
        return only(atom(entry)).html

    assert content('type="text"', "a &lt;b&gt; &amp;amp;") == "<p>a &lt;b&gt; &amp;amp;</p>"
    assert content("", "a &lt;b&gt;") == "<p>a &lt;b&gt;</p>"
    assert content('type="html"', "&lt;b&gt;a&lt;/b&gt;") == "<b>a</b>"
    assert content('type="text/html"', "&lt;b&gt;a&lt;/b&gt;") == "<b>a</b>"
    assert content('type="image/png"', "iVBORw0KGgo=") == ""
    assert content('src="https://a.example/x.html" type="text/html"', "") == ""


def test_rss_1_0() -> None:
    feed = read(
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        '<channel rdf:about="https://a.example/"><title>T</title><link>https://a.example/</link>'
        '</channel><item rdf:about="https://a.example/1"><title>Ü</title>'
        "<link>https://a.example/1</link><dc:date>2026-05-04T08:00:00Z</dc:date></item></rdf:RDF>"
    )
    assert [(item.guid, item.title) for item in feed.items] == [("https://a.example/1", "Ü")]


def test_rss_0_91_with_its_document_type() -> None:
    doctype = (
        '<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" '
        '"http://my.netscape.com/publish/formats/rss-0.91.dtd">'
    )
    assert only(rss(ITEM, declaration=doctype)) == only(rss(ITEM))


def test_the_language_of_an_entry_goes_before_that_of_the_feed() -> None:
    entry = ENTRY.replace("<title ", '<title xml:lang="tr" ')
    assert only(atom(entry)).language == "tr"
    assert only(rss(ITEM).replace("de-DE", "kein Deutsch!")).language == ""


def test_a_revision_is_what_readers_notice() -> None:
    item = only(rss(FULL))
    assert len(item.revision) == 64
    assert only(rss(FULL)).revision == item.revision
    later = datetime(2027, 1, 1, tzinfo=UTC)
    longer = replace(item.enclosures[0], length=5)
    for same in (
        replace(item, updated_at=later, published_at=None),
        replace(item, enclosures=(longer, *item.enclosures[1:])),
    ):
        assert same.revision == item.revision
    described = replace(item.enclosures[0], alt_text="Buden")
    for other in (
        replace(item, title="Anders"),
        replace(item, html="<p>Anders</p>"),
        replace(item, summary="Anders"),
        replace(item, link="https://a.example/"),
        replace(item, categories=()),
        replace(item, enclosures=()),
        replace(item, enclosures=(described, *item.enclosures[1:])),
    ):
        assert other.revision != item.revision


def test_differences_are_shown_in_german() -> None:
    old = only(rss(ITEM))
    assert differences(old, old) == ()
    new = only(rss(FULL.replace("m-2", "m-1")))
    assert differences(old, new) == (
        ("Überschrift", "Brücke gesperrt", "Größe & Maß: „Straßenfest“"),
        (
            "Text",
            "Die Brücke über die Aue ist gesperrt.",
            "Das **Fest** am [Markt](https://www.musterstadt.example/markt): Grüße!",
        ),
        ("Kurzfassung", "", "Kurz gesagt."),
        ("Link", "https://www.musterstadt.example/m/1", "https://www.musterstadt.example/m/2"),
        ("Themen", "", "Verkehr, Feste"),
        (
            "Bilder und Dateien",
            "",
            "https://www.musterstadt.example/dateien/fest.jpg?v=2\n"
            "https://www.musterstadt.example/programm.pdf",
        ),
    )

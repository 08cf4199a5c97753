"""A message on the own site, from its publication to its withdrawal."""

from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from ausrufer.hub.site.errors import AddressTaken, PictureUnusable, SiteRefused, WasWithdrawn
from tests.integration.hub.reading import dead_links, feed, microformats, page, titles
from tests.unit.hub.town import NOON, files, message, picture, site, step, times


def test_a_message_is_on_its_page_on_the_front_and_in_its_lists(tmp_path: Path) -> None:
    town = site(tmp_path)
    entry = town.publish(message(), step())
    assert page(town, entry.path).find(".//h1").text_content() == "Brücke Nr. 1 gesperrt"
    for path in ("", "thema/verkehr/", "amt/tiefbauamt/", "archiv/2026/11/"):
        assert titles(town, path) == ["Brücke Nr. 1 gesperrt"], path
    assert [item["url"] for item in feed(town)["items"]] == [town.address(entry)]
    assert feed(town, "thema/verkehr/")["items"] == feed(town)["items"]
    assert dead_links(town) == []


def test_machines_read_the_page_as_an_entry(tmp_path: Path) -> None:
    town = site(tmp_path)
    entry = town.publish(
        message(pictures=(picture(),), also_at=(("Mastodon", "https://social.example/1"),)), step()
    )
    town.publish(message(title="Neu", pictures=(picture(),), correction="Ort"), step(2))
    (found,) = [
        item for item in microformats(town, entry.path)["items"] if item["type"] == ["h-entry"]
    ]
    properties = found["properties"]
    assert properties["name"] == ["Neu"]
    assert properties["url"] == properties["uid"] == [town.address(entry)]
    assert properties["published"] == ["2026-11-24T11:01:00+0000"]
    assert properties["updated"] == ["2026-11-24T11:02:00+0000"]
    assert properties["category"] == ["Verkehr"]
    assert properties["content"][0]["value"].startswith("Die Brücke Nr. 1 ist gesperrt.")
    assert properties["author"][0]["properties"]["name"] == ["Tiefbauamt"]
    assert properties["photo"][0]["alt"] == "Gesperrte Brücke"


def test_copies_elsewhere_are_named(tmp_path: Path) -> None:
    town = site(tmp_path)
    entry = town.publish(message(), step())
    copies = (("Mastodon", "https://social.example/1"), ("Bluesky", "https://bsky.example/2"))
    town.publish(message(also_at=copies), step(2))
    links = page(town, entry.path).find_class("u-syndication")
    assert [(link.text_content(), link.get("href")) for link in links] == list(copies)
    assert page(town, entry.path).find_class("hub-changes") == []


def test_a_repeat_changes_no_byte_and_no_time(tmp_path: Path) -> None:
    town = site(tmp_path)
    first = town.publish(message(pictures=(picture(1200, 800),)), step())
    before, written = files(town.folder), times(town.folder)
    assert site(tmp_path).publish(message(pictures=(picture(1200, 800),)), step()) == first
    assert (files(town.folder), times(town.folder)) == (before, written)


def test_a_correction_shows_what_changed_and_keeps_the_address(tmp_path: Path) -> None:
    town = site(tmp_path)
    before = town.publish(message(), step())
    old = feed(town)["items"][0]
    after = town.publish(message(title="Brücke frei", correction="Datum berichtigt"), step(5))
    assert after.path == before.path
    changes = page(town, after.path).find_class("hub-changes")[0].text_content()
    assert " ".join(changes.split()) == (
        "Was wurde geändert Di., 24. November 2026, 12:05 Uhr Datum berichtigt"
    )
    new = feed(town)["items"][0]
    assert (new["id"], new["url"], new["date_published"]) == (
        old["id"],
        old["url"],
        old["date_published"],
    )
    assert (new["title"], new["date_modified"]) == ("Brücke frei", "2026-11-24T11:05:00+00:00")
    assert titles(town) == ["Brücke frei"]


def test_a_message_that_changes_its_topic_leaves_the_old_one(tmp_path: Path) -> None:
    town = site(tmp_path)
    town.publish(message(1), step(1))
    town.publish(message(2), step(2))
    town.publish(message(2, topic="Kultur"), step(3))
    assert titles(town, "thema/verkehr/") == ["Brücke Nr. 1 gesperrt"]
    assert titles(town, "thema/kultur/") == ["Brücke Nr. 2 gesperrt"]
    town.publish(message(1, topic="Kultur"), step(4))
    assert not (town.web / "thema" / "verkehr").exists()
    assert dead_links(town) == []


def test_what_is_withdrawn_is_nowhere_but_says_so_at_its_address(tmp_path: Path) -> None:
    town = site(tmp_path)
    shared, own = picture(colour="#112233"), picture(colour="#445566")
    gone = town.publish(message(1, pictures=(shared, own)), step(1))
    town.publish(message(2, pictures=(shared,)), step(2))
    town.withdraw("mitteilung-1", at=NOON + timedelta(days=1))
    written = times(town.folder)
    town.withdraw("mitteilung-1", at=NOON + timedelta(days=2))
    assert times(town.folder) == written
    assert [file.name for file in (town.web / gone.path).iterdir()] == ["zurueckgezogen.html"]
    note = (town.web / gone.path / "zurueckgezogen.html").read_text("utf-8")
    assert "Mi., 25. November 2026, 12:00\u00a0Uhr" in note
    everything = files(town.folder)
    del everything["index.sqlite3"]
    naming = [path for path, content in everything.items() if b"Nr. 1 gesperrt" in content]
    assert naming == []
    kept = {path.split("/")[2] for path in everything if path.startswith("web/bilder/")}
    assert kept == {shared.sha256[:32]}
    assert dead_links(town) == []
    with pytest.raises(WasWithdrawn):
        town.publish(message(1), step(1))
    assert files(town.web) == {path[4:]: c for path, c in everything.items() if path[:4] == "web/"}


def test_pictures_come_in_widths_and_never_make_the_page_jump(tmp_path: Path) -> None:
    town = site(tmp_path)
    entry = town.publish(message(pictures=(picture(2000, 1000),)), step())
    image = page(town, entry.path).find_class("u-photo")[0]
    assert (image.get("width"), image.get("height")) == ("2000", "1000")
    assert image.get("alt") == "Gesperrte Brücke"
    widths = {}
    for variant in image.get("srcset").split(", "):
        path, width = variant.split()
        with Image.open(town.web / entry.path / path) as shown:
            widths[width] = shown.size
    assert widths == {"480w": (480, 240), "960w": (960, 480), "1600w": (1600, 800)}
    assert dead_links(town) == []


def test_a_picture_lying_on_its_side_is_measured_as_it_is_seen(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by the camera
    exif[0x010E] = "Garten von Familie Beispiel"
    town = site(tmp_path)
    entry = town.publish(message(pictures=(picture(800, 400, exif=exif),)), step())
    shown = entry.content.pictures[0]
    assert (shown.width, shown.height) == (400, 800)


def test_smaller_widths_carry_nothing_a_camera_adds(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x010E] = "Garten von Familie Beispiel"
    town = site(tmp_path)
    town.publish(message(pictures=(picture(800, 400, exif=exif),)), step())
    (variant,) = town.web.glob("bilder/*/480.webp")
    with Image.open(variant) as image:
        assert dict(image.getexif()) == {}


def test_see_through_pictures_stay_see_through(tmp_path: Path) -> None:
    buffer = BytesIO()
    Image.new("RGBA", (600, 300), (0, 0, 0, 0)).save(buffer, "PNG")
    town = site(tmp_path)
    sent = replace(picture(kind="PNG"), content=buffer.getvalue())
    town.publish(message(pictures=(sent,)), step())
    (variant,) = town.web.glob("bilder/*/480.webp")
    with Image.open(variant) as image:
        assert image.convert("RGBA").getpixel((5, 5))[3] == 0


@pytest.mark.parametrize("content", [b"GIF89a nonsense", b"<svg onload='alert(1)'/>", b"%PDF-1.7"])
def test_what_is_no_picture_is_refused_and_leaves_nothing(tmp_path: Path, content: bytes) -> None:
    town = site(tmp_path)
    town.prepare()
    before = files(town.web)
    with pytest.raises(PictureUnusable) as refused:
        town.publish(message(pictures=(replace(picture(), content=content),)), step())
    assert refused.value.for_staff.startswith("Ein Bild ist")
    assert files(town.web) == before


def test_a_truncated_picture_is_refused_and_leaves_nothing(tmp_path: Path) -> None:
    town = site(tmp_path)
    town.prepare()
    before = files(town.web)
    whole = picture(1200, 800)
    with pytest.raises(PictureUnusable):
        town.publish(
            message(pictures=(replace(whole, content=whole.content[:-3000]),)),
            step(),
        )
    assert files(town.web) == before


def test_a_picture_may_be_named_again_without_its_content(tmp_path: Path) -> None:
    town = site(tmp_path)
    sent = picture()
    first = town.publish(message(pictures=(sent,)), step(1))
    again = town.publish(
        message(pictures=(replace(sent, content=b""),), html="<p>Neu</p>"), step(2)
    )
    assert again.content.pictures == first.content.pictures
    with pytest.raises(PictureUnusable):
        town.publish(message(2, pictures=(replace(picture(9, 9), content=b""),)), step(3))


def test_hostile_text_never_becomes_markup(tmp_path: Path) -> None:
    town = site(tmp_path)
    evil = '"><script>alert(1)</script>&amp; \x00 ]]> 🚧'
    entry = town.publish(
        message(
            title=evil,
            html=f"<p>{evil}</p><img src=x onerror=alert(1)>",
            parts=(evil,),
            summary=evil,
            topic=evil,
            department=evil,
            contact=evil,
            correction=evil,
            hashtags=(evil,),
            pictures=(picture(alt_text=evil),),
            also_at=((evil, 'https://x.example/"onmouseover="alert(1)'),),
        ),
        step(),
    )
    for file in town.web.rglob("*.html"):
        document = page(town, file.relative_to(town.web).as_posix())
        acting = [
            element.tag
            for element in document.iter()
            if element.tag == "script" or any(name.startswith("on") for name in element.attrib)
        ]
        assert acting == [], file
    assert titles(town) == [entry.content.title]
    assert entry.content.title == '"><script>alert(1)</script>&amp; ]]> 🚧'


def test_two_messages_with_the_same_title_have_two_pages(tmp_path: Path) -> None:
    town = site(tmp_path)
    one = town.publish(message(1, title="Wochenmarkt"), step(1))
    other = town.publish(message(2, title="Wochenmarkt"), step(2))
    assert one.path != other.path
    with pytest.raises(SiteRefused):
        town.publish(message(3, path=one.path), step(3))


def test_a_path_fixed_before_the_publication_is_the_address(tmp_path: Path) -> None:
    town = site(tmp_path)
    entry = town.publish(message(path="2026/11/bruecke-0a1b2c3d"), step())
    assert town.address(entry) == ("https://aktuell.musterstadt.example/2026/11/bruecke-0a1b2c3d/")


def test_two_sites_cannot_answer_at_one_address(tmp_path: Path) -> None:
    site(tmp_path).prepare()
    with pytest.raises(AddressTaken):
        site(tmp_path, folder="nachbarstadt").prepare()
    site(tmp_path, base_url="https://neu.musterstadt.example").prepare()
    site(tmp_path, folder="nachbarstadt").prepare()


def test_messages_in_another_language_say_so(tmp_path: Path) -> None:
    town = site(tmp_path)
    entry = town.publish(message(language="uk", title="Міст закрито"), step())
    assert page(town, entry.path).find_class("hub-message")[0].get("lang") == "uk"
    assert page(town).find_class("hub-card")[0].get("lang") == "uk"
    assert feed(town)["items"][0]["language"] == "uk"


def test_the_words_alone_are_enough(tmp_path: Path) -> None:
    town = site(tmp_path)
    entry = town.publish(message(pictures=(picture(),)), step())
    assert (town.web / entry.path / "text.txt").read_text("utf-8") == (
        "Brücke Nr. 1 gesperrt\n\n"
        "Musterstadt, Tiefbauamt\n"
        "Veröffentlicht: Di., 24. November 2026, 12:01\u00a0Uhr\n\n"
        "Die Brücke Nr. 1 ist gesperrt.\n\nUmleitung über die Hauptstraße.\n\n"
        "[Bild: Gesperrte Brücke]\n\n"
        "Mehr dazu: https://www.musterstadt.example/bruecke\n\n"
        "Kontakt:\nAnna Beispiel, Tel. 01234 56-789, tiefbau@musterstadt.example\n\n"
        f"{town.address(entry)}\n"
    )


def test_an_empty_site_is_a_site(tmp_path: Path) -> None:
    town = site(tmp_path)
    town.prepare()
    assert "Noch gibt es keine" in page(town).text_content()
    assert feed(town)["items"] == []
    assert dead_links(town) == []


def test_the_town_vouches_for_its_accounts(tmp_path: Path) -> None:
    town = site(tmp_path)
    town.prepare()
    assert microformats(town, "")["rels"]["me"] == [
        "https://social.example/@musterstadt",
        "https://bsky.example/profile/musterstadt",
    ]


def test_a_site_below_a_path_has_no_dead_link(tmp_path: Path) -> None:
    town = site(tmp_path, base_url="https://www.musterstadt.example/aktuelles")
    town.publish(message(pictures=(picture(700, 300),)), step())
    assert dead_links(town) == []
    lost = page(town, "404.html").find_class("aus-public__brand")[0]
    assert lost.get("href") == "/aktuelles/"


def test_an_english_site_speaks_english_dates(tmp_path: Path) -> None:
    town = site(tmp_path, language="en")
    entry = town.publish(message(), step())
    assert page(town, entry.path).get("lang") == "en"
    assert page(town, entry.path).find_class("hub-message")[0].get("lang") == "de"
    assert "24. November 2026" in page(town, entry.path).text_content()

"""The public site as the app serves it. None of these tests may touch a database."""

import gzip
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import lxml.html
import pytest
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string
from django.test import RequestFactory, override_settings

from ausrufer.hub.site.entry import Entry
from ausrufer.hub.site.publishing import Site
from ausrufer.hub.web.middleware import PublicFilesFirst
from ausrufer.hub.web.views import public_file
from tests.unit.hub.town import NOON, message, picture, site, step

HOST = "aktuell.musterstadt.example"


@pytest.fixture
def town(tmp_path: Path) -> Site:
    return site(tmp_path)


@pytest.fixture
def entry(town: Site) -> Entry:
    return town.publish(message(pictures=(picture(700, 300),)), step())


def ask(
    town: Site, path: str, *, method: str = "GET", host: str = HOST, **headers: str
) -> HttpResponseBase:
    with override_settings(PUBLIC_FOLDER=town.folder.parent, ALLOWED_HOSTS=["*"]):
        request = RequestFactory().generic(method, f"/{path}", headers={"host": host, **headers})
        return public_file(request, path)


def body(response: HttpResponseBase) -> bytes:
    assert isinstance(response, HttpResponse)
    return response.content


def streamed(response: HttpResponseBase) -> bytes:
    assert isinstance(response, FileResponse)
    content = response.getvalue()
    response.close()
    return content


def test_a_page_comes_with_everything_that_protects_its_reader(town: Site, entry: Entry) -> None:
    response = ask(town, entry.path)
    assert response.status_code == 200
    assert body(response) == (town.web / entry.path / "index.html").read_bytes()
    assert response["Content-Type"] == "text/html; charset=utf-8"
    assert response["Content-Security-Policy"].startswith("default-src 'none'; style-src 'self'")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "public, max-age=10"
    assert response.cookies == {}


@pytest.mark.parametrize(
    ("path", "content_type", "lasting"),
    [
        ("feed.atom", "application/atom+xml; charset=utf-8", False),
        ("feed.rss", "application/rss+xml; charset=utf-8", False),
        ("feed.json", "application/feed+json; charset=utf-8", False),
        ("sitemap.xml", "application/xml; charset=utf-8", False),
        ("robots.txt", "text/plain; charset=utf-8", False),
        ("{picture}bild.jpg", "image/jpeg", True),
        ("{picture}480.webp", "image/webp", True),
        ("{assets}theme.css", "text/css; charset=utf-8", True),
    ],
)
def test_every_kind_of_file_has_its_type(
    town: Site, entry: Entry, path: str, content_type: str, *, lasting: bool
) -> None:
    (assets,) = (town.web / "_assets").iterdir()
    shown = f"bilder/{entry.content.pictures[0].sha256[:32]}/"
    response = ask(town, path.format(picture=shown, assets=f"_assets/{assets.name}/"))
    assert (response.status_code, response["Content-Type"]) == (200, content_type)
    assert ("immutable" in response["Cache-Control"]) is lasting


def test_a_copy_that_is_still_good_is_not_sent_again(town: Site, entry: Entry) -> None:
    first = ask(town, "")
    by_tag = ask(town, "", **{"if-none-match": first["ETag"]})
    by_time = ask(town, "", **{"if-modified-since": first["Last-Modified"]})
    assert (by_tag.status_code, by_time.status_code) == (304, 304)
    assert (body(by_tag), by_tag["ETag"]) == (b"", first["ETag"])
    town.publish(message(2), step(2))
    assert ask(town, "", **{"if-none-match": first["ETag"]}).status_code == 200


def test_words_travel_packed_and_pictures_as_they_are(town: Site, entry: Entry) -> None:
    packed = ask(town, "", **{"accept-encoding": "br, gzip"})
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(body(packed)) == (town.web / "index.html").read_bytes()
    assert packed["Vary"] == "Accept-Encoding"
    assert packed["ETag"] != ask(town, "")["ETag"]
    shown = f"bilder/{entry.content.pictures[0].sha256[:32]}/bild.jpg"
    assert "Content-Encoding" not in ask(town, shown, **{"accept-encoding": "gzip"})


def test_a_document_travels_as_it_is_and_in_parts(town: Site, entry: Entry) -> None:
    """It is packed in itself: packing 20 MB anew for every reader would only cost."""
    content = b"%PDF-1.7\n" + bytes(5000)
    (town.web / "dokumente").mkdir()
    (town.web / "dokumente/plan.pdf").write_bytes(content)
    whole = ask(town, "dokumente/plan.pdf", **{"accept-encoding": "gzip"})
    assert streamed(whole) == content
    assert (whole["Content-Type"], whole["Accept-Ranges"]) == ("application/pdf", "bytes")
    assert "Content-Encoding" not in whole
    assert "Vary" not in whole
    part = ask(town, "dokumente/plan.pdf", **{"accept-encoding": "gzip", "range": "bytes=0-7"})
    assert (part.status_code, streamed(part)) == (206, content[:8])


def test_head_is_answered_and_writing_is_not(town: Site, entry: Entry) -> None:
    assert ask(town, entry.path, method="HEAD").status_code == 200
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        assert ask(town, entry.path, method=method).status_code == 405


def test_a_missing_slash_is_added_on_the_same_host(town: Site, entry: Entry) -> None:
    response = ask(town, entry.path.rstrip("/"))
    assert (response.status_code, response["Location"]) == (301, f"/{entry.path}")


def test_withdrawn_says_410_and_unknown_404_with_the_pages_of_the_town(
    town: Site, entry: Entry
) -> None:
    town.withdraw(entry.public_id, at=NOON + timedelta(days=1))
    gone, lost = ask(town, entry.path), ask(town, "2026/11/gibt-es-nicht/")
    assert (gone.status_code, lost.status_code) == (410, 404)
    assert "zurückgezogen" in body(gone).decode()
    assert "Diese Seite gibt es nicht" in body(lost).decode()
    assert gone["Cache-Control"] == lost["Cache-Control"] == "no-cache"


@pytest.mark.parametrize(
    "path",
    [
        "../entries/mitteilung-1.json", "2026/../../entries/mitteilung-1.json", "..",
        "..\\entries\\mitteilung-1.json", "%2e%2e/site.json", "//etc/passwd", "/etc/passwd",
        ".lock", "_assets/.new-x", "a\0b", "a" * 5000, "./index.html", "2026//11/", "index.html/",
        "entries/mitteilung-1.json", "site.json", "index.sqlite3",
    ],
)  # fmt: skip
def test_nothing_outside_of_the_pages_can_be_read(town: Site, entry: Entry, path: str) -> None:
    (town.web / ".lock").write_text("geheim")
    (town.web / "_assets" / ".new-x").write_text("geheim")
    assert ask(town, path).status_code == 404


def test_files_of_unknown_kind_are_not_served(town: Site, entry: Entry) -> None:
    (town.web / "skript.js").write_text("alert(1)")
    assert ask(town, "skript.js").status_code == 404


def test_each_host_shows_its_own_town(tmp_path: Path) -> None:
    here = site(tmp_path)
    there = site(
        tmp_path,
        folder="nachbarstadt",
        base_url="https://nachbar.example",
        town_name="Nachbarstadt",
    )
    here.publish(message(), step())
    there.prepare()
    assert "Musterstadt" in body(ask(here, "", host=HOST.upper())).decode()
    assert "Nachbarstadt" in body(ask(here, "", host="nachbar.example")).decode()
    entry = here.entries.read("mitteilung-1")
    assert entry is not None
    assert ask(here, entry.path, host="nachbar.example").status_code == 404
    assert ask(here, "", host="fremd.example").status_code == 404


def test_the_only_site_answers_at_every_host(town: Site, entry: Entry) -> None:
    for host, status in (("localhost:8000", 200), ("127.0.0.1", 200), (".x", 200), ("../..", 404)):
        assert ask(town, "", host=host).status_code == status


def test_without_any_site_the_app_says_so(tmp_path: Path) -> None:
    response = ask(site(tmp_path), "")
    assert response.status_code == 404
    assert body(response).decode() == "Hier wurde noch keine Webseite eingerichtet."


def test_the_short_way_answers_for_files_and_leaves_the_rest_to_the_app(
    town: Site, entry: Entry
) -> None:
    asked = []
    files = {"dokumente/1/plan.pdf", "filme/1/film.mp4"}
    for file in files:
        (town.web / file).parent.mkdir(parents=True)
        (town.web / file).write_bytes(b"1")

    def app(request: HttpRequest) -> HttpResponse:
        asked.append(request.path)
        return HttpResponse("App")

    middleware = PublicFilesFirst(app)
    with override_settings(PUBLIC_FOLDER=town.folder.parent, ALLOWED_HOSTS=["*"]):
        requests = RequestFactory(headers={"host": HOST})
        pages = ("", entry.path, "feed.rss", "auf-dem-laufenden/")
        for path in (*pages, *files):
            with closing(middleware(requests.get(f"/{path}"))) as answer:
                assert answer.status_code == 200
        assert asked == []
        for path in ("/desk/", "/api/v1/", "/abonnieren/", "/2026/12/fehlt/", "/archivalien/"):
            middleware(requests.get(path))
        middleware(requests.post("/"))
    assert asked == ["/desk/", "/api/v1/", "/abonnieren/", "/2026/12/fehlt/", "/archivalien/", "/"]


def test_a_host_the_app_does_not_know_gets_nothing(town: Site, entry: Entry) -> None:
    with override_settings(PUBLIC_FOLDER=town.folder.parent, ALLOWED_HOSTS=["nur.example"]):
        request = RequestFactory().get("/", headers={"host": HOST})
        assert public_file(request, "").status_code == 404


def test_pages_of_the_app_hang_in_the_frame_of_the_town(town: Site, entry: Entry) -> None:
    with override_settings(PUBLIC_FOLDER=town.folder.parent, ALLOWED_HOSTS=["*"]):
        request = RequestFactory().get("/abonnieren/", headers={"host": HOST})
        html = lxml.html.fromstring(render_to_string("hub/base.html", {}, request))
        bare = lxml.html.fromstring(render_to_string("hub/base.html", {}))
    (assets,) = (town.web / "_assets").iterdir()
    for shown in (html, bare):  # the only site there is is everybody's
        assert shown.find_class("aus-public__town")[0].text_content() == "Musterstadt"
        assert shown.find_class("aus-public__brand")[0].get("href") == "/"
        assert f"/_assets/{assets.name}/theme.css" in shown.xpath("//link/@href")
        assert shown.find_class("hub-nav__call")[0].get("href") == "/auf-dem-laufenden/"


def test_before_any_site_is_set_up_the_frame_is_empty_and_still_a_page(tmp_path: Path) -> None:
    with override_settings(PUBLIC_FOLDER=tmp_path):
        html = lxml.html.fromstring(render_to_string("hub/base.html", {}))
    assert html.find_class("aus-public__town")[0].text_content() == ""
    assert html.find_class("hub-foot__contact") == []

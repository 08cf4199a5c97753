"""A film on its way out: onto the town's own page, and to a network that wants it otherwise."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import av
import pytest
from lxml import html

from ausrufer.announcements.actions.write import create_announcement
from ausrufer.announcements.content import Content
from ausrufer.announcements.models import Announcement
from ausrufer.announcements.renditions import renditions
from ausrufer.channels import registry
from ausrufer.channels.actions import set_up_channel
from ausrufer.channels.contract import Film, Outgoing
from ausrufer.channels.models import Channel
from ausrufer.channels.testing import FakePlatform
from ausrufer.delivery.actions import Consignment, order_deliveries
from ausrufer.delivery.models import Delivery
from ausrufer.delivery.states import Purpose, State
from ausrufer.foundation.file_store import FileStore
from ausrufer.foundation.films.plans import Wanted
from ausrufer.foundation.scope import within_organisation
from ausrufer.library.actions import film_made_for
from ausrufer.library.models import Asset, MadeFile
from ausrufer.library.uses import uses_of
from tests.conftest import FAKES, Town, Worker, run_jobs
from tests.integration.films.conftest import filmed

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _networks(settings: Any) -> None:
    FakePlatform.named("kino").forget()
    settings.AUSRUFER_CONNECTORS = [
        *FAKES,
        "ausrufer.connectors.hub.HubConnector",
        "tests.integration.films.cinema.CinemaConnector",
    ]
    registry._connectors.cache_clear()


def own_site(town: Town) -> Channel:
    with within_organisation(town.organisation.pk):
        return set_up_channel(
            actor=town.dirk.actor,
            kind="hub",
            name="Webseite",
            settings={
                "base_url": "https://aktuell.musterstadt.example",
                "town_name": "Musterstadt",
                "contact_email": "presse@musterstadt.example",
            },
            secrets={},
        )


def released(town: Town, channel: Channel, folder: Path, **shape: Any) -> Announcement:
    """Order the delivery of a message with a film."""
    with within_organisation(town.organisation.pk):
        announcement = create_announcement(
            actor=town.anna.actor,
            department=town.press,
            content=Content(title="Freibad im Umbau", body="Der Bagger ist da."),
            channels=[channel],
        )
    filmed(town, announcement, folder, **shape)
    with within_organisation(town.organisation.pk):
        announcement = Announcement.objects.get(pk=announcement.pk)
        (rendition,) = renditions(announcement)
        order_deliveries(
            actor=town.anna.actor,
            subject=announcement.subject,
            revision=1,
            consignments=[Consignment(channel, Purpose.PUBLISH, rendition.outgoing)],
        )
    return announcement


def the_delivery(town: Town) -> Delivery:
    with within_organisation(town.organisation.pk):
        return Delivery.objects.get()


def sent(name: str) -> Outgoing:
    (copy,) = FakePlatform.named(name).copies.values()
    return copy.outgoing


def test_the_own_page_shows_the_film_with_its_captions_from_its_own_ground(
    town: Town, worker: Worker, tmp_path: Path, settings: Any
) -> None:
    released(town, own_site(town), tmp_path)
    worker.deliver()
    assert the_delivery(town).state == State.SETTLED
    (written,) = settings.PUBLIC_FOLDER.glob("musterstadt/web/2*/*/freibad*/index.html")
    page, here = html.fromstring(written.read_bytes()), written.parent
    (video,) = page.iter("video")
    (source,), (track,) = video.iter("source"), video.iter("track")
    assert video.get("preload") == "none"
    assert (here / source.get("src")).resolve().read_bytes()[4:8] == b"ftyp"
    assert b"Wir bauen das Freibad um." in (here / track.get("src")).resolve().read_bytes()
    assert (track.get("kind"), track.get("srclang")) == ("captions", "de")
    assert (here / video.get("poster")).resolve().exists()
    assert "media-src 'self'" in written.read_text()


def test_feeds_carry_the_film(town: Town, worker: Worker, tmp_path: Path, settings: Any) -> None:
    released(town, own_site(town), tmp_path)
    worker.deliver()
    rss = (settings.PUBLIC_FOLDER / "musterstadt" / "web" / "feed.rss").read_text()
    (film,) = (settings.PUBLIC_FOLDER / "musterstadt" / "web").glob("filme/*/film.mp4")
    assert f'length="{film.stat().st_size}" type="video/mp4"' in rss


def test_what_fits_goes_out_untouched(
    town: Town, worker: Worker, tmp_path: Path, settings: Any
) -> None:
    released(town, town.channel("kino", "cinema"), tmp_path, spoken=b"", size=(180, 320))
    worker.deliver()
    (film,) = sent("kino").films
    assert film.path == FileStore(settings.MEDIA_FOLDER).path(film.sha256)
    assert film.poster[:2] == b"\xff\xd8"
    with within_organisation(town.organisation.pk):
        assert not MadeFile.objects.exists()


def made_and_sent(town: Town, worker: Worker) -> Film:
    """Deliver a film that is made first, which is waited for."""
    worker.deliver()  # asks for the film, and then runs the job that makes it
    waiting = the_delivery(town)
    assert (waiting.state, waiting.tries) == (State.WAITING, 0)
    assert "umgewandelt" in waiting.for_staff
    assert not FakePlatform.named("kino").copies
    run_jobs()
    with within_organisation(town.organisation.pk):
        Delivery.objects.update(due_at=waiting.created_at)
    worker.deliver()
    assert the_delivery(town).state == State.SETTLED
    (film,) = sent("kino").films
    return film


def brightest_below(path: Path | None, at: float) -> int:
    """Return how bright the lower half of a film is at a time."""
    with av.open(str(path)) as opened:
        frame = next(one for one in opened.decode(video=0) if (one.time or 0) >= at)
        grey = frame.to_image().convert("L")
    return int(grey.crop((0, grey.height // 2, *grey.size)).getextrema()[1])


def test_captions_are_burnt_in_once_where_the_network_takes_none(
    town: Town, worker: Worker, tmp_path: Path
) -> None:
    released(town, town.channel("kino", "cinema"), tmp_path, size=(180, 320))
    film = made_and_sent(town, worker)
    assert (film.width, film.height) == (180, 320)
    assert brightest_below(film.path, 0.5) > 200
    assert brightest_below(film.path, 1.7) < 200  # nothing is said any more
    with within_organisation(town.organisation.pk):
        asset, made = Asset.objects.get(), MadeFile.objects.get()
        asked = Wanted(most_bytes=300_000, widest=1.0, burnt=film.burnt)
        assert film_made_for(asset, asked) == made  # kept for the next message
        other = replace(asked, burnt="b" * 64)  # other words are another film
        assert film_made_for(asset, other) != made


def test_captions_changed_on_the_disk_are_not_sent(
    town: Town, worker: Worker, tmp_path: Path, settings: Any
) -> None:
    released(town, town.channel("kino", "cinema"), tmp_path, size=(180, 320))
    with within_organisation(town.organisation.pk):
        (film,) = Delivery.objects.get().content["films"]
    said = FileStore(settings.MEDIA_FOLDER).path(film["burnt"])
    said.write_bytes(said.read_bytes().replace(b"bauen", b"essen"))
    worker.deliver()
    run_jobs()
    with within_organisation(town.organisation.pk):
        delivery = Delivery.objects.get()
        Delivery.objects.update(due_at=delivery.created_at)
    worker.deliver()
    assert the_delivery(town).state == State.FAILED
    assert not FakePlatform.named("kino").copies


def test_what_does_not_fit_waits_until_it_is_made_once(
    town: Town, worker: Worker, tmp_path: Path
) -> None:
    released(town, town.channel("kino", "cinema"), tmp_path, size=(320, 180))
    film = made_and_sent(town, worker)
    assert (film.media_type, film.width, film.height) == ("video/mp4", 320, 320)
    with av.open(str(film.path)) as made:
        assert made.streams.video[0].codec_context.name == "h264"
        assert (made.streams.video[0].width, made.streams.video[0].height) == (320, 320)
    with within_organisation(town.organisation.pk):
        assert MadeFile.objects.count() == 1


def test_a_film_changed_on_the_disk_is_not_sent(
    town: Town, worker: Worker, tmp_path: Path, settings: Any
) -> None:
    released(town, town.channel("kino", "cinema"), tmp_path, spoken=b"", size=(180, 320))
    with within_organisation(town.organisation.pk):
        (film,) = Delivery.objects.get().content["films"]
    FileStore(settings.MEDIA_FOLDER).path(film["sha256"]).write_bytes(b"another film")
    worker.deliver()
    assert the_delivery(town).state == State.FAILED
    assert not FakePlatform.named("kino").copies


def test_the_library_says_where_a_film_is_public(
    town: Town, worker: Worker, tmp_path: Path
) -> None:
    released(town, town.channel("kino", "cinema"), tmp_path, spoken=b"", size=(180, 320))
    worker.deliver()
    with within_organisation(town.organisation.pk):
        asset = Asset.objects.get()
        (use,) = uses_of([asset])[asset.pk]
        assert (use.title, [name for name, _ in use.copies]) == ("Freibad im Umbau", ["kino"])

"""The pages of tasks: who sees them, who ends them, and what bad input does."""

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from ausrufer.channels.testing import example_picture
from ausrufer.delivery.models import Delivery, HandReport
from ausrufer.delivery.states import State
from ausrufer.foundation.file_store import FileStore
from ausrufer.foundation.scope import within_organisation
from ausrufer.organisations.actions import add_member
from ausrufer.organisations.models import Member
from ausrufer.organisations.policy import Role
from tests.conftest import PASSWORD, Town, Worker
from tests.integration.by_hand.conftest import LINK, states, task

pytestmark = pytest.mark.django_db(transaction=True)


def seen_by(member: Member) -> Client:
    client = Client()
    client.force_login(member.user)
    return client


def upload(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("foto.png", content, "image/png")


def test_the_task_shows_texts_pictures_steps_and_code(town: Town, worker: Worker) -> None:
    handed = task(town, worker, picture=True)
    anna = seen_by(town.anna)
    page = anna.get(f"/desk/aufgaben/{handed.key}/").content.decode()
    assert "Brücke gesperrt\n\nBis Freitag." in page
    assert "Alternativtext zum Bild" in page
    assert 'href="https://netz.example/neu"' in page
    assert page.count("hnd-qr") == 1
    file = anna.get(f"/desk/aufgaben/{handed.key}/bild/1/")
    assert file.headers["Content-Disposition"] == 'attachment; filename="bild-1.png"'
    picture = Image.open(BytesIO(file.content))
    assert picture.width == picture.height  # the network's shape
    for number in (0, 2):
        assert anna.get(f"/desk/aufgaben/{handed.key}/bild/{number}/").status_code == 404
    assert "Brücke gesperrt" in anna.get("/desk/aufgaben/").content.decode()
    for where in ("/desk/", f"/desk/mitteilungen/{_announcement(handed)}/"):
        assert f"/desk/aufgaben/{handed.key}/" in anna.get(where).content.decode()


def _announcement(delivery: Delivery) -> str:
    return delivery.subject.partition(":")[2]


def test_done_with_link_and_picture(town: Town, worker: Worker, settings: Any) -> None:
    handed = task(town, worker)
    anna = seen_by(town.anna)
    answer = anna.post(
        f"/desk/aufgaben/{handed.key}/erledigt/",
        {"link": LINK, "picture": upload(example_picture(1).content)},
        follow=True,
    )
    page = answer.content.decode()
    assert "Danke, das ist vermerkt." in page
    assert LINK in page
    with within_organisation(town.organisation.pk):
        report = HandReport.objects.get()
    shown = anna.get(f"/desk/aufgaben/{handed.key}/beleg/{report.public_id}/")
    assert b"".join(shown.streaming_content) == FileStore(settings.MEDIA_FOLDER).read(  # type: ignore[attr-defined]
        report.picture_sha256
    )
    again = anna.post(f"/desk/aufgaben/{handed.key}/erledigt/", {"link": LINK}, follow=True)
    assert "Das hat Anna inzwischen schon gemeldet." in again.content.decode()
    assert states(town) == [("publish", State.SETTLED)]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "Bitte geben Sie den Link des Beitrags oder ein Bildschirmfoto an."),
        ({"link": "javascript:alert(1)"}, "kein vollständiger Link"),
        ({"link": "https://netz.example@boese.example/x/1"}, "kein vollständiger Link"),
        ({"link": "https://netz.example.boese.example/x/1"}, "führt nicht zum Netzwerk"),
        ({"link": "https://netz.example/" + "x" * 600}, "höchstens 500"),
        ({"link": "https://netz.example/\x00"}, ""),
        ({"link": "https://[::1/"}, "kein vollständiger Link"),
        ({"picture": upload(b"<svg onload=alert(1)>")}, "Bild"),
        ({"picture": upload(b"")}, "leer"),
    ],
)
def test_bad_evidence_is_said_and_nothing_is_lost(
    town: Town, worker: Worker, given: dict[str, Any], said: str
) -> None:
    handed = task(town, worker)
    answer = seen_by(town.anna).post(f"/desk/aufgaben/{handed.key}/erledigt/", given)
    assert answer.status_code == 200
    assert said in answer.content.decode()
    assert states(town) == [("publish", State.BY_HAND)]
    with within_organisation(town.organisation.pk):
        assert not HandReport.objects.exists()


def test_not_done_needs_a_reason(town: Town, worker: Worker) -> None:
    handed = task(town, worker)
    anna = seen_by(town.anna)
    where = f"/desk/aufgaben/{handed.key}/nicht-erledigt/"
    assert "warum es nicht erledigt wurde" in anna.post(where, {"reason": " "}).content.decode()
    page = anna.post(where, {"reason": "<b>Konto</b> gesperrt"}, follow=True).content.decode()
    assert "&lt;b&gt;Konto&lt;/b&gt; gesperrt" in page
    assert states(town) == [("publish", State.FAILED)]


def test_who_may_end_it(town: Town, worker: Worker) -> None:
    """Writers of the department and those who settle; others read, the next office too."""
    handed = task(town, worker)
    with within_organisation(town.organisation.pk):
        roads = add_member(
            actor=town.dirk.actor,
            name="Rita",
            email="rita@musterstadt.example",
            password=PASSWORD,
            assignments=[(Role.AUTHOR, town.roads)],
        )
    where = f"/desk/aufgaben/{handed.key}/"
    for member in (town.carla, roads):
        client = seen_by(member)
        page = client.get(where).content.decode()
        assert "Melden kann das" in page
        assert "erledigt/" not in page
        for end in ("erledigt", "nicht-erledigt"):
            answer = client.post(f"{where}{end}/", {"link": LINK, "reason": "x"})
            assert answer.status_code == 404
    assert states(town) == [("publish", State.BY_HAND)]
    seen_by(town.dirk).post(f"{where}erledigt/", {"link": LINK})
    assert states(town) == [("publish", State.SETTLED)]


def test_the_next_town_sees_nothing(town: Town, neighbour: Town, worker: Worker) -> None:
    handed = task(town, worker, picture=True)
    dora = seen_by(neighbour.anna)
    where = f"/desk/aufgaben/{handed.key}/"
    assert "Brücke" in seen_by(town.anna).get("/desk/aufgaben/").content.decode()
    assert "Brücke" not in dora.get("/desk/aufgaben/").content.decode()
    assert dora.get(where).status_code == 404
    assert dora.get(f"{where}bild/1/").status_code == 404
    for end in ("erledigt", "nicht-erledigt"):
        answer = dora.post(f"{where}{end}/", {"link": LINK, "reason": "x"})
        assert answer.status_code == 404
    seen_by(town.anna).post(f"{where}erledigt/", {"picture": upload(example_picture(1).content)})
    with within_organisation(town.organisation.pk):
        report = HandReport.objects.get()
    assert dora.get(f"{where}beleg/{report.public_id}/").status_code == 404


def test_an_ordinary_delivery_is_no_task(town: Town, worker: Worker) -> None:
    handed = task(town, worker)
    with within_organisation(town.organisation.pk):
        plain = Delivery.objects.get()
        plain.attempts.all().delete()
        Delivery.objects.update(state=State.SETTLED)
    assert seen_by(town.anna).get(f"/desk/aufgaben/{handed.key}/").status_code == 404


def test_a_picture_that_changed_on_the_disk_is_not_handed_over(
    town: Town, worker: Worker, settings: Any
) -> None:
    handed = task(town, worker, picture=True)
    anna = seen_by(town.anna)
    assert anna.get(f"/desk/aufgaben/{handed.key}/bild/1/").status_code == 200
    assert handed.content is not None
    path = FileStore(settings.MEDIA_FOLDER).path(handed.content["pictures"][0]["sha256"])
    path.write_bytes(example_picture(2).content)
    assert anna.get(f"/desk/aufgaben/{handed.key}/bild/1/").status_code == 404


def test_what_was_tampered_with_is_not_shown(town: Town, worker: Worker) -> None:
    handed = task(town, worker)
    anna = seen_by(town.anna)
    with within_organisation(town.organisation.pk):
        Delivery.objects.update(content={**(handed.content or {}), "parts": ["Gefälscht"]})
    page = anna.get(f"/desk/aufgaben/{handed.key}/").content.decode()
    assert "Gefälscht" not in page
    assert "stimmt nicht mit der Freigabe überein" in page

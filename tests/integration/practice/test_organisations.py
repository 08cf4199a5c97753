"""An organisation that practises lives beside real ones, and its channels speak to emulators."""

import pytest

from ausrufer.channels.practice import practice_platforms
from ausrufer.channels.queries import opened_access
from ausrufer.foundation.scope import within_organisation
from ausrufer.organisations.models import Organisation
from tests.conftest import build_town

pytestmark = pytest.mark.django_db
REAL, STAND_IN = "https://api.telegram.org", "http://127.0.0.1:9001"


def test_only_who_practises_is_led_to_the_stand_ins(settings: object) -> None:
    settings.PRACTICE_PLATFORMS = practice_platforms([f"{REAL}={STAND_IN}"])  # type: ignore[attr-defined]
    real, drill = build_town("Musterstadt", "musterstadt"), build_town("Übungsstadt", "uebung")
    Organisation.objects.filter(pk=drill.organisation.pk).update(practises=True)
    found = {}
    for town in (real, drill):
        channel = town.channel(f"Netz {town.organisation.slug}")
        with within_organisation(town.organisation.pk):
            channel.refresh_from_db()
            access = opened_access(type(channel).objects.get(pk=channel.pk))
            found[town.organisation.slug] = (access.origin(REAL), access.practice_targets)
    assert found == {
        "musterstadt": (REAL, None),
        "uebung": (STAND_IN, frozenset({"127.0.0.1:9001"})),
    }


def test_its_pages_say_so(client: object) -> None:
    real, drill = build_town("Musterstadt", "musterstadt"), build_town("Übungsstadt", "uebung")
    Organisation.objects.filter(pk=drill.organisation.pk).update(practises=True)
    said = {}
    for town in (real, drill):
        client.force_login(town.anna.user)  # type: ignore[attr-defined]
        page = client.get("/desk/").content.decode()  # type: ignore[attr-defined]
        said[town.organisation.slug] = "ÜBUNG: Alles ist nachgestellt." in page
    assert said == {"musterstadt": False, "uebung": True}

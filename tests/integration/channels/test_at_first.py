"""Where a message goes until somebody chooses: wherever a text alone can go."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, ClassVar

import pytest
from django.test import Client
from django.urls import reverse

from ausrufer.channels import registry
from ausrufer.channels.appearance import Needs
from ausrufer.channels.contract import Manifest
from ausrufer.channels.models import Channel
from ausrufer.channels.testing import FakeConnector
from ausrufer.foundation.scope import within_organisation
from ausrufer.organisations.actions import create_token
from ausrufer.organisations.policy import Scope
from tests.conftest import FAKES, Town
from tests.integration.tenancy.planted import logged_in

pytestmark = pytest.mark.django_db


class GalleryConnector(FakeConnector):
    """Takes nothing without a picture."""

    manifest: ClassVar[Manifest] = replace(
        FakeConnector.manifest, kind="gallery", label="Galerie (Probe)", needs=Needs.PICTURE
    )


@pytest.fixture
def channels(settings: Any, _fake_networks: None, town: Town) -> Iterator[dict[str, Channel]]:
    own = f"{GalleryConnector.__module__}.GalleryConnector"
    by_hand = "ausrufer.channels.testing.FakeByHandConnector"
    settings.AUSRUFER_CONNECTORS = [*FAKES, own, by_hand]
    registry._connectors.cache_clear()
    kinds = {"text": "fake", "gallery": "gallery", "hand": "fake_by_hand"}
    yield {name: town.channel(name, kind) for name, kind in kinds.items()}
    registry._connectors.cache_clear()


def test_a_program_that_names_none_reaches_what_the_house_can_send_a_text_to(
    town: Town, client: Client, channels: dict[str, Channel]
) -> None:
    with within_organisation(town.organisation.pk):
        token = create_token(
            actor=town.anna.actor, member=town.anna, label="Probe", scopes=list(Scope)
        )
    answer = client.post(
        "/api/v1/announcements",
        json.dumps({"title": "Brücke gesperrt", "department": town.press.pk}),
        content_type="application/json",
        headers={"Authorization": f"Bearer {token}"},
    )
    assert answer.status_code == 201, answer.content
    assert answer.json()["channels"] == [str(channels["text"].public_id)]


def test_the_form_offers_every_channel_and_has_chosen_those_a_text_can_go_to(
    town: Town, channels: dict[str, Channel]
) -> None:
    form = logged_in(town.anna).get(reverse("new_announcement")).context["form"]
    offered = [key for key, _label in form.fields["channels"].choices]
    assert set(offered) == {one.pk for one in channels.values()}
    assert set(form["channels"].value()) == {channels["text"].pk, channels["hand"].pk}

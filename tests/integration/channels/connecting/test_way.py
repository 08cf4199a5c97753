"""Connecting a channel by consent: there and back, and everything that must not get through."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client

from ausrufer.channels.connecting import way as ways
from ausrufer.channels.contract import ClientSecret
from ausrufer.channels.models import Channel, ConsentRequest
from ausrufer.foundation.clock import now, pretending
from ausrufer.foundation.scope import within_organisation
from ausrufer.organisations.actions import add_member
from ausrufer.organisations.policy import Role
from ausrufer.records.queries import newest_entries
from ausrufer.training.faults import Fault
from tests.conftest import Town
from tests.integration.channels.connecting.stage import (
    APP_ID,
    Platform,
    TownConnector,
    asked,
    comes_back,
    connect,
    fresh,
    goal_of,
    logged_in,
    secrets_of,
    set_up,
)

pytestmark = pytest.mark.django_db


def test_there_and_back(town: Town, platform: Platform, channel: Channel) -> None:
    dirk = logged_in(town.dirk)
    page = connect(dirk, platform, channel)
    assert "Der Kanal ist mit „@Stadtkonto“ verbunden." in page
    assert "Der Zugang wird von selbst erneuert." in page
    (token,) = platform.consent.tokens
    connected = fresh(channel)
    assert secrets_of(channel)["access_token"] == token.access
    assert secrets_of(channel)["refresh_token"] == token.refresh
    assert connected.settings == {"client_id": APP_ID, "platform": "Stadtkonto"}
    assert connected.account == "@Stadtkonto"
    assert connected.access_renews
    assert connected.access_expires_at is not None
    assert timedelta(minutes=59) < connected.access_expires_at - now() <= timedelta(hours=1)
    with within_organisation(town.organisation.pk):
        assert newest_entries()[0].kind == "channel.connected"


def test_what_is_asked(town: Town, platform: Platform, channel: Channel) -> None:
    sent = asked(goal_of(logged_in(town.dirk), channel))
    challenge, state = sent.pop("code_challenge"), sent.pop("state")
    assert sent == {
        "response_type": "code",
        "client_id": APP_ID,
        "redirect_uri": "http://testserver/desk/kanaele/zugang/",
        "scope": "write",
        "code_challenge_method": "S256",
    }
    assert len(challenge) == 43
    assert len(state) >= 43


def test_secrets_are_nowhere_in_the_open(town: Town, platform: Platform, channel: Channel) -> None:
    TownConnector.networks = ("Stadtkonto", "Feuerwehr")
    dirk = logged_in(town.dirk)
    goal = goal_of(dirk, channel)
    page = comes_back(dirk, platform.answers(goal))
    (token,) = platform.consent.tokens
    with within_organisation(town.organisation.pk):
        (row,) = ConsentRequest.objects.values()
        stored = Channel.objects.values().get(pk=channel.pk)
    told = f"{row}{stored}{page}{dirk.session.items()}"
    for secret in (token.access, token.refresh, asked(goal)["state"]):
        assert secret not in told


def test_refused_on_their_page(town: Town, platform: Platform, channel: Channel) -> None:
    dirk = logged_in(town.dirk)
    page = comes_back(dirk, platform.answers(goal_of(dirk, channel), "no"))
    assert "Die Verbindung wurde bei Zustimmungs-Netz (Probe) abgelehnt." in page
    assert "access_token" not in secrets_of(channel)


def test_an_error_of_theirs(town: Town, platform: Platform, channel: Channel) -> None:
    dirk = logged_in(town.dirk)
    state = asked(goal_of(dirk, channel))["state"]
    back = f"http://testserver/desk/kanaele/zugang/?error=<script>&state={state}"
    page = comes_back(dirk, back)
    assert "hat die Verbindung nicht zugelassen" in page
    assert "<script>&" not in page
    assert "&lt;script&gt;" not in page


@pytest.mark.parametrize("state", ["", "x", "🚧", "x" * 5000, "%00"])
def test_wrong_state(town: Town, platform: Platform, channel: Channel, state: str) -> None:
    dirk = logged_in(town.dirk)
    code = asked(platform.answers(goal_of(dirk, channel)))["code"]
    back = f"http://testserver/desk/kanaele/zugang/?code={code}&state={state}"
    assert "gehört zu keiner Verbindung" in comes_back(dirk, back)
    assert not platform.consent.tokens


def test_no_answer_is_good_twice(town: Town, platform: Platform, channel: Channel) -> None:
    dirk = logged_in(town.dirk)
    back = platform.answers(goal_of(dirk, channel))
    comes_back(dirk, back)
    stored = secrets_of(channel)
    assert "Diese Antwort wurde schon einmal verwendet." in comes_back(dirk, back)
    assert secrets_of(channel) == stored
    assert len(platform.consent.tokens) == 1


def test_an_answer_slipped_in_from_another_session(
    town: Town, platform: Platform, channel: Channel
) -> None:
    """The classic forgery: somebody else's code on a link that Dirk follows."""
    with within_organisation(town.organisation.pk):
        emil = add_member(
            actor=town.dirk.actor,
            name="Emil",
            email="emil@musterstadt.example",
            password="ein-langes-Passwort-42",
            assignments=[(Role.ADMINISTRATOR, None)],
        )
    back = platform.answers(goal_of(logged_in(emil), channel))
    dirk = logged_in(town.dirk)
    assert "in einer anderen Anmeldung begonnen" in comes_back(dirk, back)
    # nor in a second browser of the same person
    back = platform.answers(goal_of(logged_in(town.dirk), channel))
    assert "in einer anderen Anmeldung begonnen" in comes_back(dirk, back)
    assert not platform.consent.tokens
    assert "access_token" not in secrets_of(channel)


def test_a_stranger_does_not_use_it_up(town: Town, platform: Platform, channel: Channel) -> None:
    dirk = logged_in(town.dirk)
    back = platform.answers(goal_of(dirk, channel))
    comes_back(logged_in(town.dirk), back)
    assert "verbunden" in comes_back(dirk, back)
    assert len(platform.consent.tokens) == 1


def test_who_is_logged_out_comes_back_in_vain(
    town: Town, platform: Platform, channel: Channel
) -> None:
    back = platform.answers(goal_of(logged_in(town.dirk), channel))
    page = Client().get(back.removeprefix("http://testserver"))
    assert page.status_code == 302
    assert page["Location"].startswith("/accounts/login/")
    assert not platform.consent.tokens


def test_too_late(town: Town, platform: Platform, channel: Channel) -> None:
    dirk = logged_in(town.dirk)
    back = platform.answers(goal_of(dirk, channel))
    with pretending(now() + ways.LASTS):
        assert "hat zu lange gedauert" in comes_back(dirk, back)
    assert not platform.consent.tokens


def test_the_other_house_of_the_same_person(
    town: Town, neighbour: Town, platform: Platform, channel: Channel
) -> None:
    """Whoever works in two houses comes back in the one that did not ask."""
    with within_organisation(neighbour.organisation.pk):
        add_member(
            actor=neighbour.dirk.actor,
            name="Dirk",
            email=town.dirk.user.email,
            password="",
            assignments=[(Role.ADMINISTRATOR, None)],
        )
    dirk = logged_in(town.dirk)
    back = platform.answers(goal_of(dirk, channel))
    session = dirk.session
    session["organisation"] = neighbour.organisation.pk
    session.save()
    assert "für ein anderes Haus begonnen" in comes_back(dirk, back)
    assert not platform.consent.tokens


def test_the_next_town_sees_nothing(
    town: Town, neighbour: Town, platform: Platform, channel: Channel
) -> None:
    dora = logged_in(neighbour.dirk)
    assert dora.get(f"/desk/kanaele/{channel.public_id}/verbinden/").status_code == 404
    back = platform.answers(goal_of(logged_in(town.dirk), channel))
    page = comes_back(dora, back)
    assert "in einer anderen Anmeldung begonnen" in page
    assert channel.name not in page
    TownConnector.networks = ("Stadtkonto", "Feuerwehr")
    dirk = logged_in(town.dirk)
    comes_back(dirk, platform.answers(goal_of(dirk, channel)))
    with within_organisation(town.organisation.pk):
        way = ConsentRequest.objects.get(answered_at__isnull=False)
    choice = f"/desk/kanaele/kontowahl/{way.public_id}/"
    assert dora.get(choice).status_code == 404
    assert dora.post(choice, {"account": "0"}).status_code == 404
    # the same person in another browser holds no key to it either
    elsewhere = logged_in(town.dirk)
    for send in (elsewhere.get, elsewhere.post):
        answer = send(choice, {"account": "1"}, follow=True).content.decode()
        assert "in einer anderen Anmeldung begonnen" in answer
    assert "access_token" not in secrets_of(channel)
    assert dirk.get(choice).status_code == 200


@pytest.mark.parametrize("who", ["anna", "bekir", "carla"])
def test_only_for_those_who_keep_channels(
    town: Town, platform: Platform, channel: Channel, who: str
) -> None:
    answer = logged_in(getattr(town, who)).get(f"/desk/kanaele/{channel.public_id}/verbinden/")
    assert answer.status_code == 404


def test_a_right_lost_on_the_way(town: Town, platform: Platform, channel: Channel) -> None:
    dirk = logged_in(town.dirk)
    back = platform.answers(goal_of(dirk, channel))
    with within_organisation(town.organisation.pk):
        town.dirk.assignments.all().delete()
    assert dirk.get(back.removeprefix("http://testserver")).status_code == 404
    assert not platform.consent.tokens


def test_choosing_an_account(town: Town, platform: Platform, channel: Channel) -> None:
    TownConnector.networks = ("Stadtkonto", "Feuerwehr")
    dirk = logged_in(town.dirk)
    back = platform.answers(goal_of(dirk, channel)).removeprefix("http://testserver")
    choice = dirk.get(back)["Location"]
    assert "@Feuerwehr" in dirk.get(choice).content.decode()
    nothing = dirk.post(choice).content.decode()
    assert "Bitte wählen Sie ein Konto aus." in nothing
    assert "access_token" not in secrets_of(channel)
    for odd in ("7", "-1", "x", ""):
        assert dirk.post(choice, {"account": odd}).status_code == 200
    page = dirk.post(choice, {"account": "1"}, follow=True).content.decode()
    assert "Der Kanal ist mit „@Feuerwehr“ verbunden." in page
    assert fresh(channel).settings["platform"] == "Feuerwehr"
    again = dirk.post(choice, {"account": "0"}, follow=True).content.decode()
    assert "Diese Auswahl ist schon getroffen." in again
    assert fresh(channel).settings["platform"] == "Feuerwehr"


def test_choosing_needs_the_form_of_this_house(
    town: Town, platform: Platform, channel: Channel
) -> None:
    TownConnector.networks = ("Stadtkonto", "Feuerwehr")
    dirk = logged_in(town.dirk)
    dirk.handler.enforce_csrf_checks = True
    back = platform.answers(goal_of(dirk, channel)).removeprefix("http://testserver")
    choice = dirk.get(back)["Location"]
    assert dirk.post(choice, {"account": "1"}).status_code == 403
    assert "access_token" not in secrets_of(channel)


def test_a_choice_ends_too(town: Town, platform: Platform, channel: Channel) -> None:
    TownConnector.networks = ("Stadtkonto", "Feuerwehr")
    dirk = logged_in(town.dirk)
    back = platform.answers(goal_of(dirk, channel)).removeprefix("http://testserver")
    choice = dirk.get(back)["Location"]
    with pretending(now() + ways.LASTS):
        page = dirk.post(choice, {"account": "1"}, follow=True).content.decode()
        assert "hat zu lange gedauert" in page
        ways.forget_ways()
    with within_organisation(town.organisation.pk):
        assert not ConsentRequest.objects.exists()
    assert "access_token" not in secrets_of(channel)


def test_another_account_than_before(town: Town, platform: Platform, channel: Channel) -> None:
    dirk = logged_in(town.dirk)
    connect(dirk, platform, channel)
    before = secrets_of(channel)
    TownConnector.networks = ("Feuerwehr",)
    page = connect(dirk, platform, channel)
    assert "Bisher sprach dieser Kanal über „@Stadtkonto“." in page
    assert "@Feuerwehr (ein anderes Konto als bisher)" in page
    assert secrets_of(channel) == before
    TownConnector.networks = ("Stadtkonto",)
    assert "verbunden" in connect(dirk, platform, channel)
    assert secrets_of(channel)["access_token"] == platform.consent.tokens[-1].access


def test_no_account_at_all(town: Town, platform: Platform, channel: Channel) -> None:
    TownConnector.networks = ()
    assert "lässt sich bei" in connect(logged_in(town.dirk), platform, channel)
    assert "access_token" not in secrets_of(channel)


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (Fault("POST /token", status=503), "ist gerade gestört oder überlastet"),
        (Fault("POST /token", status=429), "ist gerade gestört oder überlastet"),
        (Fault("POST /token", nonsense="<html>"), "hat unverständlich geantwortet"),
        (Fault("POST /token", nonsense='{"access_token": 7}'), "hat unverständlich geantwortet"),
        (Fault("POST /token", nonsense="[" * 100_000), "hat unverständlich geantwortet"),
        (Fault("POST /token", broken="after"), "abgebrochen"),
        (
            Fault("POST /token", status=400, body={"error": "invalid_grant"}),
            "hat die Zustimmung nicht angenommen",
        ),
        (
            Fault("POST /token", status=401, body={"error": "invalid_client"}),
            "kennt die hinterlegte App nicht",
        ),
        (
            Fault("POST /token", status=200, body={"error": "invalid_grant"}),
            "hat die Zustimmung nicht angenommen",
        ),
        (
            Fault("POST /token", status=400, body={"error": {"type": "X", "code": 190}}),
            "hat die Zustimmung nicht angenommen",
        ),
    ],
)
def test_their_token_endpoint_fails(
    town: Town, platform: Platform, channel: Channel, fault: Fault, said: str
) -> None:
    platform.consent.faults.add(fault)
    assert said in connect(logged_in(town.dirk), platform, channel)
    assert "access_token" not in secrets_of(channel)


def test_a_wrong_secret_of_the_app(town: Town, platform: Platform, channel: Channel) -> None:
    platform.consent.apps[APP_ID].client_secret = "ein anderes"
    page = connect(logged_in(town.dirk), platform, channel)
    assert "kennt die hinterlegte App nicht" in page


def in_the_header(monkeypatch: pytest.MonkeyPatch) -> None:
    manifest = TownConnector.manifest
    assert manifest.consent is not None
    consent = replace(manifest.consent, client_secret=ClientSecret.HEADER)
    monkeypatch.setattr(TownConnector, "manifest", replace(manifest, consent=consent))


def test_a_secret_in_the_header(
    town: Town, platform: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_the_header(monkeypatch)
    app = platform.consent.apps[APP_ID]
    app.how, app.client_secret = "client_secret_basic", "geheim:+&"
    channel = set_up(town, secret="geheim:+&")
    assert "verbunden" in connect(logged_in(town.dirk), platform, channel)
    assert len(platform.consent.tokens) == 1


def test_a_secret_no_header_can_carry(
    town: Town, platform: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_the_header(monkeypatch)
    channel = set_up(town, secret="🔑")
    page = connect(logged_in(town.dirk), platform, channel)
    assert "Kennung oder Geheimnis der App enthalten unzulässige Zeichen." in page


def test_no_app_no_way(town: Town, platform: Platform) -> None:
    with within_organisation(town.organisation.pk):
        channel = set_up(town, "ohne App")
        Channel.objects.filter(pk=channel.pk).update(settings={})
    page = logged_in(town.dirk).get(f"/desk/kanaele/{channel.public_id}/verbinden/", follow=True)
    assert "Bitte hinterlegen Sie zuerst Kennung und Geheimnis der App." in page.content.decode()


def test_a_channel_without_consent_has_no_such_page(town: Town, platform: Platform) -> None:
    channel = town.channel("Netz ohne")
    page = logged_in(town.dirk).get(f"/desk/kanaele/{channel.public_id}/verbinden/")
    assert page["Location"] == f"/desk/kanaele/{channel.public_id}/"


def test_setting_up_leads_to_connecting(town: Town, platform: Platform) -> None:
    dirk = logged_in(town.dirk)
    form = {"name": "Neues Netz", "client_id": APP_ID, "client_secret": "geheim"}
    answer = dirk.post("/desk/kanaele/neu/fake_consent/", form)
    with within_organisation(town.organisation.pk):
        channel = Channel.objects.get(name="Neues Netz")
    assert answer["Location"] == f"/desk/kanaele/{channel.public_id}/verbinden/"
    page = dirk.get(f"/desk/kanaele/{channel.public_id}/").content.decode()
    assert "noch nicht verbunden" in page
    assert "noch nicht verbunden" in dirk.get("/desk/kanaele/").content.decode()


def test_changing_the_name_keeps_what_the_consent_brought(
    town: Town, platform: Platform, channel: Channel
) -> None:
    dirk = logged_in(town.dirk)
    connect(dirk, platform, channel)
    before = secrets_of(channel)
    dirk.post(
        f"/desk/kanaele/{channel.public_id}/",
        {"name": "Anders", "client_id": APP_ID, "client_secret": ""},
    )
    changed = fresh(channel)
    assert changed.name == "Anders"
    assert changed.settings["platform"] == "Stadtkonto"
    assert secrets_of(channel) == before

"""Changing the key of the seal: everything sealed is sealed anew, and stays readable throughout."""

import base64
import secrets
from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.conf import LazySettings
from django.db import models
from pydantic import SecretStr

from ausrufer.channels.models import Channel
from ausrufer.channels.queries import opened_access
from ausrufer.foundation.scope import across_organisations, within_organisation
from ausrufer.foundation.sealing import Seal, SealBroken
from ausrufer.notices.actions.matrix import set_up_matrix
from ausrufer.notices.models import MatrixAccess
from ausrufer.organisations.web.second_factor import SecondFactorAdapter
from ausrufer.project.cli.work import rotate_keys as work
from tests.conftest import Town

pytestmark = pytest.mark.django_db
OLD = base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()
NEW = base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()
Keys = Callable[..., None]


@pytest.fixture
def keys(settings: LazySettings) -> Keys:
    def use(*wanted: str) -> None:
        given = {"sealing_key": SecretStr(",".join(wanted))}
        settings.ENVIRONMENT = settings.ENVIRONMENT.model_copy(update=given)

    use(OLD)
    return use


def plant(town: Town, word: str) -> Channel:
    """Seal something of every sort."""
    channel = town.channel(f"Netz {word}")
    with within_organisation(town.organisation.pk):
        set_up_matrix(
            member=town.dirk,
            homeserver="https://matrix.example",
            token=f"token {word}",
            account="@stadt:matrix.example",
            room="",
            kinds=[],
        )
    sealed = SecondFactorAdapter().encrypt(f"code {word}")
    for kind, data in (
        ("totp", {"secret": sealed}),
        ("recovery_codes", {"migrated_codes": [sealed], "used_mask": 0}),
    ):
        Authenticator.objects.create(user=town.dirk.user, type=kind, data=data)
    return channel


def readable(town: Town, word: str, channel: Channel) -> bool:
    """Tell whether all of it opens and says what it said."""
    with within_organisation(town.organisation.pk):
        secrets_of = opened_access(Channel.objects.get(pk=channel.pk)).secrets
        token = Seal(work.settings.ENVIRONMENT.sealing_keys()).open(
            bytes(MatrixAccess.objects.get().sealed_token)
        )
    found = {one.type: one.data for one in Authenticator.objects.filter(user=town.dirk.user)}
    codes = [found["totp"]["secret"], *found["recovery_codes"]["migrated_codes"]]
    opened = [SecondFactorAdapter().decrypt(one) for one in codes]
    return bool(secrets_of) and token["token"] == f"token {word}" and opened == [f"code {word}"] * 2


def test_everything_of_everybody_is_sealed_anew(town: Town, neighbour: Town, keys: Keys) -> None:
    ours, theirs = plant(town, "a"), plant(neighbour, "b")
    keys(NEW, OLD)
    assert readable(town, "a", ours)
    done = work.rotate_keys()
    assert (done.renewed, done.already, done.broken) == (8, 0, [])
    keys(NEW)
    assert readable(town, "a", ours)
    assert readable(neighbour, "b", theirs)


def test_a_second_run_finds_nothing_to_do(town: Town, keys: Keys) -> None:
    channel = plant(town, "a")
    keys(NEW, OLD)
    work.rotate_keys()
    stored = bytes(_stored(channel).sealed_secrets)
    done = work.rotate_keys()
    assert (done.renewed, done.already, done.broken) == (0, 4, [])
    assert bytes(_stored(channel).sealed_secrets) == stored


def test_an_interrupted_run_is_begun_again(
    town: Town, neighbour: Town, keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, theirs = plant(town, "a"), plant(neighbour, "b")
    keys(NEW, OLD)
    renewed = Seal.renewed
    calls = iter(range(3))

    def broken_off(seal: Seal, sealed: bytes) -> bytes | None:
        if next(calls, None) is None:
            raise KeyboardInterrupt
        return renewed(seal, sealed)

    with monkeypatch.context() as patch:
        patch.setattr(Seal, "renewed", broken_off)
        with pytest.raises(KeyboardInterrupt):
            work.rotate_keys()
    assert readable(town, "a", ours)
    assert readable(neighbour, "b", theirs)
    done = work.rotate_keys()
    assert (done.renewed, done.already) == (5, 3)
    keys(NEW)
    assert readable(town, "a", ours)
    assert readable(neighbour, "b", theirs)


def test_what_no_key_opens_is_named_and_left_alone(town: Town, keys: Keys) -> None:
    channel = plant(town, "a")
    before = bytes(_stored(channel).sealed_secrets)
    keys(NEW)
    done = work.rotate_keys()
    assert done.renewed == 0
    assert f"Channel {channel.pk}" in done.broken
    assert bytes(_stored(channel).sealed_secrets) == before
    with pytest.raises(SealBroken):
        Seal((NEW,)).renewed(before)


def test_every_binary_column_is_known_to_be_sealed() -> None:
    """A new one under another name would be left behind."""
    binary = {
        f"{model.__name__}.{column.name}"
        for model in apps.get_models()
        for column in model._meta.get_fields()
        if isinstance(column, models.BinaryField)
    }
    sealed = {f"{model.__name__}.{name}" for model, name in work.sealed_fields()}
    assert binary - sealed <= {"Entry.digest", "Entry.previous"}
    assert "Channel.sealed_secrets" in sealed


def _stored(channel: Channel) -> Channel:
    with across_organisations(reason="a test looks at the row"):
        return Channel.objects.get(pk=channel.pk)

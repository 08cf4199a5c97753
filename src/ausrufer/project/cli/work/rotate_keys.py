"""Sealing everything anew with the newest key: row by row, each in a transaction of its own.

Whatever is interrupted can be begun again: what is sealed with the newest key already stays.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from allauth.mfa.models import Authenticator
from django.apps import apps
from django.conf import settings
from django.db import models, transaction

from ausrufer.foundation.scope import across_organisations
from ausrufer.foundation.sealing import Seal, SealBroken
from ausrufer.organisations.web.second_factor import SEALED

_SEALED_FIELD = "sealed_"


@dataclass
class Done:
    """How many values were sealed anew, how many needed it not; `broken` names rows."""

    renewed: int = 0
    already: int = 0
    broken: list[str] = field(default_factory=list)


def sealed_fields() -> Iterator[tuple[type[models.Model], str]]:
    """Return every column of the house that holds sealed data."""
    for model in apps.get_models():
        for column in model._meta.get_fields():  # noqa: SLF001 - Django documents it
            if isinstance(column, models.BinaryField) and column.name.startswith(_SEALED_FIELD):
                yield model, column.name


def rotate_keys() -> Done:
    """Seal everything with the first key of AUSRUFER_SEALING_KEY."""
    seal, done = Seal(settings.ENVIRONMENT.sealing_keys()), Done()
    with across_organisations(reason="the operator changes the key of the whole installation"):
        for model, name in sealed_fields():
            for pk in list(_rows(model).values_list("pk", flat=True)):
                _column(model, name, pk, seal, done)
        for pk in list(Authenticator.objects.values_list("pk", flat=True)):
            _second_factor(pk, seal, done)
    return done


def _rows(model: type[models.Model]) -> models.Manager[Any]:
    return model._default_manager  # noqa: SLF001 - Django documents it


@transaction.atomic
def _column(model: type[models.Model], name: str, pk: Any, seal: Seal, done: Done) -> None:
    row = _rows(model).select_for_update(of=("self",)).filter(pk=pk).first()
    sealed = bytes(getattr(row, name) or b"") if row is not None else b""
    if not sealed:
        return  # deleted meanwhile, or nothing was ever sealed
    new = _counted(sealed, seal, done, f"{model.__name__} {pk}")
    if new is not None:
        _rows(model).filter(pk=pk).update(**{name: new})


@transaction.atomic
def _second_factor(pk: Any, seal: Seal, done: Done) -> None:
    found = Authenticator.objects.select_for_update().filter(pk=pk).first()
    if found is None:
        return
    where = f"{Authenticator.__name__} {pk}"
    data = {name: _value(value, seal, done, where) for name, value in found.data.items()}
    if data != found.data:
        Authenticator.objects.filter(pk=pk).update(data=data)


def _value(value: Any, seal: Seal, done: Done, where: str) -> Any:
    """Return what stands in the data of a second factor, its sealed texts sealed anew."""
    if isinstance(value, list):
        return [_value(one, seal, done, where) for one in value]
    if not isinstance(value, str) or not value.startswith(SEALED):
        return value
    new = _counted(value.removeprefix(SEALED).encode(), seal, done, where)
    return value if new is None else SEALED + new.decode()


def _counted(sealed: bytes, seal: Seal, done: Done, where: str) -> bytes | None:
    try:
        new = seal.renewed(sealed)
    except SealBroken:
        done.broken.append(where)
        return None
    if new is None:
        done.already += 1
    else:
        done.renewed += 1
    return new

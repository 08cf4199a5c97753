"""Films made anew: in a queue of their own, tried again where the machine was in the way."""

from pathlib import Path
from typing import Any

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from ausrufer.foundation.films.facts import NotFinished
from ausrufer.foundation.films.plans import Wanted
from ausrufer.foundation.scope import within_organisation
from ausrufer.library.actions import film_made_for, make_film, making
from ausrufer.library.models import MadeFile
from ausrufer.library.states import MadeState
from tests.conftest import Town
from tests.integration.films.conftest import kept_film

pytestmark = pytest.mark.django_db


def test_a_killed_decoder_refuses_nothing_before_the_last_try(
    town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: Any, **__: Any) -> None:
        raise NotFinished("Der Film ist beschädigt.")

    monkeypatch.setattr(making, "remake_film", killed)
    asset, wanted = kept_film(town, tmp_path), Wanted()
    with within_organisation(town.organisation.pk):
        made = film_made_for(asset, wanted)
        assert ProcrastinateJob.objects.get(task_name=making.MAKE_FILM).queue_name == "films"
        with pytest.raises(NotFinished):
            make_film(made=made, asset=asset, wanted=wanted, last_try=False)
        assert MadeFile.objects.get().state == MadeState.MAKING
        make_film(made=made, asset=asset, wanted=wanted)
        assert MadeFile.objects.get().state == MadeState.REFUSED

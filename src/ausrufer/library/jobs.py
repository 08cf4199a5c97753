"""Jobs of the library: thin, safe to run twice."""

from typing import Any

from ausrufer.foundation.films.plans import Wanted
from ausrufer.foundation.jobs import job
from ausrufer.foundation.scope import across_organisations
from ausrufer.library.actions import MAKE_FILM, make_film
from ausrufer.library.models import Asset, MadeFile


@job(MAKE_FILM)
def make(made_id: int, asset_id: int, wanted: dict[str, Any]) -> None:
    """Make a film as a network takes it."""
    with across_organisations(reason="a job knows its rows by their ids"):
        made = MadeFile.objects.filter(pk=made_id).first()
        asset = Asset.objects.filter(pk=asset_id).first()
        if made is not None and asset is not None:
            wanted["formats"] = tuple(wanted["formats"])
            make_film(made=made, asset=asset, wanted=Wanted(**wanted))

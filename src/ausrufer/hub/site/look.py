"""A name for everything a page is made of beside its entry: old pages carry an old one."""

import hashlib
import json
from dataclasses import asdict
from functools import cache
from pathlib import Path

from django.template.loader import get_template

from ausrufer.hub.site.render import Renderer

_FOREIGN = "design/public.html"


def look_of(renderer: Renderer) -> str:
    """Return the name of the present settings, assets and templates."""
    settings = json.dumps(asdict(renderer.settings), sort_keys=True)
    parts = (settings, renderer.assets.folder, _templates())
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


@cache
def _templates() -> str:
    own = sorted((Path(__file__).resolve().parent.parent / "templates" / "hub").iterdir())
    foreign = Path(get_template(_FOREIGN).origin.name)  # type: ignore[attr-defined]
    digest = hashlib.sha256()
    for template in (*own, foreign):
        digest.update(template.read_bytes())
    return digest.hexdigest()

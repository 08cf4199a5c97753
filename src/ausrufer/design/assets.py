"""Addresses of browser assets, with a fingerprint so that a browser never shows an old one."""

import json
from functools import lru_cache
from pathlib import Path

from django.templatetags.static import static

FINGERPRINTS = Path(__file__).resolve().parent / "static" / "vendor" / "fingerprints.json"


def address(path: str) -> str:
    """Where a browser gets `path` (relative to the static root), for instance `vendor/x.css`."""
    plain = static(path)
    fingerprint = _fingerprints(_modified()).get(path)
    return f"{plain}?v={fingerprint}" if fingerprint else plain


def _modified() -> float:
    try:
        return FINGERPRINTS.stat().st_mtime
    except FileNotFoundError as missing:
        raise FileNotFoundError(
            "the browser assets are missing: run `python tools/assets.py`"
        ) from missing


@lru_cache(maxsize=1)
def _fingerprints(_modified_at: float) -> dict[str, str]:
    known: dict[str, str] = json.loads(FINGERPRINTS.read_text(encoding="utf-8"))
    return known

"""What a demo remembers between two starts: its secrets and the ports of its practice platforms."""

import base64
import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

from ausrufer.project.supervision.ports import free_ports

PLATFORMS = ("mastodon", "bluesky", "smtp", "mailbox")


@dataclass(frozen=True, slots=True)
class Memory:
    """Chosen once per data folder; `ports` by the names in PLATFORMS."""

    secret_key: str
    sealing_key: str
    mastodon_token: str
    bluesky_password: str
    ports: dict[str, int]


def remembered(folder: Path) -> Memory:
    """Return what the demo in `folder` remembers; chosen now where it is new."""
    path = folder / "demo.json"
    if not path.exists():
        write_private(path, json.dumps(asdict(_new()), indent=1))
    return Memory(**json.loads(path.read_text(encoding="utf-8")))


def write_private(path: Path, text: str) -> None:
    """Replace the file at once and whole, readable for its owner only."""
    half = path.with_name(f"{path.name}.half")
    half.unlink(missing_ok=True)
    with open(half, "x", encoding="utf-8", opener=_private) as file:
        file.write(text)
    half.replace(path)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _new() -> Memory:
    return Memory(
        secret_key=secrets.token_urlsafe(50),
        sealing_key=base64.urlsafe_b64encode(secrets.token_bytes(32)).decode(),
        mastodon_token=secrets.token_urlsafe(24),
        bluesky_password=secrets.token_urlsafe(12),
        ports=free_ports(PLATFORMS),
    )

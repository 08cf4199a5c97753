"""What a demo remembers between two starts: its secrets and the ports of its practice platforms."""

import base64
import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ausrufer.project.supervision.ports import free_ports
from ausrufer.training.networks import NETWORKS

PLATFORMS = ("mastodon", "bluesky", "smtp", "mailbox", *NETWORKS)


@dataclass(frozen=True, slots=True)
class Memory:
    """Chosen once per data folder; `ports` by the names in PLATFORMS."""

    secret_key: str
    sealing_key: str
    mastodon_token: str
    bluesky_password: str
    network_token: str  # of all other emulated networks
    ports: dict[str, int]


def remembered(folder: Path) -> Memory:
    """Return what the demo in `folder` remembers; what is new to it is chosen now."""
    path = folder / "demo.json"
    known = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    memory = _completed(known)
    if asdict(memory) != known:
        write_private(path, json.dumps(asdict(memory), indent=1))
    return memory


def write_private(path: Path, text: str) -> None:
    """Replace the file at once and whole, readable for its owner only."""
    half = path.with_name(f"{path.name}.half")
    half.unlink(missing_ok=True)
    with open(half, "x", encoding="utf-8", opener=_private) as file:
        file.write(text)
    half.replace(path)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _completed(known: dict[str, Any]) -> Memory:
    """Return the memory of this or an older version; what it has is kept."""
    new, ports = asdict(_new()), known.get("ports", {})
    spare = [port for port in new["ports"].values() if port not in ports.values()]
    missing = [name for name in PLATFORMS if name not in ports]
    return Memory(**{**new, **known, "ports": {**dict(zip(missing, spare, strict=False)), **ports}})


def _new() -> Memory:
    return Memory(
        secret_key=secrets.token_urlsafe(50),
        sealing_key=base64.urlsafe_b64encode(secrets.token_bytes(32)).decode(),
        mastodon_token=secrets.token_urlsafe(24),
        bluesky_password=secrets.token_urlsafe(12),
        network_token=secrets.token_urlsafe(24),
        ports=free_ports(PLATFORMS),
    )

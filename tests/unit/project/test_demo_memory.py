"""What a demo remembers: it is kept, and an older demo is completed."""

import json
from pathlib import Path

from ausrufer.project.demo.memory import PLATFORMS, remembered

OLD = {
    "secret_key": "k",
    "sealing_key": "s",
    "mastodon_token": "m",
    "bluesky_password": "b",
    "ports": {"mastodon": 20001, "bluesky": 20002, "smtp": 20003, "mailbox": 20004},
}


def test_a_second_start_remembers_the_first(tmp_path: Path) -> None:
    assert remembered(tmp_path) == remembered(tmp_path)


def test_the_memory_of_an_older_demo_gets_what_it_lacks_once(tmp_path: Path) -> None:
    path = tmp_path / "demo.json"
    path.write_text(json.dumps(OLD), "utf-8")
    memory = remembered(tmp_path)
    assert (memory.secret_key, memory.mastodon_token) == ("k", "m")
    assert memory.network_token
    assert {name: memory.ports[name] for name in OLD["ports"]} == OLD["ports"]
    assert set(memory.ports) == set(PLATFORMS)
    assert len(set(memory.ports.values())) == len(PLATFORMS)
    assert remembered(tmp_path) == memory
    assert path.stat().st_mode & 0o777 == 0o600

"""The environment of a demo's processes: nothing of an operator's own settings reaches them."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ausrufer.project.demo.memory import Memory
from ausrufer.project.supervision.processes import child_environment
from ausrufer.training.networks import NETWORKS

BLUESKY_HANDLE = "musterstadt.test"


@dataclass(frozen=True, slots=True)
class Talk:
    """How much simulated residents comment a minute, and the seed of what they say."""

    most_a_minute: int
    seed: str

    def variables(self) -> dict[str, str]:
        """Return it for the environment of the practice platforms."""
        return {
            "AUSRUFER_TRAINING_RESIDENTS": str(self.most_a_minute),
            "AUSRUFER_TRAINING_SEED": self.seed,
        }


SILENT = Talk(0, "")


def demo_environment(folder: Path, port: int, database_url: str, memory: Memory) -> dict[str, str]:
    """Return the whole environment of the demo in `folder`."""
    foreign = {
        name: value for name, value in os.environ.items() if not name.startswith("AUSRUFER_")
    }
    return child_environment(folder, {**foreign, **_variables(folder, port, database_url, memory)})


def addresses(port: int, memory: Memory) -> dict[str, str]:
    """Return what a person may open in a browser, by German label."""
    site = f"http://127.0.0.1:{port}"
    return {
        "Öffentliche Seite": f"{site}/",
        "Arbeitsplatz": f"{site}/desk/",
        "Schnittstelle": f"{site}/api/v1/openapi.json",
        "Übungspostfach": f"http://127.0.0.1:{memory.ports['mailbox']}/",
        "Übungs-Mastodon": f"http://127.0.0.1:{memory.ports['mastodon']}/",
        "Übungs-Bluesky": f"http://127.0.0.1:{memory.ports['bluesky']}/",
        **{
            network.label: f"http://127.0.0.1:{memory.ports[name]}/"
            for name, network in NETWORKS.items()
        },
    }


def _variables(folder: Path, port: int, database_url: str, memory: Memory) -> Mapping[str, str]:
    at = {name: f"127.0.0.1:{number}" for name, number in memory.ports.items()}
    return {
        "AUSRUFER_DATABASE_URL": database_url,
        "AUSRUFER_SECRET_KEY": memory.secret_key,
        "AUSRUFER_SEALING_KEY": memory.sealing_key,
        "AUSRUFER_DATA_FOLDER": str(folder),
        "AUSRUFER_BASE_URL": f"http://127.0.0.1:{port}",
        "AUSRUFER_WEB_PORT": str(port),
        "AUSRUFER_PRACTICE": "true",
        "AUSRUFER_ALLOW_PRIVATE": ",".join(at.values()),
        "AUSRUFER_PRACTICE_PLATFORMS": ",".join(_platforms(at)),
        "AUSRUFER_SMTP_HOST": "127.0.0.1",
        "AUSRUFER_SMTP_PORT": str(memory.ports["smtp"]),
        "AUSRUFER_MAIL_FROM": "Ausrufer Musterstadt <ausrufer@musterstadt.example>",
        "AUSRUFER_TRAINING_FOLDER": str(folder / "training"),
        "AUSRUFER_TRAINING_SMTP": at["smtp"],
        "AUSRUFER_TRAINING_MAILBOX": f"http://{at['mailbox']}",
        "AUSRUFER_TRAINING_MASTODON": f"http://{at['mastodon']}",
        "AUSRUFER_TRAINING_MASTODON_TOKEN": memory.mastodon_token,
        "AUSRUFER_TRAINING_BLUESKY": f"http://{at['bluesky']}",
        "AUSRUFER_TRAINING_BLUESKY_HANDLE": BLUESKY_HANDLE,
        "AUSRUFER_TRAINING_BLUESKY_PASSWORD": memory.bluesky_password,
        "AUSRUFER_TRAINING_TOKEN": memory.network_token,
        **{f"AUSRUFER_TRAINING_{name.upper()}": f"http://{at[name]}" for name in NETWORKS},
    }


def _platforms(at: Mapping[str, str]) -> list[str]:
    return [
        f"http://{at['mastodon']}",
        f"http://{at['bluesky']}",
        f"smtp://{at['smtp']}",
        *(
            f"{real}=http://{at[name]}"
            for name, network in NETWORKS.items()
            for real in network.stands_for
        ),
    ]

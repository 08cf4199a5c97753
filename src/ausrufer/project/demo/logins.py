"""Who may log in: for people on the screen, for scripts in `demo.env`."""

import json
from collections.abc import Mapping
from pathlib import Path

from ausrufer.project.demo.memory import Memory, write_private
from ausrufer.project.demo.surroundings import addresses

PEOPLE = "people.json"  # written by ausrufer.training.town.load
FOR_SCRIPTS = "demo.env"
ENVIRONMENT = "environment.env"


def tell(folder: Path, port: int, memory: Memory, environment: Mapping[str, str]) -> str:
    """Write the files for scripts and return what a person should read."""
    people = json.loads((folder / PEOPLE).read_text(encoding="utf-8"))
    write_private(folder / FOR_SCRIPTS, _for_scripts(port, people))
    write_private(folder / ENVIRONMENT, _for_commands(environment))
    return _for_people(folder, addresses(port, memory), people)


def _for_scripts(port: int, people: list[dict[str, str]]) -> str:
    lines = [f"AUSRUFER_URL=http://127.0.0.1:{port}"]
    for person in people:
        lines += [
            f"{person['key']}_{name.upper()}={person[name]}"
            for name in ("email", "password", "token")
        ]
    return "\n".join(lines) + "\n"


def _for_commands(environment: Mapping[str, str]) -> str:
    own = {name: value for name, value in environment.items() if name.startswith("AUSRUFER_")}
    return "".join(f"{name}='{value}'\n" for name, value in sorted(own.items()))


def _for_people(folder: Path, links: Mapping[str, str], people: list[dict[str, str]]) -> str:
    width = max(map(len, links)) + 2
    who = [f"{person['name']} ({person['role']})" for person in people]
    lines = ["", "Übungsstadt Musterstadt"]
    lines += [f"  {label:<{width}}{address}" for label, address in links.items()]
    lines += ["", "Anmeldung am Arbeitsplatz"]
    lines += [
        f"  {label:<{max(map(len, who)) + 2}}{person['email']:<30}{person['password']}"
        for label, person in zip(who, people, strict=True)
    ]
    lines += ["", f"Anmeldedaten für Skripte: {folder / FOR_SCRIPTS}", "Beenden mit Strg+C", ""]
    return "\n".join(lines)

"""The command line speaks German, and says what is wrong without a traceback."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

COMMANDS = (
    *("demo", "start", "web", "worker", "migrate", "check", "connectors", "import-feed"),
    *("backup", "restore", "bench", "create-organisation", "create-token"),
    "reset-second-factor",
)
ENGLISH = ("usage", "positional", "options:", "show this help", "error:", "required", "invalid")


def ausrufer(*words: str, cwd: Path | None = None, **variables: str) -> tuple[int, str, str]:
    bare = {name: value for name, value in os.environ.items() if not name.startswith("AUSRUFER_")}
    done = subprocess.run(
        [sys.executable, "-m", "ausrufer.project.cli", *words],
        env={**bare, "COLUMNS": "100", **variables},
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


def test_help_lists_every_command_in_german() -> None:
    code, text, _ = ausrufer("--help")
    assert code == 0
    listed = [line.split()[0] for line in text.splitlines() if line.startswith("    ")]
    assert [word for word in listed if word in COMMANDS] == list(COMMANDS)
    assert [word for word in ENGLISH if word in text.lower()] == []


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_every_command_is_german(command: str) -> None:
    code, text, _ = ausrufer(command, "-h")
    assert code == 0
    assert text.startswith(f"Aufruf: ausrufer {command}")
    assert [word for word in ENGLISH if word in text.lower()] == []


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ((), "ausrufer: Es fehlt: BEFEHL"),
        (("demo", "--port", "x"), "ausrufer demo: --port: muss eine Zahl von 1 bis 65535 sein"),
        (("demo", "--prot"), "ausrufer: Unbekannte Angabe: --prot"),
        (("backup",), "ausrufer backup: Es fehlt: DATEI"),
        (
            ("create-token", "m", "a@b.example", "--label"),
            "ausrufer create-token: --label: ein Wert fehlt",
        ),
    ],
)
def test_a_wrong_call_is_explained_in_german(words: tuple[str, ...], sentence: str) -> None:
    code, _, errors = ausrufer(*words)
    assert (code, errors.splitlines()[-1]) == (2, sentence)


@pytest.mark.parametrize("command", ["web", "worker", "migrate", "check"])
def test_without_an_environment_the_variables_are_named(command: str) -> None:
    code, output, errors = ausrufer(command)
    assert (code, output) == (2, "")
    assert errors.splitlines()[0].startswith("Die Umgebungsvariable AUSRUFER_DATABASE_URL fehlt: ")
    assert len(errors.splitlines()) == 6


def test_measurements_belong_to_the_source(tmp_path: Path) -> None:
    code, _, errors = ausrufer("bench", "first-voice", cwd=tmp_path)
    assert (code, errors) == (
        1,
        "Messungen gehören zum Quelltext: Bitte rufen Sie den Befehl im Projektordner auf, in dem "
        "der Ordner bench liegt.\n",
    )


def test_a_measurement_prints_one_json_object_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "bench").mkdir()
    (tmp_path / "bench" / "two_words.py").write_text(
        "import os\n\n\ndef run(words):\n    print('laut')\n    os.system('echo lauter')\n"
        "    return {'words': words}\n"
    )
    code, output, errors = ausrufer("bench", "two-words", "--n", "5", cwd=tmp_path)
    assert (code, output) == (0, '{\n "words": [\n  "--n",\n  "5"\n ]\n}\n')
    assert sorted(errors.splitlines()) == ["laut", "lauter"]


def test_an_unknown_measurement_is_answered_with_those_there_are(tmp_path: Path) -> None:
    (tmp_path / "bench").mkdir()
    (tmp_path / "bench" / "crash.py").write_text("import os\n\ndef run(words): ...\n")
    (tmp_path / "bench" / "practice.py").write_text("import os\n")
    code, _, errors = ausrufer("bench", "nix", cwd=tmp_path)
    assert (code, errors) == (1, "Die Messung „nix“ gibt es nicht. Es gibt: crash.\n")

"""Make the environment: packages, the product itself, browser assets, translations.

Runs with the machine's own Python and nothing else. What is there already is left alone: stamps
carry the fingerprint of what they were made from. Everything is said on stderr.

    python3 tools/setup.py runtime    what the product needs
    python3 tools/setup.py dev        also what tests and checks need
"""

import argparse
import fcntl
import hashlib
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable, Iterable
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent
VENV = HOUSE / ".venv"
PYTHON = VENV / "bin" / "python"
LOCALE = HOUSE / "src" / "ausrufer" / "locale"
OLDEST = (3, 11)
REQUIREMENTS = {"runtime": "Programmpakete", "dev": "Prüfwerkzeuge"}


def main() -> None:
    """Set up what was asked for, once at a time."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("what", choices=REQUIREMENTS)
    what = arguments.parse_args().what
    if sys.version_info < OLDEST:
        sys.exit(f"Python {OLDEST[0]}.{OLDEST[1]} oder neuer wird gebraucht.")
    lock = HOUSE / "var" / "setup.lock"
    lock.parent.mkdir(exist_ok=True)
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)  # two terminals may start a demo at the same moment
        set_up(what)


def set_up(what: str) -> None:
    """Bring every step up to date."""
    make_environment()
    for name in ["runtime"] if what == "runtime" else ["runtime", "dev"]:
        path = HOUSE / "requirements" / f"{name}.txt"
        once(name, [path], lambda name=name, path=path: install(name, path))  # type: ignore[misc]
    once("product", [HOUSE / "pyproject.toml"], install_product)
    run("Gestaltung", [PYTHON, HOUSE / "tools" / "assets.py", *_readers(what)])
    once("translations", sorted(LOCALE.rglob("*.po")), compile_translations)


def make_environment() -> None:
    """Create the virtual environment; one left by another Python is made anew."""
    if PYTHON.exists() and _works():
        return
    say("Python-Umgebung wird angelegt …")
    shutil.rmtree(VENV, ignore_errors=True)
    try:
        venv.create(VENV, with_pip=True)
    except (subprocess.CalledProcessError, OSError):
        sys.exit("Die Python-Umgebung ließ sich nicht anlegen: Fehlt das Paket python3-venv?")


def install(name: str, path: Path) -> None:
    """Install exactly what a lock file names; every file must have a hash that stands there."""
    say(f"{REQUIREMENTS[name]} werden installiert …")
    quiet = ["--quiet", "--no-input", "--disable-pip-version-check", "--progress-bar", "off"]
    # The lock is complete, so nothing is left to resolve; bytecode is made on all cores below.
    exact = ["--require-hashes", "--no-deps", "--no-compile"]
    run("Pakete", [PYTHON, "-m", "pip", "install", *quiet, *exact, "-r", path])
    packages = next(VENV.glob("lib/python*/site-packages"))
    run(None, [PYTHON, "-m", "compileall", "-q", "-j", "0", packages])


def install_product() -> None:
    """Make `ausrufer` importable and callable from the source."""
    quiet = ["--quiet", "--no-input", "--disable-pip-version-check"]
    run("Ausrufer", [PYTHON, "-m", "pip", "install", *quiet, *EDITABLE, "-e", HOUSE])


EDITABLE = ["--no-deps", "--no-build-isolation", "--no-index"]


def compile_translations() -> None:
    """Compile every catalogue below `locale/`."""
    if list(LOCALE.rglob("*.po")):
        compiler = [VENV / "bin" / "pybabel", "compile", "--domain", "django"]
        run("Übersetzungen", [*compiler, "--directory", LOCALE])


def once(name: str, sources: Iterable[Path], work: Callable[[], None]) -> None:
    """Do `work` unless it was done with the same content of `sources`."""
    fingerprint = hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()
    stamp = VENV / f".{name}.stamp"
    if stamp.exists() and stamp.read_text() == fingerprint:
        return
    stamp.unlink(missing_ok=True)
    work()
    stamp.write_text(fingerprint)


def run(label: str | None, command: Iterable[object]) -> None:
    """Run a program in the house; its words are shown only where it fails (None: never fails)."""
    words = [str(word) for word in command]
    done = subprocess.run(words, cwd=HOUSE, capture_output=True, text=True, check=False)
    if done.returncode and label is not None:
        sys.exit(f"{label}: Das Einrichten ist gescheitert.\n{done.stdout}{done.stderr}")


def say(sentence: str) -> None:
    """Tell what takes a while."""
    print(sentence, file=sys.stderr, flush=True)


def _works() -> bool:
    command = [PYTHON, "-c", f"import pip, sys; assert sys.version_info >= {OLDEST}"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def _readers(what: str) -> list[str]:
    return ["--with-readers"] if what == "dev" else []


if __name__ == "__main__":
    main()

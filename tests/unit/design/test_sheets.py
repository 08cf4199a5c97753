"""The sources of the look: complete, without foreign addresses, without inline style or script."""

import gzip
import json
import re
from pathlib import Path

import brotli
import pytest

DESIGN = Path(__file__).resolve().parents[3] / "src" / "ausrufer" / "design"
SOURCES = DESIGN / "static" / "design"
VENDOR = DESIGN / "static" / "vendor"
TEMPLATES = sorted((DESIGN / "templates").rglob("*.html"))


def listed(name: str) -> list[str]:
    return (SOURCES / f"{name}.list").read_text().split()


def test_every_sheet_and_script_is_in_a_bundle() -> None:
    sheets = {*listed("desk.css"), *listed("public.css")}
    assert sheets == {file.name for file in (SOURCES / "css").iterdir()}
    scripts = {file.name for file in (SOURCES / "js").iterdir()}
    # what only one page needs is asked for by that page
    alone = {one for one in scripts if any(one in page.read_text() for page in TEMPLATES)}
    assert {*listed("desk.js"), *alone} == scripts
    assert alone & set(listed("desk.js")) == set()


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda file: file.name)
def test_templates_have_no_inline_style_or_script(template: Path) -> None:
    text = template.read_text()
    assert re.findall(r"\sstyle=|<style|\son[a-z]+=|javascript:", text) == []
    assert re.findall(r"<script(?![^>]*\bsrc=)", text) == []


def test_bundles_reach_no_foreign_address() -> None:
    for file in (VENDOR / "bundle").glob("*.css"):
        addresses = re.findall(r'url\("?([^")]+)', file.read_text())
        assert [one for one in addresses if not one.startswith(("../", "data:image/svg+xml"))] == []


def test_kern_is_the_file_its_makers_published() -> None:
    modules = DESIGN.parents[2] / "node_modules" / "@kern-ux" / "native"
    if not modules.exists():
        pytest.skip("the npm packages are not installed beside this copy of the house")
    assert (VENDOR / "kern" / "kern.min.css").read_bytes() == (
        modules / "dist" / "kern.min.css"
    ).read_bytes()


def test_compressed_copies_say_the_same() -> None:
    for file in [*VENDOR.rglob("*.css"), *VENDOR.rglob("*.js")]:
        assert brotli.decompress(Path(f"{file}.br").read_bytes()) == file.read_bytes()
        assert gzip.decompress(Path(f"{file}.gz").read_bytes()) == file.read_bytes()


def test_every_file_of_ours_has_a_fingerprint() -> None:
    known = json.loads((VENDOR / "fingerprints.json").read_text())
    assert sorted(known) == sorted(
        file.relative_to(VENDOR.parent).as_posix()
        for file in [*VENDOR.rglob("*.*"), SOURCES / "mark.svg"]
        if file.suffix in {".css", ".js", ".woff2", ".svg"}
    )


def test_the_four_fonts_stay_small() -> None:
    fonts = {file.name: file.stat().st_size for file in (VENDOR / "fira-sans").glob("*.woff2")}
    assert len(fonts) == 4
    assert {name: size for name, size in fonts.items() if size > 40_000} == {}

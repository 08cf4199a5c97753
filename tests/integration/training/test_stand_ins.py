"""In the demo nobody is asked outside: every address a connector names has a stand-in there."""

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.utils.module_loading import import_string

import ausrufer.connectors
from ausrufer.channels.practice import practice_platforms
from ausrufer.project.demo.memory import remembered
from ausrufer.project.demo.surroundings import demo_environment
from ausrufer.project.settings import AUSRUFER_CONNECTORS

CONNECTORS = Path(ausrufer.connectors.__file__ or "").parent


def origins_asked() -> Iterator[tuple[str, str]]:
    """Return every origin a connector asks for, with the file that does."""
    for path in sorted(CONNECTORS.rglob("*.py")):
        if "tests" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.Call(func=ast.Attribute(attr="origin"), args=[told]):
                    yield _value(path, told), path.name


def _value(path: Path, told: ast.expr) -> str:
    assert isinstance(told, ast.Name), f"{path}: name the origin in a constant of the module"
    inside = path.relative_to(CONNECTORS).with_suffix("")
    module = import_module(".".join(("ausrufer", "connectors", *inside.parts)))
    return str(getattr(module, told.id))


def origins_of_consent() -> Iterator[tuple[str, str]]:
    """Return where people consent and where tokens come from, with the kind of network."""
    for path in AUSRUFER_CONNECTORS:
        manifest = import_string(path).manifest
        if manifest.consent is not None:
            yield _origin(manifest.consent.authorize_url), manifest.kind
            yield _origin(manifest.consent.token_url), manifest.kind


def _origin(address: str) -> str:
    found = urlsplit(address)
    return f"{found.scheme}://{found.netloc}"


@pytest.fixture
def stand_ins(tmp_path: Path) -> dict[str, str]:
    told = demo_environment(tmp_path, 8321, "postgresql://", remembered(tmp_path))
    return dict(practice_platforms(told["AUSRUFER_PRACTICE_PLATFORMS"].split(",")).stand_ins)


def test_every_origin_has_a_stand_in(stand_ins: dict[str, str]) -> None:
    asked = [*origins_asked(), *origins_of_consent()]
    assert len({origin for origin, _where in asked}) > 15  # the search finds what is there
    assert [one for one in asked if one[0] not in stand_ins] == []


def test_every_stand_in_is_this_machine(stand_ins: dict[str, str]) -> None:
    assert {urlsplit(one).hostname for one in stand_ins.values()} == {"127.0.0.1"}

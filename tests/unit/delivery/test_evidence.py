"""The link of a post made by hand: plausible, or a sentence that says why not."""

import pytest

from ausrufer.delivery.evidence import checked_link
from ausrufer.organisations.errors import Unfit

HOSTS = ("netz.example", "kurz.example")


@pytest.mark.parametrize(
    "link",
    [
        "https://netz.example/stadt/1",
        "https://www.netz.example/stadt/1?a=b#c",
        "https://NETZ.example/stadt/1",
        "https://kurz.example/x",
    ],
)
def test_plausible(link: str) -> None:
    assert checked_link(f"  {link}\n", HOSTS) == link


def test_nothing_is_nothing() -> None:
    assert checked_link("  ", HOSTS) == ""


def test_without_hosts_any_may_be() -> None:
    assert checked_link("https://irgendwo.example/1", ()) == "https://irgendwo.example/1"


@pytest.mark.parametrize(
    ("link", "said"),
    [
        ("http://netz.example/1", "kein vollständiger Link"),
        ("netz.example/1", "kein vollständiger Link"),
        ("javascript:alert(1)//netz.example/1", "kein vollständiger Link"),
        ("https://", "kein vollständiger Link"),
        ("https://localhost/1", "kein vollständiger Link"),
        ("https://netz.example:8443/1", "kein vollständiger Link"),
        ("https://netz.example:x/1", "kein vollständiger Link"),
        ("https://du@netz.example/1", "kein vollständiger Link"),
        ("https://netz.example\\@boese.example/1", "kein vollständiger Link"),
        ("https://netz.example/a b", "kein vollständiger Link"),
        ("https://netz.example/\u202egnp", "kein vollständiger Link"),
        ("https://netz.example/\x001", "kein vollständiger Link"),
        ("https://[netz.example/1", "kein vollständiger Link"),
        ("https://boese.example/netz.example/1", "führt nicht zum Netzwerk"),
        ("https://bösenetz.example/1", "führt nicht zum Netzwerk"),
        ("https://netz.example.boese.example/1", "führt nicht zum Netzwerk"),
        ("https://netz.example", "Startseite"),
        ("https://netz.example//", "Startseite"),
        ("https://netz.example/" + "x" * 500, "höchstens 500"),
    ],
)
def test_implausible(link: str, said: str) -> None:
    with pytest.raises(Unfit, match=said) as unfit:
        checked_link(link, HOSTS)
    assert unfit.value.field == "link"

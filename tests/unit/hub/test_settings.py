import pytest

from ausrufer.hub.site.colour import checked_accent, contrast_of, for_dark_ground, style_sheet
from ausrufer.hub.site.errors import SettingsRefused
from tests.unit.hub.town import SETTINGS, settings


def test_settings_are_read_whole() -> None:
    read = settings()
    assert read.base_url == "https://aktuell.musterstadt.example/"
    assert read.address("feed.atom") == "https://aktuell.musterstadt.example/feed.atom"
    assert (read.host, read.base_path) == ("aktuell.musterstadt.example", "/")
    assert read.profiles == (
        "https://social.example/@musterstadt",
        "https://bsky.example/profile/musterstadt",
    )


def test_a_site_may_lie_below_a_path_and_on_a_host_with_umlauts() -> None:
    read = settings(base_url="https://Müllheim.example:8443/aktuelles/")
    assert read.base_url == "https://xn--mllheim-n2a.example:8443/aktuelles/"
    assert read.host == "xn--mllheim-n2a.example:8443"
    assert read.base_path == "/aktuelles/"


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("base_url", "", "fehlt"),
        ("base_url", "musterstadt.example", "https://"),
        ("base_url", "ftp://musterstadt.example", "https://"),
        ("base_url", "https://a:b@musterstadt.example", "https://"),
        ("base_url", "https://musterstadt.example/?a=1", "weder ? noch #"),
        ("base_url", "https://muster stadt.example", "https://"),
        ("base_url", "https://x.example:99999", "https://"),
        ("folder", "../etc", "Bindestrichen"),
        ("folder", "Musterstadt", "Bindestrichen"),
        ("folder", "hosts", "reserviert"),
        ("contact_email", "presse@", "E-Mail-Adresse"),
        ("contact_email", "a@b.example?bcc=c@d.example", "E-Mail-Adresse"),
        ("imprint_url", "javascript:alert(1)", "https://"),
        ("accent", "red", "sechsstellig"),
        ("accent", "#ffcc00", "zu blass"),
        ("language", "fr", "„de“"),
        ("profiles", "https://a.example javascript:x", "https://"),
        ("town_name", "M" * 301, "300"),
        ("claim", "eins\nzwei", "Steuerzeichen"),
    ],
)
def test_wrong_settings_are_refused_in_german(name: str, value: str, words: str) -> None:
    with pytest.raises(SettingsRefused) as refused:
        settings(**{name: value})
    assert words in refused.value.for_staff


def test_nothing_is_required_that_a_small_town_may_lack() -> None:
    required = {"base_url", "folder", "town_name", "contact_email"}
    read = settings(**{name: "" for name in SETTINGS if name not in required})
    assert (read.imprint_url, read.profiles, read.language) == ("", (), "de")


def test_contrast_is_measured_as_wcag_says() -> None:
    assert contrast_of("#000000", "#ffffff") == 21.0
    assert round(contrast_of("#767676", "#ffffff"), 2) == 4.54


def test_the_bound_of_contrast_is_exact() -> None:
    # on KERN's tinted surface, not only on white
    assert checked_accent("6F6F6F") == "#6f6f6f"
    with pytest.raises(SettingsRefused) as refused:
        checked_accent("#717171")
    assert "4,4 : 1" in refused.value.for_staff


@pytest.mark.parametrize("accent", ["#000000", "#0b5c3b", "#7a0019", "#1c4f8f", "#6f6f6f"])
def test_every_accent_has_a_readable_shade_for_the_dark_theme(accent: str) -> None:
    shade = for_dark_ground(accent)
    assert contrast_of(shade, "#131525") >= 4.5
    assert shade in style_sheet(accent)

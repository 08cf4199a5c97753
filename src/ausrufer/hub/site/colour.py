"""The accent colour of a town: contrast by WCAG 2.2, and the style sheet made from it. Pure."""

import re
from colorsys import hls_to_rgb, rgb_to_hls

from ausrufer.hub.site.errors import SettingsRefused

THEME = "theme.css"  # the file that keeps the style sheet
LEAST_CONTRAST = 4.5  # WCAG 2.2, 1.4.3: text of normal size
_WHITE, _INK = "#ffffff", "#000000"
# KERN's tinted surfaces (neutral 025 and 950): text on them has less contrast than on the pure.
_LIGHT, _DARK = "#f3f4f7", "#131525"
_KNEE = 0.04045  # where the curve of sRGB turns from a line into a power
_ACTION, _ON_ACTION = "--kern-color-action-default", "--kern-color-action-on-default"
_HEX = re.compile(r"#?([0-9a-fA-F]{6})")


def checked_accent(value: str) -> str:
    """Return the colour as `#rrggbb`; raises SettingsRefused where text in it could not be read."""
    match = _HEX.fullmatch(value.strip())
    if match is None:
        raise SettingsRefused(
            "Die Akzentfarbe muss als sechsstelliger Farbwert angegeben sein, zum Beispiel #0b5c8a."
        )
    colour = f"#{match[1].lower()}"
    contrast = contrast_of(colour, _LIGHT)
    if contrast < LEAST_CONTRAST:
        raise SettingsRefused(
            f"Die Akzentfarbe {colour} ist auf hellem Grund zu blass zum Lesen: Kontrast "
            f"{_german(contrast)} : 1, nötig sind {_german(LEAST_CONTRAST)} : 1. "
            "Bitte wählen Sie einen dunkleren Ton."
        )
    return colour


def contrast_of(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def for_dark_ground(colour: str) -> str:
    """Return the colour in the same hue, lightened just far enough for the dark theme."""
    hue, lightness, saturation = rgb_to_hls(*(part / 255 for part in _channels(colour)))
    for step in range(21):
        lighter = lightness + (1 - lightness) * step / 20
        shade = _hex(hls_to_rgb(hue, lighter, saturation))
        if contrast_of(shade, _DARK) >= LEAST_CONTRAST + 1:
            return shade
    return _WHITE


def style_sheet(accent: str) -> str:
    """Return the theme of the town: KERN's colour of actions in both themes, black on paper."""
    return (
        f"@media screen{{:root{{{_ACTION}:{accent};{_ON_ACTION}:{_WHITE}}}}}\n"
        "@media screen and (prefers-color-scheme:dark){"
        f":root{{{_ACTION}:{for_dark_ground(accent)};{_ON_ACTION}:{_INK}}}}}\n"
        f"@media print{{:root{{{_ACTION}:{_INK}}}}}\n"
    )


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(channel / 255) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(share: float) -> float:
    return share / 12.92 if share <= _KNEE else float(((share + 0.055) / 1.055) ** 2.4)


def _hex(shares: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(share * 255):02x}" for share in shares)


def _german(number: float) -> str:
    # rounded down: a contrast of 4.49 must not read as the 4.5 that is asked for
    return f"{int(number * 10) / 10:.1f}".replace(".", ",")

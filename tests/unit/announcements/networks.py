"""Manifests of made-up networks: every way a channel can take a text."""

from ausrufer.channels.contract import (
    Form,
    LongText,
    Manifest,
    PictureRules,
    TextRules,
    Unit,
)

PICTURES = PictureRules(most=4, pixels=4_000_000, alt_text_limit=1500)


def network(form: Form = Form.POST, pictures: PictureRules = PICTURES, **rules: object) -> Manifest:
    return Manifest("probe", "Probe", form, TextRules(**rules), pictures)  # type: ignore[arg-type]


ELEPHANT = network(limit=500, link_weight=23, hashtags=True)
BUTTERFLY = network(limit=300, byte_limit=3000, link_in_text=False, hashtags=True)
THREAD = network(limit=280, long_text=LongText.THREAD, unit=Unit.UTF16)
LETTER = network(Form.LETTER, subject_limit=78, preheader_limit=110)
PAGE = network(Form.PAGE)

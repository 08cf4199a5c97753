"""Where emojis stand in a text: networks count them apart.

A family of four is one emoji of seven signs; whatever Unicode allows to be joined counts as one,
even where nobody has drawn it yet.
"""

import regex

# © and ® are letters unless a sign behind them asks for a picture
_BASE = r"(?:[\p{Extended_Pictographic}--[©®]]\ufe0f?|[©®]\ufe0f)(?!\ufe0e)"
_ONE = rf"{_BASE}\p{{Emoji_Modifier}}?(?:[\U000e0020-\U000e007e]+\U000e007f)?"
EMOJI = regex.compile(
    rf"(?V1)\p{{RI}}\p{{RI}}|[0-9#*]\ufe0f?\u20e3|{_ONE}(?:\u200d{_ONE})*|\p{{Emoji_Modifier}}"
)

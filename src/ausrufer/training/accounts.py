"""The accounts Musterstadt has on the emulated networks: ids, names, tokens. Pure."""

SPEAKS_FOR = "Stadt Musterstadt (Übung)"
NAME = "musterstadt"
APP = "uebungsstadt"  # the app the town registered everywhere
PAGE = "175154750010052"
INSTAGRAM = "17841400000000001"
THREADS = "4711"
ORGANISATION = 123456
BOARD = "549755885175"
REDDITOR = "Musterstadt"
YOUTUBE = "UCpractice-town-4711-abcd"
TIKTOK = "practice-open-id"


def token_of(network: str, secret: str) -> str:
    """Return what opens the account on a network; Telegram wants the number of a bot before it."""
    return f"4711:{secret}" if network == "telegram" else f"{network}-{secret}"


def app_secret(secret: str) -> str:
    """Return the secret of the town's app."""
    return f"app-{secret}"

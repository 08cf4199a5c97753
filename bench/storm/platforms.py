"""The emulated platforms: their lots begun and counted, their own logs read."""

import json
import urllib.request
from collections import Counter
from collections.abc import Iterable, Sequence
from email import message_from_bytes, policy
from typing import Any

from ausrufer.training.networks import NETWORKS
from bench.practice import PATIENCE, PracticeTown
from bench.storm.verdicts import Arrived

_POSTING = ("mastodon", "bluesky", "matrix", *NETWORKS)
DRAWING = ("mailbox", *_POSTING)
_KINDS = {
    "telegram": "telegram_channel",
    "linkedin": "linkedin_page",
    "matrix": "matrix_room",
}
_QUOTAS = ("facebook", "threads")  # count the posts of a day


def begin_lots(town: PracticeTown, seed: int, share: float) -> None:
    """Let every platform draw faults from now on; `share` 1 is the usual lot."""
    from ausrufer.training.lots import USUAL

    shares = {mishap.value: usual * share for mishap, usual in USUAL.items()}
    for name in DRAWING:
        ask(town, name, "/_lots", "PUT", {"seed": f"{seed}-{name}", "shares": shares})


def end_lots(town: PracticeTown) -> dict[str, int]:
    """End the lots and return what was drawn, of all platforms together."""
    drawn: Counter[str] = Counter()
    for name in DRAWING:
        drawn.update(ask(town, name, "/_lots", "DELETE")["drawn"])
    return dict(sorted(drawn.items()))


def let_a_day_pass(town: PracticeTown) -> None:
    """Let the platforms that count posts by the day begin a new one."""
    for name in _QUOTAS:
        ask(town, name, "/_day", "POST")


def arrived(town: PracticeTown) -> Arrived:
    """Read the logs of all platforms, of the mailbox and of the own site."""
    found = Arrived()
    for letter in town.received("mailbox"):
        found.note("email", letter["recipient"], _words(town, letter["number"]))
    for name in _POSTING:
        for post in _latest(town.received(name)):
            if post.get("privacy") != "private":  # a film nobody sees is no copy
                gone = bool(post.get("deleted") or post.get("deleted_at"))
                found.note(_kind(name, post), "", json.dumps(post, ensure_ascii=False), gone=gone)
    for entry in (town.folder / "public" / "musterstadt" / "entries").glob("*.json"):
        found.note("hub", "", entry.read_text("utf-8"))
    return found


def _words(town: PracticeTown, letter: int) -> str:
    """Return what stands in a letter; its subject may be that of another one."""
    path = town.folder / "training" / "mailbox" / f"{letter:06}.eml"
    body = message_from_bytes(path.read_bytes(), policy=policy.default).get_body(("plain",))
    return str(body.get_content()) if body else ""


def _latest(posts: Sequence[dict[str, Any]]) -> Iterable[dict[str, Any]]:
    """Return each post once: Bluesky corrects by making one anew in the same place."""
    return {post.get("uri") or number: post for number, post in enumerate(posts)}.values()


def _kind(name: str, post: dict[str, Any]) -> str:
    if name == "facebook":
        return "instagram" if post["kind"] == "IGMedia" else "facebook_page"
    return _KINDS.get(name, name)


def ask(town: PracticeTown, name: str, path: str, method: str, told: object = None) -> Any:
    """Ask a platform one of the questions of drills, below /_; return its answer."""
    asked = urllib.request.Request(  # noqa: S310 - our own
        town.address(name, path), json.dumps(told).encode() if told else None, method=method
    )
    with urllib.request.urlopen(asked, timeout=PATIENCE) as answer:  # noqa: S310 - our own
        return json.load(answer)

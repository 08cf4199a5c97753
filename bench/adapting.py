"""One message in its forms for all channels: computed, and looked at while it is written."""

import re
import time
from typing import Any
from urllib.parse import urlencode

from ausrufer.announcements.models import Announcement, Placement
from ausrufer.announcements.renditions import renditions_on
from ausrufer.foundation.clock import now
from ausrufer.organisations.models import Department
from ausrufer.training.town import usual_channels
from bench.caller import Caller
from bench.figures import spread
from bench.texts import text

ADAPTATION_AIM_MS, PREVIEW_AIM_MS = 30.0, 60.0
PREVIEW, NEW = "/desk/mitteilungen/vorschau/", "/desk/mitteilungen/neu/"
_TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')


def adaptation(rounds: int) -> dict[str, Any]:
    """Compute forms, findings and fingerprints of different texts on every channel, no database."""
    placements = [Placement(channel=channel) for channel in usual_channels()]
    department = Department.objects.all()[0]
    seconds = []
    for number in range(rounds):
        words = text(number)
        written = Announcement(
            department=department,
            title=words.title,
            body=words.body,
            topic=words.topic,
            created_at=now(),
        )
        began = time.perf_counter()
        for rendition in renditions_on(written, placements, []):
            _ = rendition.preview, rendition.fingerprint
        seconds.append(time.perf_counter() - began)
    return {"channels": len(placements), **spread(seconds, aim_p95=ADAPTATION_AIM_MS)}


def preview(caller: Caller, cookie: str, rounds: int) -> dict[str, Any]:
    """Ask the web server for the live preview, as the page does while somebody types."""
    found = _TOKEN.search(caller.get(NEW).body)
    if found is None:
        raise RuntimeError("the page to write on has no form")
    token = found[1].decode()
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Cookie": f"{cookie}; csrftoken={token}",
        "HX-Request": "true",
    }
    seconds = []
    for number in range(rounds):
        answer = caller.call("POST", PREVIEW, _form(token, number), headers)
        if answer.status != 200:  # noqa: PLR2004
            raise RuntimeError(f"the preview answered {answer.status}")
        seconds.append(answer.seconds)
    return spread(seconds, aim_p95=PREVIEW_AIM_MS)


def _form(token: str, number: int) -> bytes:
    words = text(number)
    fields = [
        ("csrfmiddlewaretoken", token),
        ("title", words.title),
        ("body", words.body),
        ("topic", words.topic),
        ("department", Department.objects.get(name=words.department).pk),
        ("language", "de"),
        *(("channels", channel.pk) for channel in usual_channels()),
    ]
    return urlencode(fields).encode()

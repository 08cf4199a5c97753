"""From a second person's yes to a page anybody can read, through real web and worker processes."""

import time
from typing import Any

from ausrufer.announcements.models import Announcement
from bench.caller import Caller
from bench.figures import spread
from bench.texts import text

AIM_MS = 1000.0
PATIENCE = 60.0
LOOK_EVERY = 0.005  # seconds


def approve_to_visible(port: int, log_ins: dict[str, str], rounds: int) -> dict[str, Any]:
    """Publish `rounds` messages on all channels, one after the other, as a press office does.

    The clock runs from sending the approval to the API until the public address answers 200. The
    next message is written when all deliveries of the one before are done.
    """
    anna, bekir = (_speaking(port, log_ins[f"{name}_TOKEN"]) for name in ("ANNA", "BEKIR"))
    public = Caller(port, {})
    departments = {one["name"]: one["id"] for one in anna.get("/api/v1/departments").json}
    approvals, visible = [], []
    for number in range(rounds):
        public_id = _written(anna, departments, number)
        asked = anna.post_json(f"/api/v1/announcements/{public_id}/submit").json
        path = f"/{Announcement.objects.get(public_id=public_id).path}/"
        began = time.perf_counter()
        answer = bekir.post_json(
            f"/api/v1/approvals/{asked['id']}/decision",
            {"verdict": "approved", "fingerprint": asked["fingerprint"]},
        )
        _wait_until(lambda path=path: public.call("GET", path).status == 200)  # noqa: PLR2004
        visible.append(time.perf_counter() - began)
        approvals.append(answer.seconds)
        _wait_until(lambda one=public_id: _done(anna, one))
    return {**spread(visible, aim_p95=AIM_MS), "of_it_the_decision": spread(approvals)}


def _written(anna: Caller, departments: dict[str, int], number: int) -> str:
    words = text(1_000_000 + number)
    created = anna.post_json(
        "/api/v1/announcements",
        {
            "title": words.title,
            "body": words.body,
            "topic": words.topic,
            "department": departments[words.department],
        },
    )
    return str(created.json["id"])


def _done(anna: Caller, public_id: str) -> bool:
    found = anna.get(f"/api/v1/deliveries?announcement={public_id}").json["items"]
    letters = [state for one in found if one["letters"] for state in one["letters"]["by_state"]]
    return not {"waiting", "in_flight"} & {*(one["state"] for one in found), *letters}


def _speaking(port: int, token: str) -> Caller:
    return Caller(port, {"Authorization": f"Bearer {token}"})


def _wait_until(is_so: Any) -> None:
    end = time.monotonic() + PATIENCE
    while not is_so():
        if time.monotonic() > end:
            raise TimeoutError("it did not happen within a minute")
        time.sleep(LOOK_EVERY)

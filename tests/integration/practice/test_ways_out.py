"""Every place that opens the way out of the house is known, with what keeps an exercise apart."""

from pathlib import Path

import ausrufer

SOURCE = Path(ausrufer.__file__ or "").parent
NARROWED = "calls are made by a connector narrowed to the emulators (`for_access`)"
WAYS_OUT = {
    "announcements/figures/measuring.py": NARROWED,
    "channels/asking.py": NARROWED,
    "channels/connecting/asking.py": NARROWED,
    "subscriptions/sending.py": NARROWED,
    "project/worker.py": "the client every call of delivery/call.py is narrowed from",
    "project/settings.py": "says it",
    "organisations/practice.py": "shuns real networks for links, feeds and the writing aid",
    "organisations/directory.py": "the log-in of real people; nothing is published there",
    "notices/sending/attempt.py": "tells the house's own people, marked ÜBUNG",
    "notices/sending/push.py": "only compares addresses",
    "notices/web/matrix.py": "asks the house's own Matrix server whose token it is",
}


def test_no_way_out_is_unknown() -> None:
    found = {
        str(path.relative_to(SOURCE))
        for path in SOURCE.rglob("*.py")
        if "tests" not in path.parts and "HTTP_POLICY" in path.read_text("utf-8")
    }
    assert found == set(WAYS_OUT)


def test_connectors_are_made_of_narrowed_surroundings_only() -> None:
    made = [
        path
        for path in SOURCE.rglob("*.py")
        if "tests" not in path.parts and "registry.connector(" in path.read_text("utf-8")
    ]
    assert len(made) >= 5
    for path in made:
        text = path.read_text("utf-8")
        assert text.count("registry.connector(") <= text.count(".for_access("), path
    for name in (one for one, reason in WAYS_OUT.items() if reason is NARROWED):
        assert ".for_access(" in (SOURCE / name).read_text("utf-8"), name

"""The practice town on one machine: first start, crash, second start, neighbours, end."""

import json
import os
import queue
import re
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest

from ausrufer.project.demo.folder import forget
from ausrufer.project.supervision.ports import free_ports
from ausrufer.project.supervision.processes import marked
from ausrufer.training.networks import NETWORKS

PATIENCE = 170  # seconds


class Demo:
    """A running `ausrufer demo`, as a person at a terminal would have it."""

    def __init__(self, base: Path, port: int) -> None:
        self.port = port
        bare = {
            name: value for name, value in os.environ.items() if not name.startswith("AUSRUFER_")
        }
        self.running = subprocess.Popen(
            [sys.executable, "-m", "ausrufer.project.cli", "demo", "--port", str(port)],
            cwd=base,
            env=bare,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.said: list[str] = []
        self._lines: queue.Queue[str | None] = queue.Queue()
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self.running.stdout is not None
        for line in self.running.stdout:
            self._lines.put(line.rstrip("\n"))
        self._lines.put(None)
        self.running.stdout.close()

    def until(self, sentence: str) -> list[str]:
        """Read on until a line is said; everything said so far is returned."""
        while sentence not in self.said:
            line = self._lines.get(timeout=PATIENCE)
            assert line is not None, "\n".join(self.said)
            self.said.append(line)
        return self.said

    def ready(self) -> list[str]:
        return self.until(f"Ausrufer bereit: http://127.0.0.1:{self.port}/")

    def rest(self) -> list[str]:
        return list(iter(lambda: self._lines.get(timeout=PATIENCE), None))

    def stop(self) -> int:
        self.running.send_signal(signal.SIGINT)
        return self.running.wait(PATIENCE)


@pytest.fixture
def base() -> Iterator[Path]:
    made = Path(tempfile.mkdtemp(prefix="ausrufer-demo-")).resolve()
    made.chmod(0o755)
    yield made
    forget(made, None)
    shutil.rmtree(made)


@pytest.fixture
def port() -> int:
    return free_ports(("web",))["web"]


@pytest.fixture
def demo(base: Path) -> Iterator[Callable[[int], Demo]]:
    started: list[Demo] = []

    def start(port: int) -> Demo:
        started.append(Demo(base, port))
        return started[-1]

    yield start
    for each in started:
        if each.running.poll() is None:
            each.stop()


def answer(address: str) -> int:
    with urllib.request.urlopen(address, timeout=30) as page:  # noqa: S310 - our own address
        return int(page.status)


def variables(path: Path) -> dict[str, str]:
    return dict(line.split("=", 1) for line in path.read_text("utf-8").splitlines())


def test_from_an_empty_folder_to_a_town_that_survives_everything(
    base: Path, port: int, demo: Callable[[int], Demo]
) -> None:
    first = demo(port)
    said = first.ready()
    folder = base / "var" / "demo"
    assert f"Anmeldedaten für Skripte: {folder}/demo.env" in said
    for secret in ("demo.env", "environment.env", "demo.json", "people.json"):
        assert stat.S_IMODE((folder / secret).stat().st_mode) == 0o600

    known = variables(folder / "demo.env")
    people = json.loads((folder / "people.json").read_text("utf-8"))
    assert known["AUSRUFER_URL"] == f"http://127.0.0.1:{port}"
    assert [key for key in known if key.endswith("_TOKEN")] == [
        f"{person['key']}_TOKEN" for person in people
    ]
    assert answer(f"http://127.0.0.1:{port}/") == 200
    assert api(known) == 200
    shown = [line.split()[-1] for line in said if line.startswith("  Übungs-")]
    assert len(shown) == 2 + len(NETWORKS)
    assert {answer(address) for address in shown} == {200}

    # no link of an exercise leads out of this machine
    wait_until(lambda: len(permalinks(known)) >= len(NETWORKS))
    assert {urlsplit(one).hostname for one in permalinks(known)} == {"127.0.0.1"}
    desk = logged_in(known)
    pages = ["/", *(f"/desk/mitteilungen/{one}/" for one in told(known, "announcements", "id"))]
    led = {where for page in pages for where in targets(read(desk, known["AUSRUFER_URL"] + page))}
    # the second is what the town's own texts link to, a name that belongs to nobody
    assert {urlsplit(one).hostname for one in led} == {"127.0.0.1", "www.musterstadt.example"}

    # residents comment, by themselves and by script
    wall = next(line.split()[-1] for line in said if "Übungs-Facebook" in line)
    asked = urllib.request.Request(f"{wall}_residents", b'{"count": 3}')  # noqa: S310 - our own
    with urllib.request.urlopen(asked, timeout=30) as answered:  # noqa: S310 - our own
        assert len(json.load(answered)["said"]) == 3
    assert "Kommentare</h2>" in read(desk, wall)

    # a second one beside it, in a folder of its own
    neighbour = demo(free_ports(("web",))["web"])
    neighbour.ready()
    assert (base / "var" / f"demo-{neighbour.port}" / "people.json").exists()
    assert neighbour.stop() == 0

    # the same port once more
    again = demo(port)
    assert again.running.wait(PATIENCE) == 1
    assert again.rest()[-1].startswith(f"Auf Port {port} lauscht bereits ein anderes Programm.")
    assert (base / "var" / f"demo-{port}").exists() is False

    # everything is killed at once
    for pid in [first.running.pid, *marked(folder)]:
        os.kill(pid, signal.SIGKILL)
    first.running.wait(PATIENCE)
    second = demo(port)
    second.ready()
    assert variables(folder / "demo.env") == known
    assert api(known) == 200

    # one child dies and comes back
    worker = next(pid for pid in marked(folder) if "worker" in command(pid))
    os.kill(worker, signal.SIGKILL)
    second.until(
        "Die Zustellung ist ausgefallen (durch Signal 9) und startet in 1 s neu. "
        f"Protokoll: {folder}/log/worker.log"
    )
    wait_until(lambda: any("worker" in command(pid) for pid in marked(folder)))

    assert second.stop() == 0
    assert second.rest()[-1] == "Ausrufer wird beendet …"
    assert marked(folder) == []


def told(known: dict[str, str], what: str, field: str) -> list[str]:
    """Return a field of everything the interface tells of the first hundred."""
    asked = urllib.request.Request(  # noqa: S310 - our own address
        f"{known['AUSRUFER_URL']}/api/v1/{what}?limit=100",
        headers={"Authorization": f"Bearer {known['ANNA_TOKEN']}"},
    )
    with urllib.request.urlopen(asked, timeout=30) as page:  # noqa: S310 - our own
        return [one[field] for one in json.load(page)["items"] if one[field]]


def permalinks(known: dict[str, str]) -> list[str]:
    return told(known, "deliveries", "permalink")


def logged_in(known: dict[str, str]) -> urllib.request.OpenerDirector:
    """Return Anna's browser, as far as links go."""
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
    with browser.open(f"{known['AUSRUFER_URL']}/desk/", timeout=30) as asked:
        address, page = asked.geturl(), asked.read().decode()
    form = {
        "csrfmiddlewaretoken": re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[0],
        "login": known["ANNA_EMAIL"],
        "password": known["ANNA_PASSWORD"],
    }
    with browser.open(address, urlencode(form).encode(), timeout=30) as answered:
        assert urlsplit(answered.geturl()).path == "/desk/"
    return browser


def read(browser: urllib.request.OpenerDirector, address: str) -> str:
    with browser.open(address, timeout=30) as page:
        return str(page.read().decode())


def targets(page: str) -> list[str]:
    return re.findall(r'(?:href|action|src)="(https?://[^"]+)"', page)


def api(known: dict[str, str]) -> int:
    asked = urllib.request.Request(  # noqa: S310 - our own address
        f"{known['AUSRUFER_URL']}/api/v1/announcements",
        headers={"Authorization": f"Bearer {known['ANNA_TOKEN']}"},
    )
    with urllib.request.urlopen(asked, timeout=30) as page:  # noqa: S310 - our own
        return int(page.status)


def command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
    except OSError:
        return ""


def wait_until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.05)

"""All practice platforms in one process, as the demo starts it."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

from ausrufer.training.networks import NETWORKS

WEB = ("MAILBOX", "MASTODON", "BLUESKY", *(name.upper() for name in NETWORKS))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def status_of(host: str, *, until: float) -> int:
    """Return how a page answers once somebody listens there."""
    while True:
        try:
            with closing(http.client.HTTPConnection(host, timeout=5)) as connection:
                connection.request("GET", "/")
                return connection.getresponse().status
        except OSError:
            assert time.monotonic() < until, f"nobody listens at {host}"
            time.sleep(0.05)


def test_every_platform_answers_and_the_process_ends_politely(tmp_path: Path) -> None:
    hosts = {name: f"127.0.0.1:{free_port()}" for name in WEB}
    environment = {
        **os.environ,
        "AUSRUFER_TRAINING_FOLDER": str(tmp_path),
        "AUSRUFER_TRAINING_SMTP": f"127.0.0.1:{free_port()}",
        "AUSRUFER_TRAINING_MASTODON_TOKEN": "token",
        "AUSRUFER_TRAINING_BLUESKY_HANDLE": "musterstadt.test",
        "AUSRUFER_TRAINING_BLUESKY_PASSWORD": "password",
        "AUSRUFER_TRAINING_TOKEN": "a-token-for-all-other-networks",
        "AUSRUFER_TRAINING_RESIDENTS": "6",  # they go about until the end
        "AUSRUFER_BASE_URL": "http://127.0.0.1:8321",
        **{f"AUSRUFER_TRAINING_{name}": f"http://{host}" for name, host in hosts.items()},
    }
    process = subprocess.Popen([sys.executable, "-m", "ausrufer.training"], env=environment)
    try:
        until = time.monotonic() + 30
        answers = [status_of(host, until=until) for host in hosts.values()]
        assert answers == [200] * len(WEB)
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0
    finally:
        process.kill()
        process.wait(20)

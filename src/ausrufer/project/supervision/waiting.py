"""Waiting for children to be ready, and saying what went wrong where they are not."""

import http
import http.client
import socket
import time
from collections.abc import Callable, Iterable

from ausrufer.project.supervision.child import Child
from ausrufer.project.supervision.faults import SupervisionFault
from ausrufer.project.supervision.house import House

PATIENCE = 120.0  # seconds
PAUSE = 0.05


def run_to_end(house: House, child: Child) -> None:
    """Run a child that ends by itself; raises SupervisionFault with the end of its log."""
    if code := house.run_once(child):
        log = house.logs.end_of(child.task.name)
        raise SupervisionFault(f"{child.task.label} ist gescheitert (Code {code}).\n{log}")


def wait_until_listening(ports: Iterable[int]) -> None:
    """Return when somebody listens on every port of 127.0.0.1; raises TimeoutError."""
    deadline = time.monotonic() + PATIENCE
    for port in ports:
        while not _listens(port):
            if time.monotonic() > deadline:
                raise TimeoutError(f"nobody listens on port {port}")
            time.sleep(PAUSE)


def wait_for_web(house: House, port: int) -> None:
    """Return when the web server says it is ready; raises SupervisionFault where it is broken."""

    def is_ready() -> bool:
        status = _health(port)
        if status == http.HTTPStatus.INTERNAL_SERVER_ERROR:  # waiting would not mend a fault
            raise SupervisionFault(
                f"Der Webserver meldet einen Fehler.\n{house.logs.end_of('web')}"
            )
        return status == http.HTTPStatus.OK

    _wait(house, "Der Webserver", is_ready)


def _wait(house: House, label: str, is_there: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not is_there():
        house.look()
        if time.monotonic() > deadline:
            raise SupervisionFault(
                f"{label} antwortet seit {PATIENCE:.0f} s nicht. Protokolle: {house.logs.folder}"
            )
        time.sleep(PAUSE)


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _health(port: int) -> int | None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/health/ready")
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()

"""Ports on this computer."""

import random
import socket

from ausrufer.project.supervision.faults import SupervisionFault

# Below the range from which the kernel takes ports for outgoing connections (32768 and up).
RANGE = range(20_000, 30_000)


def is_free(port: int, host: str = "127.0.0.1") -> bool:
    """Tell whether nobody listens on `port`.

    Asked without SO_REUSEPORT: two web servers that set it would share a port in silence.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # left-overs in TIME_WAIT
        try:
            probe.bind((host, port))
            probe.listen(1)
        except OSError:
            return False
    return True


def require_free(port: int, host: str = "127.0.0.1") -> None:
    """Raise SupervisionFault where somebody else listens on `port`."""
    if not is_free(port, host):
        raise SupervisionFault(
            f"Auf Port {port} lauscht bereits ein anderes Programm. Bitte wählen Sie einen anderen "
            "Port, zum Beispiel mit PORT=8400 (oder --port 8400)."
        )


def free_ports(names: tuple[str, ...]) -> dict[str, int]:
    """Choose a free port for every name."""
    chosen: dict[str, int] = {}
    for port in random.sample(RANGE, len(RANGE)):
        if len(chosen) == len(names):
            break
        if is_free(port):
            chosen[names[len(chosen)]] = port
    return chosen

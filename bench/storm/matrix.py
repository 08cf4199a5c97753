"""A practice Matrix server beside the town's other platforms: no demo has one."""

from collections.abc import Iterator
from contextlib import contextmanager

from ausrufer.training.channels import PracticeChannel
from ausrufer.training.matrix_rooms import MatrixRooms
from ausrufer.training.running import in_a_thread
from bench.practice import PracticeTown

ROOM = "!rathaus:musterstadt.example"


@contextmanager
def matrix_server(town: PracticeTown) -> Iterator[MatrixRooms]:
    """Serve a room as long; processes started meanwhile may call it."""
    with in_a_thread(MatrixRooms(rooms={ROOM: []}).open, MatrixRooms.close) as server:
        town.memory.ports["matrix"] = server.port
        allowed = {
            "AUSRUFER_ALLOW_PRIVATE": f"127.0.0.1:{server.port}",
            "AUSRUFER_PRACTICE_PLATFORMS": server.address,
        }
        for name, address in allowed.items():
            town.environment[name] += f",{address}"
        yield server


def matrix_channel(server: MatrixRooms) -> PracticeChannel:
    """Return the town's channel on it."""
    where = {"homeserver": server.address, "room": ROOM}
    return PracticeChannel("matrix_room", "Matrix", where, {"token": server.token})

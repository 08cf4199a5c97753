"""Workers that are killed at random moments, and replaced at once."""

import random
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field

from bench.practice import PracticeTown
from bench.storm.ledger import Ledger

AT_WORK = 3  # of which one is usually just starting
CATCH_SECONDS = 4.0
LOOK_SECONDS = 0.004
LONGEST_DELAY = 0.08
END_SECONDS = 20.0
_NAMED = re.compile(rb"worker ([0-9a-f-]{36}) is at work")


@dataclass
class Workers:
    """The living workers of the storm; killed ones are counted by what they had in flight."""

    town: PracticeTown
    chance: random.Random
    kills: int = 0
    cut_off: Counter[str] = field(default_factory=Counter)
    ended: list[float] = field(default_factory=list)  # when one was killed or lost its database
    _living: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    _started: int = 0

    def fill_up(self) -> None:
        """Start as many as are missing; who ended by itself is missing, too."""
        self._living = {log: one for log, one in self._living.items() if one.poll() is None}
        while len(self._living) < AT_WORK:
            self._started += 1
            log = f"worker-{self._started:04d}"
            self._living[log] = self.town.worker(log)

    def kill_one(self, ledger: Ledger, kind: str) -> bool:
        """Kill a worker that is calling a kind of channel; False where none was caught at it."""
        end = time.monotonic() + CATCH_SECONDS
        while time.monotonic() < end:
            caught = self._calling(ledger, kind)
            if caught:
                time.sleep(self.chance.uniform(0, LONGEST_DELAY) * self.chance.random())
                return self._kill(ledger, self.chance.choice(sorted(caught)))
            time.sleep(LOOK_SECONDS)
        return False

    def at_work(self) -> list[subprocess.Popen[bytes]]:
        """Return the workers that are past their start."""
        return [one for log, one in self._living.items() if self._name(log)]

    @staticmethod
    def wait_until_ended(cut_off: list[subprocess.Popen[bytes]]) -> None:
        """Return once workers that lost their database have ended, as they do by themselves.

        One that had not yet asked for it when it went away knows nothing of it, and is ended: time
        may pass faster only while nobody works without a database.
        """
        end = time.monotonic() + END_SECONDS
        while time.monotonic() < end and any(one.poll() is None for one in cut_off):
            time.sleep(0.05)
        for one in cut_off:
            if one.poll() is None:
                say("a worker did not notice that its database was gone")
                one.kill()
                one.wait()

    def stop(self) -> None:
        """Let all finish what they have in flight."""
        for one in self._living.values():
            one.terminate()
        for one in self._living.values():
            one.wait()
        self._living.clear()

    def _calling(self, ledger: Ledger, kind: str) -> set[str]:
        holders = ledger.holders(kind)
        return {log for log in self._living if holders and self._name(log) in holders}

    def _kill(self, ledger: Ledger, log: str) -> bool:
        name = self._name(log)
        killed = self._living.pop(log)
        self.ended.append(time.time())
        killed.send_signal(signal.SIGKILL)
        killed.wait()
        held = ledger.held_by(name)
        self.cut_off += held
        self.kills += bool(held)
        return bool(held)

    def _name(self, log: str) -> str:
        """Return how a worker calls itself; empty while it is starting."""
        found = _NAMED.search((self.town.folder / f"{log}.log").read_bytes()[:20_000])
        return found[1].decode() if found else ""


def say(line: str) -> None:
    """Tell whoever watches how far it is."""
    print(line, file=sys.stderr, flush=True)

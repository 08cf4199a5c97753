"""The run: orders go out while workers die, the database restarts and the platforms misbehave."""

import random
import time
from typing import Any

from django.db import connection

from ausrufer.training.matrix_rooms import MatrixRooms
from bench.practice import PracticeTown
from bench.storm.accesses import Accesses
from bench.storm.hours import let_an_hour_pass, let_patience_end
from bench.storm.ledger import Ledger
from bench.storm.orders import StormOrders
from bench.storm.platforms import arrived, begin_lots, end_lots, let_a_day_pass
from bench.storm.verdicts import Verdict, counted
from bench.storm.workers import Workers, say

SUBSCRIBERS = 4
MOST_WAITING = 400  # more would only make the queue longer
RESTARTS = 2  # of the database
WAIT_SECONDS = 0.2
SETTLE_SECONDS = 1200.0
TAKEN_BACK = 0.06  # of the messages
CORRECTED = 0.25  # so often, by the number of messages
IN_VAIN_SECONDS = 30.0
HOUR_EVERY_SECONDS = 1.0
WRONG = {Verdict.LOST, Verdict.TWICE, Verdict.STANDING, Verdict.OUTDATED, Verdict.OPEN}


class Storm:
    """One run over a practice town."""

    def __init__(self, town: PracticeTown, matrix: MatrixRooms, seed: int, share: float) -> None:
        self._town, self._seed, self._share = town, seed, share
        self._chance = random.Random(seed)  # noqa: S311 - moments of death need no secrecy
        self._orders = StormOrders(town, matrix, SUBSCRIBERS, self._chance)
        self._ledger = Ledger(self._orders.organisation.pk, self._orders.messages)
        self._workers = Workers(town, self._chance)
        self._accesses = Accesses(town, self._orders, self._workers.ended)
        self._hour, self._restarts = time.monotonic(), 0

    def run(self, number: int, kills: int) -> dict[str, Any]:
        """Order at least `number` deliveries, kill `kills` workers, wait, and count."""
        began = time.monotonic()
        self._accesses.connect()
        begin_lots(self._town, self._seed, self._share)
        self._kill_and_order(number, kills)
        while self._ledger.placed() < number:
            self._order_one()
        say("everything is ordered")
        self._finish()
        drawn = end_lots(self._town)
        return {
            **self._counted(),
            "unclear_resolved": self._ledger.unclear_resolved(),
            "kills": self._workers.kills,
            "calls_cut_off_by_kills": dict(sorted(self._workers.cut_off.items())),
            "restarts": self._restarts,
            "faults_injected": drawn,
            **self._accesses.told(),
            "messages": dict(self._orders.sorts),
            "needs_a_hand": self._ledger.reasons(),
            "seed": self._seed,
            "seconds": round(time.monotonic() - began),
        }

    def _kill_and_order(self, number: int, kills: int) -> None:
        while self._workers.kills < kills:
            self._workers.fill_up()
            self._pass_time()
            done = self._workers.kills
            if self._ledger.placed() < number * (done + 1) / kills:
                self._order_or_wait()  # the kills go along with the orders, to the last one
                continue
            self._kill()
            if self._workers.kills > done:
                say(f"kill {self._workers.kills} of {kills}, {self._ledger.placed()} ordered")
                self._restart_database_at(kills)
            elif not self._ledger.kinds_due():
                self._order_one()  # nobody can be caught at work where there is none

    def _restart_database_at(self, kills: int) -> None:
        """Restart the database after a third and after two thirds of the kills."""
        if self._restarts < RESTARTS:
            done = (self._restarts + 1) * kills // (RESTARTS + 1)
            if self._workers.kills >= done:
                self._restart_database()

    def _order_or_wait(self) -> None:
        if self._ledger.waiting() < MOST_WAITING:
            self._order_one()
        else:
            time.sleep(WAIT_SECONDS)

    def _order_one(self) -> None:
        self._orders.place()
        if self._chance.random() < TAKEN_BACK:
            self._orders.take_back()
        if self._chance.random() < CORRECTED:
            self._orders.correct()
        self._pass_time()

    def _kill(self) -> None:
        """Kill a worker at a kind of channel drawn by lot, so that all of them are hit."""
        kinds = self._ledger.kinds_due()
        if kinds:
            self._workers.kill_one(self._ledger, self._chance.choice(kinds))

    def _restart_database(self) -> None:
        """Stop the database under everybody's feet, while something is in flight."""
        self._restarts += 1
        cut_off = self._workers.at_work()
        connection.close()
        self._workers.ended.append(time.time())
        self._town.restart_database()
        self._workers.ended.append(time.time())
        self._workers.wait_until_ended(cut_off)
        say(f"database restarted ({self._restarts})")

    def _pass_time(self) -> None:
        if time.monotonic() - self._hour > HOUR_EVERY_SECONDS:
            let_an_hour_pass()
            let_a_day_pass(self._town)
            self._accesses.connect_anew()
            self._accesses.let_time_pass()
            self._hour = time.monotonic()

    def _finish(self) -> None:
        """Let the workers get done, whoever has to be started anew."""
        now = quiet = time.monotonic()
        end = now + SETTLE_SECONDS
        while (left := self._ledger.still_moving()) and now < end:
            self._workers.fill_up()
            self._pass_time()
            time.sleep(0.5)
            say(f"{left} still moving")
            now = time.monotonic()
            if not self._ledger.asked_in_vain():
                quiet = now
            elif now - quiet > IN_VAIN_SECONDS:
                let_patience_end()
                quiet = now
        self._workers.stop()

    def _counted(self) -> dict[str, Any]:
        logs, ordered = arrived(self._town), list(self._ledger.deliveries())
        for row, one in ordered:
            if (found := logs.verdict(one)) in WRONG:
                say(f"{found}: {one} {logs.copies(one)} {row.key} {row.for_staff}")
                for line in self._ledger.attempts(row):
                    say(f"   {line}")
        return counted((one for _, one in ordered), logs)

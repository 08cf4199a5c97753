"""Work beside a browser: this thread's event loop belongs to Playwright."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from django.db import connection

Result = TypeVar("Result")


def elsewhere(work: Callable[[], Result]) -> Result:
    """Do something in a thread of its own, which may have a loop of its own."""

    def run() -> Result:
        try:
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(run).result()

"""Processes that end with the one that started them."""

import ctypes
import os
import signal
import sys
from collections.abc import Callable
from functools import partial

_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def follow(parent: int, number: signal.Signals) -> None:
    """Have the kernel send `number` to this process when `parent` ends; ends at once if it has.

    Linux only; elsewhere nothing happens and orphans are found at the next start.
    """
    if _libc is not None:
        _libc.prctl(_PR_SET_PDEATHSIG, int(number), 0, 0, 0)
        if os.getppid() != parent:
            os._exit(1)


def following_us(number: signal.Signals) -> Callable[[], None]:
    """Return the `preexec_fn` of a child that is not to outlive us.

    The kernel looks at the thread that started the child: start children from the main thread.
    """
    return partial(follow, os.getpid(), number)

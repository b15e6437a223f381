"""Loops that must outlive any fault: the only place of this package with `except Exception`.

The message of an unforeseen exception may hold a pupil's number, so the log gets its type
and the lines it passed through, never its words.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable

_log = logging.getLogger(__name__)


def survives(name: str, call: Callable[[], object]) -> bool:
    """Run `call`; True when it went well, False after an exception, which is logged."""
    try:
        call()
    except Exception as fault:
        places = "".join(traceback.format_tb(fault.__traceback__))
        _log.error("%s: %s\n%s", name, type(fault).__name__, places)
        return False
    return True


def supervised(
    name: str,
    turn: Callable[[], object],
    wait: Callable[[float], bool],
    *,
    pause: float = 0.5,
) -> None:
    """Call `turn` again and again until `wait(seconds)` says True: stop.

    `wait(0)` asks without waiting. After a fault the loop waits `pause` seconds, so that a
    lasting one fills neither the log nor the processor.
    """
    while not wait(0):
        if not survives(name, turn):
            wait(pause)

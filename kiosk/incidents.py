"""Faults that must not stop a station: the only place of the kiosk with `except Exception`.

An exception's words may hold a name, a title or a code, so the log gets its type and the
lines it passed through, under a number that the screen shows.
"""

from __future__ import annotations

import logging
import secrets
import traceback
from collections.abc import Callable
from typing import TypeVar

_log = logging.getLogger(__name__)
_T = TypeVar("_T")


def new_incident() -> str:
    """A short number that a pupil can read to the librarian, as 7F3A2C."""
    return secrets.token_hex(3).upper()


def note(where: str, fault: BaseException, incident: str) -> None:
    """Write the fault's type and places to the log, without its words."""
    places = "".join(traceback.format_tb(fault.__traceback__))
    _log.error("incident %s in %s: %s\n%s", incident, where, type(fault).__name__, places)


def supervised(where: str, call: Callable[[], _T], otherwise: Callable[[str], _T]) -> _T:
    """What `call` returns; after an exception the log has it and `otherwise(incident)`
    says what to do instead."""
    try:
        return call()
    except Exception as fault:
        incident = new_incident()
        note(where, fault, incident)
        return otherwise(incident)

"""The loan rules kept with the library's data; without them those of the file hold."""

from __future__ import annotations

import json
import logging

from library.policy import Policy, PolicyFaults, policy_from
from server.database import Library
from server.tables import Setting

POLICY = "policy"
"""Setting: the rules in force as JSON of the file's form; no row: those of the file."""
POLICY_BEFORE = "policy.before"
"""Setting: what was in force before, in the same form; empty: the file's rules."""

_log = logging.getLogger(__name__)


def load_policy(library: Library) -> Policy | None:
    """The rules of the desk; None when there are none, or none that can be read."""
    with library.reading():
        row = Setting.get_or_none(Setting.key == POLICY)
    return None if row is None else read_policy(str(row.value))


def read_policy(text: str) -> Policy | None:
    """Rules from their kept text; None, with a line in the log, for damaged ones."""
    try:
        raw = json.loads(text)
        return policy_from(raw) if isinstance(raw, dict) else None
    except (ValueError, PolicyFaults, RecursionError) as fault:
        _log.error("kept loan rules cannot be read: %s", fault)
        return None

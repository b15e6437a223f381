"""Proof that a library is whole: the file, its references, its loans, journal and registers.

Each fault is a stable code with a count; which rows is for the log of a person who mends.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from server.database import Library
from server.services.register_proof import COUNTED as REGISTERS


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong (text key `check.<code>`), in how many places."""

    code: str
    places: int


_COUNTED = {
    "two-open-loans": """
        SELECT count(*) FROM (SELECT copy_id FROM loan WHERE closed_at IS NULL
        GROUP BY copy_id HAVING count(*) > 1) AS twice""",
    "on-loan-without-loan": """
        SELECT count(*) FROM copy WHERE state = 'on-loan' AND NOT EXISTS
        (SELECT 1 FROM loan WHERE loan.copy_id = copy.id AND closed_at IS NULL)""",
    "loan-of-copy-not-on-loan": """
        SELECT count(*) FROM loan JOIN copy ON copy.id = loan.copy_id
        WHERE loan.closed_at IS NULL AND copy.state <> 'on-loan'""",
    "hold-without-copy": """
        SELECT count(*) FROM request LEFT JOIN copy ON copy.id = request.copy_id
        WHERE request.state = 'ready' AND (copy.state IS NULL OR copy.state <> 'on-hold-shelf')""",
    "copy-held-for-nobody": """
        SELECT count(*) FROM copy WHERE state = 'on-hold-shelf' AND NOT EXISTS
        (SELECT 1 FROM request WHERE request.copy_id = copy.id AND request.state = 'ready')""",
    "journal-gap": """
        SELECT COALESCE(MAX(seq), 0) - count(*) FROM operation""",
}


def prove(library: Library) -> tuple[Fault, ...]:
    """All faults, none for a whole library. Reads one consistent state; takes seconds on a
    large library, while lending goes on."""
    found: list[Fault] = []
    with library.snapshot():
        if library.is_sqlite:
            found += _file_faults(library)
        run = library.database.execute_sql
        for code, sql in {**_COUNTED, **REGISTERS}.items():
            places = int(run(sql).fetchone()[0])
            if places:
                found.append(Fault(code, places))
        wrong = _loans_against_journal(run)
        if wrong:
            found.append(Fault("journal-against-loans", wrong))
    return tuple(found)


def _file_faults(library: Library) -> Iterator[Fault]:
    run = library.database.execute_sql
    rows = run("PRAGMA integrity_check").fetchall()
    if rows != [("ok",)]:
        yield Fault("file-damaged", len(rows))
    broken = run("PRAGMA foreign_key_check").fetchall()
    if broken:
        yield Fault("broken-references", len(broken))


def _loans_against_journal(run: Callable[..., Any]) -> int:
    """How many loans are not as the last operation about them left them."""
    expected = dict(_ends(run("SELECT id, kind, undoes, detail FROM operation ORDER BY seq")))
    if not expected:
        return 0
    actual = dict(run("SELECT id, closed_as FROM loan").fetchall())
    return sum(1 for loan_id, end in expected.items() if actual.get(loan_id, "no such loan") != end)


_ENDS = {"check-out": None, "check-in": "returned", "lose": "lost", "renew": None}
_UNDONE_ENDS = {"check-out": "voided", "check-in": None, "lose": None, "renew": None}


def _ends(rows: Any) -> Iterator[tuple[int, str | None]]:
    """Each loan of the journal with its end after each operation, in order."""
    touched: dict[str, tuple[str, int]] = {}
    for operation_id, kind, undoes, detail in rows:
        if kind == "undo":
            if undoes in touched:  # others than loans are undone too
                undone, loan_id = touched[undoes]
                yield loan_id, _UNDONE_ENDS[undone]
        elif kind in _ENDS:
            loan_id = json.loads(detail).get("before", {}).get("loan")
            if loan_id is not None:
                touched[operation_id] = (kind, loan_id)
                yield loan_id, _ENDS[kind]

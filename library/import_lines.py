"""What lines of readers and lines of titles share: their cells read, one fault refusing all.

Pure: a line is a mapping of field names (library/import_columns.py) to cells.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from library.import_values import Cell, NotThat, has_strange_sign, is_damaged, text_of, whole
from library.scanned_code import ScannedCode, WrongCheckDigit

LONGEST = 400
"""Signs of one cell that is taken."""
UNCOMPUTED = "\x00formula"
"""What a reader of files puts for a formula whose value the file does not hold."""

Line = Mapping[str, Cell]
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class RowRefused:
    """Why a line is not taken: a stable word, and the field at fault where it is one."""

    reason: str
    field: str = ""


class LineFault(Exception):
    """The line is refused; only inside this package."""

    def __init__(self, reason: str, field: str) -> None:
        super().__init__(reason)
        self.refused = RowRefused(reason, field)


def is_empty(line: Line) -> bool:
    """Whether nothing stands in it but its own number."""
    return not any(text_of(cell) for field, cell in line.items() if field != "line")


def check_cells(line: Line, names: tuple[str, ...] = ()) -> None:
    """Raises LineFault for what no field can take; `names` are fields of names, which hold
    no question marks."""
    for field, cell in line.items():
        if cell == UNCOMPUTED:
            raise LineFault("formula", field)
        if not isinstance(cell, str):
            continue
        if has_strange_sign(cell):
            raise LineFault("strange-sign", field)
        if len(cell) > LONGEST:
            raise LineFault("too-long", field)
        if is_damaged(cell) or (field in names and "?" in cell):
            raise LineFault("damaged-letters", field)


def text_at(line: Line, field: str) -> str | None:
    """A cell as clean text, or None."""
    return text_of(line.get(field)) or None


def read_at(line: Line, field: str, reader: Callable[[Cell], Value | None]) -> Value | None:
    """A cell as `reader` reads it; raises LineFault."""
    try:
        return reader(line.get(field))
    except NotThat as fault:
        raise LineFault(fault.reason, field) from fault


def number_at(line: Line, field: str, least: int, most: int, reason: str) -> int | None:
    """A whole number, or None; raises LineFault."""
    try:
        return whole(line.get(field), least, most, reason)
    except NotThat as fault:
        raise LineFault(fault.reason, field) from fault


def wrong_code(code: ScannedCode) -> str:
    """The reason why a scanned code is not the number wanted."""
    return "wrong-check-digit" if isinstance(code, WrongCheckDigit) else "not-a-number-of-it"
